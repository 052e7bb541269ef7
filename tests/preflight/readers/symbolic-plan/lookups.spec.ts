import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import type { Properties, Value } from "../../../../preflight/model/resource";
import { planFixture, planned, resource, textOf } from "../../../programs/run";
import type { PlanResult } from "../../../../preflight/readers/symbolic-plan/plan";

const SERVICE = /^com\.amazonaws\.vpce\.eu-west-1\.vpce-svc-0[0-9a-f]{16}$/;

describe("A program that looks things up", function () {
  this.timeout(120_000);
  let result: PlanResult;
  const output = (name: string): Value => planned(result).outputs[name] ?? null;
  const list = (name: string) => output(name) as readonly Value[];
  const object = (name: string) => output(name) as Properties;
  before(async () => {
    result = await planFixture("sharing", { account: "111111111111" });
  });

  it("finds one prefix list of the Region, however it asks, and not what is in it", () => {
    const [first, ...others] = list("prefixLists");
    assert.match(textOf(first), /^pl-[0-9a-f]{8}$/);
    assert.deepEqual(
      others,
      others.map(() => first),
    );
    assert.ok(list("prefixListAddresses").every((each) => each instanceof Unknown));
  });

  it("sees which services an environment has for endpoints, and whether it waits for them", () => {
    const [ours, theirs, open, both] = list("services") as readonly (readonly Value[])[];
    assert.match(textOf(ours?.[0]), SERVICE);
    assert.match(textOf(ours?.[1]), SERVICE);
    assert.equal(ours?.[2], "PENDING");
    assert.equal(theirs?.[2], "AVAILABLE");
    assert.match(textOf(theirs[1]), SERVICE);
    assert.equal(open?.[1], null);
    assert.match(textOf(both?.[0]), SERVICE);
    assert.ok(both?.[1] instanceof Unknown);
  });

  it("gets an interface in each subnet and a name for each zone", () => {
    const { interfaces, names } = object("endpoint") as Record<string, readonly string[]>;
    assert.equal(new Set(interfaces).size, 2);
    for (const each of interfaces ?? []) assert.match(each, /^eni-0[0-9a-f]{16}$/);
    const id = textOf(resource(result, "webserver", ":VpcEndpoint").outputs["id"]);
    const [regional, ...zonal] = names ?? [];
    const rest =
      /^(vpce-0[0-9a-f]{16})-[0-9a-f]{8}\.(vpce-svc-0[0-9a-f]{16})\.eu-west-1\.vpce\.amazonaws\.com$/;
    assert.equal(rest.exec(regional ?? "")?.[1], id);
    assert.deepEqual(
      zonal.map((name) => /-(eu-west-1[a-z])\./.exec(name)?.[1]),
      ["eu-west-1a", "eu-west-1b"],
    );
  });

  it("finds the endpoint that it makes, and the one that MWAA makes", () => {
    const { id } = resource(result, "webserver", ":VpcEndpoint").outputs;
    assert.deepEqual(list("foundIds"), [id, id]);
    const made = object("madeEndpoint");
    assert.match(textOf(made["id"]), /^vpce-0[0-9a-f]{16}$/);
    assert.equal((made["interfaces"] as readonly string[]).length, 2);
    assert.deepEqual(made["groups"], [resource(result, "endpoints").outputs["id"]]);
    assert.equal(made["managed"], true);
    assert.ok(made["policy"] instanceof Unknown);
  });

  it("learns the subnet of an interface, and no address", () => {
    const found = list("addresses") as readonly Properties[];
    assert.deepEqual(
      found.map(({ subnet }) => subnet),
      ["a", "b"].map((name) => resource(result, name).outputs["id"]),
    );
    assert.ok(found.every(({ address }) => address instanceof Unknown));
    assert.ok(resource(result, "web-0").inputs["targetId"] instanceof Unknown);
  });

  it("learns nothing of what only AWS knows", () => {
    assert.equal(output("serviceName"), "com.amazonaws.eu-west-1.sqs");
    for (const name of ["serviceZones", "nobodys", "zone"]) {
      assert.ok(output(name) instanceof Unknown, name);
    }
  });

  it("can prove a certificate by a record of its own", () => {
    const [proof, www] = list("names");
    assert.match(textOf(proof), /^_[0-9a-f]{32}\.airflow\.example\.com$/);
    assert.equal(www, "www.airflow.example.com");
    assert.match(
      textOf(resource(result, "web", ":LoadBalancer").outputs["dnsName"]),
      /^internal-web-[0-9a-f]{7}-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/,
    );
  });

  it("plans a dynamic resource without running its provider", () => {
    const waiting = resource(result, "available");
    assert.equal(waiting.type, "pulumi-nodejs:dynamic:Resource");
    assert.equal(waiting.inputs["environment"], "ours");
    assert.ok(waiting.dependencies.includes(resource(result, "webserver", ":VpcEndpoint").urn));
    assert.ok(output("waited") instanceof Unknown);
  });
});
