import assert from "node:assert/strict";
import { run } from "./worlds";

const LOCAL = { destination: "10.0.0.0/16", target: { kind: "local" } };
const EVERYTHING = [{ ruleNumber: 100, action: "allow", cidr: "0.0.0.0/0", protocol: "all" }];

/** A private subnet with a NAT gateway in a public one; its group lets HTTPS out. */
const NETWORK = {
  vpcs: [{ id: "vpc-1", cidrBlocks: ["10.0.0.0/16"] }],
  subnets: [
    { id: "subnet-private", vpcId: "vpc-1", cidrBlocks: ["10.0.1.0/24"] },
    { id: "subnet-public", vpcId: "vpc-1", cidrBlocks: ["10.0.9.0/24"] },
  ],
  routeTables: [
    {
      id: "rtb-private",
      vpcId: "vpc-1",
      subnetIds: ["subnet-private"],
      routes: [LOCAL, { destination: "0.0.0.0/0", target: { kind: "natGateway", id: "nat-1" } }],
    },
    {
      id: "rtb-public",
      vpcId: "vpc-1",
      subnetIds: ["subnet-public"],
      routes: [
        LOCAL,
        { destination: "0.0.0.0/0", target: { kind: "internetGateway", id: "igw-1" } },
      ],
    },
  ],
  internetGateways: [{ id: "igw-1", vpcId: "vpc-1" }],
  natGateways: [
    {
      id: "nat-1",
      vpcId: "vpc-1",
      subnetId: "subnet-public",
      privateAddress: "10.0.9.5",
      isPublic: true,
      state: "available",
    },
  ],
  networkAcls: [
    {
      id: "acl-1",
      vpcId: "vpc-1",
      subnetIds: ["subnet-private", "subnet-public"],
      ingress: EVERYTHING,
      egress: EVERYTHING,
    },
  ],
  securityGroups: [
    {
      id: "sg-1",
      vpcId: "vpc-1",
      ingress: [],
      egress: [{ peer: { cidr: "0.0.0.0/0" }, protocol: "tcp", ports: { first: 443, last: 443 } }],
    },
  ],
};

const question = (id: string, port: number) => ({
  id,
  from: { kind: "subnet", subnetId: "subnet-private", securityGroupIds: ["sg-1"] },
  to: { kind: "internet" },
  ports: [{ first: port, last: port }],
});

const ask = (questions: readonly object[], ...argv: readonly string[]) =>
  run(["reach", "-", ...argv], { input: JSON.stringify({ network: NETWORK, questions }) });

describe("mwaa reach", () => {
  it("shows the way of a packet and of its answer", async () => {
    const { code, out, err } = await ask([question("https", 443)]);
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.match(out, /^https: reachable\n {2}shown by {6}TCP 10\.0\.1\.\d+ → /);
    const way = ["securityGroups sg-1", "routeTable rtb-private", "natGateway nat-1", "igw-1"];
    const places = way.map((each) => out.indexOf(each));
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
    );
    assert.equal(places.includes(-1), false);
  });

  it("names what stops a packet by Reachability Analyzer's code, with the pointer", async () => {
    const { code, out } = await ask([question("http", 80)]);
    assert.equal(code, 1);
    assert.match(out, /^http: unreachable\n/);
    assert.match(out, /ENI_SG_RULES_MISMATCH at securityGroups sg-1/);
    assert.match(out, /\/securityGroups\/0\/egress/);
  });

  it("exits 0 only if every question has the expected outcome", async () => {
    const both = [question("https", 443), question("http", 80)];
    assert.equal((await ask(both)).code, 1);
    assert.equal((await ask(both, "--expect", "unreachable")).code, 1);
    assert.equal((await ask([question("http", 80)], "--expect", "unreachable")).code, 0);
  });

  it("writes the answers as JSON in the order of the questions", async () => {
    const { out } = await ask([question("https", 443), question("http", 80)], "--format", "json");
    const { answers } = JSON.parse(out) as { answers: { id: string; outcome: string }[] };
    assert.deepEqual(
      answers.map(({ id, outcome }) => [id, outcome]),
      [
        ["https", "reachable"],
        ["http", "unreachable"],
      ],
    );
  });

  it("names every fault of the input with its pointer and prints nothing else", async () => {
    const { code, out, err } = await run(["reach", "-"], { input: '{"network":{"vpc":[]}}' });
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /^mwaa: standard input#\/network\/vpc: is not known; .*\n/);
    assert.match(err, /\nstandard input#\/questions: is missing\n$/);
  });

  it("does not take the lack of questions for the expected answer", async () => {
    const { code, out, err } = await ask([]);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.equal(err, "mwaa: standard input#/questions: is empty: ask at least one\n");
  });

  it("refuses what is no JSON", async () => {
    const { code, err } = await run(["reach", "-"], { input: "{" });
    assert.equal(code, 2);
    assert.match(err, /^mwaa: standard input: is not JSON: /);
  });
});
