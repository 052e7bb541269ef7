import assert from "node:assert/strict";
import type { Network, Question, VpcEndpoint } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, put, route } from "./documentation/guide";

const why = new Unknown(["somebody's choice"]);

function found(question: Question, ...changes: readonly Change[]) {
  const { outcome, blockedBy, failing } = reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
  const failed = failing.map(({ destinations: [first, last] }) => `${first}-${last}`);
  return [outcome, ...blockedBy, ...new Set(outcome === "unreachable" ? failed : [])];
}

describe("packets for public addresses of the network itself", () => {
  const open = ["unknown", "what becomes of packets that come back in through igw-1"];
  const other = put("vpcs", { id: "vpc-2", cidrBlocks: ["10.1.0.0/16", "2001:db8:5678::/56"] });
  const cases: readonly (readonly [string, Question, readonly Change[], readonly string[]])[] = [
    ["an interface's", ask("app", "198.51.100.10"), [], open],
    ["a NAT gateway's", ask("web", "198.51.100.4"), [], open],
    ["another's", ask("app", "198.51.100.11"), [], ["reachable"]],
    ["another VPC's", ask("web", "2001:db8:5678::10"), [other], open],
    ["nobody's IPv6 one", ask("web", "2001:db8:9999::10"), [other], ["reachable"]],
    [
      "an IPv6 one with the number of an interface's",
      ask("web", "2606:4700::1"),
      [],
      ["reachable"],
    ],
  ];
  for (const [title, question, changes, expected] of cases) {
    it(`are not followed back in: ${title}`, () => {
      assert.deepEqual(found(question, ...changes), expected);
    });
  }
});

describe("the internet as a whole", () => {
  const OUT: Question = { ...ask("web", "app"), to: { kind: "internet" } };
  const S3 = "com.amazonaws.us-east-1.s3";
  const services = put("services", { name: S3, prefixListId: "pl-1" });
  const list = put("prefixLists", { id: "pl-1", entries: ["52.216.0.0/15"] });
  const endpoint = (more: Partial<VpcEndpoint>): Change =>
    put("vpcEndpoints", {
      id: "vpce-1",
      type: "gateway",
      vpcId: "vpc-1",
      serviceName: S3,
      ...more,
    });
  const leads = (id: string, more: object = {}): Change =>
    change("routeTables", "rtb-public", {
      routes: [route("0.0.0.0/0", "igw-1"), route("pl-1", id, more)],
    });
  const gone = leads("nat-1", { state: "blackhole" });
  const LISTED = ["unreachable", "52.216.0.0-52.217.255.255"];
  const cases: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    ["does not hold what a gateway endpoint leads to", [endpoint({}), services], ["reachable"]],
    ["holds a service that no endpoint leads to", [services, gone], LISTED],
    [
      "holds a service that an interface endpoint leads to",
      [endpoint({ type: "interface" }), services, gone],
      LISTED,
    ],
    ["holds a list that routes lead elsewhere", [gone], LISTED],
    [
      "holds a list that routes lead elsewhere, beside an endpoint without one",
      [endpoint({ prefixListId: "pl-2" }), put("prefixLists", { id: "pl-2", entries: [] }), gone],
      LISTED,
    ],
  ];
  for (const [title, changes, expected] of cases) {
    it(title, () => {
      assert.deepEqual(found(OUT, list, ...changes), expected);
    });
  }

  it("holds what another endpoint leads to, which is not followed", () => {
    const firewall = endpoint({
      type: "other",
      serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1",
    });
    assert.equal(found(OUT, list, firewall, leads("vpce-1"))[0], "unknown");
  });

  it("may hold what an endpoint of a type that nobody knows leads to", () => {
    const few = change("securityGroups", "sg-open", {
      egress: [{ protocol: "tcp", peer: { cidr: "52.216.0.0/15" } }],
    });
    const away = endpoint({ vpcId: "vpc-9", type: why });
    const any: Question = { ...OUT, quantifier: "any" };
    assert.deepEqual(found(any, few, away), ["unknown", "somebody's choice"]);
    assert.deepEqual(found(any, few), ["reachable"]);
  });
});
