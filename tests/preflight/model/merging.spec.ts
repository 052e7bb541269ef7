import assert from "node:assert/strict";
import { Unknown } from "../../../reasoning/known";
import type { Kind } from "../../../preflight/model/kinds";
import { aclOf } from "../../../preflight/model/network/network-acls";
import type { Resource, Stack, Value } from "../../../preflight/model/resource";
import { tableOf } from "../../../preflight/model/network/route-tables";
import { vpcOf } from "../../../preflight/model/network/vpc-membership";
import type { World } from "../../../preflight/model/world";
import { buildWorld } from "../../../preflight/model/world";
import { readContext } from "../../../preflight/readers/context/read";
import { resource, stackOf } from "../../helpers/small-stacks";

/** What a program reads, as a symbolic plan sees it: its id may be unknown. */
function read(
  kind: Kind,
  name: string,
  id: string | undefined,
  rest: Partial<Resource> = {},
): Resource {
  return resource(
    kind,
    name,
    {},
    { change: "read", outputs: id === undefined ? {} : { id }, ...rest },
  );
}

function context(text: string, file = "facts.yaml"): Stack {
  const result = readContext(`version: 1\n${text}`, { file });
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.stack;
}

function blockersOf(value: unknown): readonly string[] {
  return value instanceof Unknown ? value.blockedBy : [`known: ${JSON.stringify(value)}`];
}

/** The one resource of a kind. */
function only(world: World, kind: Kind): Resource {
  const [found, ...others] = world.of(kind);
  if (found === undefined || others.length > 0) throw new Error(`not one ${kind}`);
  return found;
}

const FACTS = `
vpcs:
  - id: vpc-1
    dnsSupport: true
    endpoints: []
    subnets: [{ id: subnet-1, cidrBlock: 10.0.0.0/24, routeTable: rtb-1, networkAcl: acl-1 }]
    routeTables: [{ id: rtb-1, routes: [] }]
    networkAcls: [{ id: acl-1, ingress: [], egress: [] }]
`;

describe("a resource that a program reads", () => {
  it("counts with what the provider answered, and unset is what that leaves out", () => {
    const told = { id: "subnet-1", arn: "arn", cidrBlock: "10.0.0.0/24", vpcId: "vpc-1" };
    const subnet = read("subnet", "s", "subnet-1", { outputs: told });
    const world = buildWorld([stackOf([subnet], { door: "preview" })]);
    const found = only(world, "subnet");
    assert.deepEqual(found.inputs, { cidrBlock: "10.0.0.0/24", vpcId: "vpc-1" });
    assert.deepEqual(found.outputs, told);
    assert.equal(world.value(found, "ipv6CidrBlock"), undefined);
  });

  it("is unknown but for its id where nobody asked AWS, whatever the program says of it", () => {
    const subnet = resource(
      "subnet",
      "s",
      { cidrBlock: "10.0.0.0/8" },
      { change: "read", outputs: { id: "subnet-1", ownerId: "made up" } },
    );
    const world = buildWorld([stackOf([subnet])]);
    const found = only(world, "subnet");
    assert.deepEqual(found.outputs, { id: "subnet-1" });
    assert.deepEqual(blockersOf(world.value(found, "cidrBlock")), [`${subnet.urn}#cidrBlock`]);
    assert.deepEqual(blockersOf(found.inputs["mapPublicIpOnLaunch"]), [
      `${subnet.urn}#mapPublicIpOnLaunch`,
    ]);
  });

  it("is unknown where a preview shows no more than what it is called", () => {
    const told = { id: "dags", bucket: "dags", arn: "arn:aws:s3:::dags", region: "eu-west-1" };
    const bucket = read("bucket", "b", "dags", { outputs: told });
    const world = buildWorld([stackOf([bucket], { door: "preview" })]);
    assert.deepEqual(only(world, "bucket").outputs, told);
    const { more } = world.pointingAt(only(world, "bucket"), "bucketVersioning", "bucket");
    assert.deepEqual(blockersOf(more), ["the versioning of dags"]);
  });

  it("is the resource of the stack that makes it", () => {
    const made = resource(
      "subnet",
      "made",
      { cidrBlock: "10.0.0.0/24" },
      { outputs: { id: "subnet-1" } },
    );
    const reader = read("subnet", "read", "subnet-1", {
      urn: "urn:pulumi:dev::reader::subnet::read",
    });
    const user = resource(
      "natGateway",
      "nat",
      { subnetId: new Unknown(["hidden"]) },
      { propertyDependencies: { subnetId: [reader.urn] } },
    );
    const world = buildWorld([stackOf([reader, user]), stackOf([made], { name: "other/dev" })]);
    assert.equal(only(world, "subnet"), made);
    assert.equal(world.at(reader.urn), made);
    assert.deepEqual(world.reference(user, ["subnetId"], "subnet"), {
      kind: "resource",
      resource: made,
    });
    assert.equal(world.stack(made)?.name, "other/dev");
  });

  it("is one thing where several programs read it", () => {
    const one = read("vpc", "one", "vpc-1");
    const other = read("vpc", "two", "vpc-1", { urn: "urn:pulumi:dev::other::vpc::two" });
    const world = buildWorld([stackOf([one]), stackOf([other], { name: "other/dev" })]);
    assert.equal(world.of("vpc").length, 1);
    assert.equal(world.at(one.urn), world.at(other.urn));
  });

  it("is what the context tells of its id", () => {
    const facts = context(FACTS);
    const subnet = read("subnet", "s", "subnet-1");
    const world = buildWorld([stackOf([subnet]), facts]);
    const found = only(world, "subnet");
    assert.equal(world.at(subnet.urn), found);
    assert.equal(world.text(found, "cidrBlock"), "10.0.0.0/24");
    assert.equal(world.stack(found), facts);
  });

  it("is what the provider answered, where the context tells otherwise", () => {
    const told = { id: "subnet-1", cidrBlock: "10.0.9.0/24" };
    const world = buildWorld([
      stackOf([read("subnet", "s", "subnet-1", { outputs: told })], { door: "preview" }),
      context(FACTS),
    ]);
    assert.equal(world.text(only(world, "subnet"), "cidrBlock"), "10.0.9.0/24");
  });

  it("stays unknown where two files contradict each other", () => {
    const world = buildWorld([
      context(FACTS),
      context("vpcs: [{ id: vpc-1, dnsSupport: false }]", "other.yaml"),
    ]);
    assert.deepEqual(blockersOf(world.value(only(world, "vpc"), "enableDnsSupport")), [
      "urn:pulumi:context::facts.yaml::aws:ec2/vpc:Vpc::vpc-1#enableDnsSupport (told in two ways)",
    ]);
  });

  it("is not another account's resource of the same name", () => {
    const role = read("role", "r", "airflow");
    const facts = context("roles: [{ arn: 'arn:aws:iam::444455556666:role/airflow', trust: {} }]");
    const elsewhere = buildWorld([stackOf([role]), facts]);
    assert.equal(elsewhere.of("role").length, 2);
    const here = buildWorld([stackOf([role], { account: "444455556666" }), facts]);
    assert.equal(here.of("role").length, 1);
  });

  it("is known beneath an ExistingNetwork too, though CrossGuard does not call it read", () => {
    const urn = "urn:pulumi:dev::test::mwaa:index:ExistingNetwork$aws:ec2/vpc:Vpc::net-vpc";
    const vpc = resource(
      "vpc",
      "net-vpc",
      { enableDnsSupport: true },
      { urn, outputs: { id: "vpc-1", enableDnsSupport: true } },
    );
    const world = buildWorld([stackOf([vpc], { door: "analyzer" })]);
    const { more } = world.pointingAt(only(world, "vpc"), "vpcEndpoint", "vpcId");
    assert.deepEqual(blockersOf(more), ["the endpoints of vpc-1"]);
  });
});

describe("what belongs to something that exists", () => {
  it("may be more than the World holds, and is named by what it belongs to", () => {
    const world = buildWorld([stackOf([read("vpc", "v", "vpc-1")])]);
    const { resources, more } = world.pointingAt(only(world, "vpc"), "vpcEndpoint", "vpcId");
    assert.deepEqual(resources, []);
    assert.deepEqual(blockersOf(more), ["the endpoints of vpc-1"]);
  });

  it("is all there is where the context lists it", () => {
    const world = buildWorld([context(FACTS)]);
    assert.deepEqual(world.pointingAt(only(world, "vpc"), "vpcEndpoint", "vpcId"), {
      resources: [],
    });
    const { more } = world.pointingAt(only(world, "vpc"), "vpcCidrBlock", "vpcId");
    assert.deepEqual(blockersOf(more), ["the further IPv4 blocks of vpc-1"]);
  });

  it("adds up with what a program adds to it", () => {
    const endpoint = resource("vpcEndpoint", "e", { vpcId: "vpc-1" });
    const world = buildWorld([stackOf([endpoint]), context(FACTS)]);
    assert.deepEqual(world.pointingAt(only(world, "vpc"), "vpcEndpoint", "vpcId"), {
      resources: [endpoint],
    });
  });
});

describe("what a program reads beneath a subnet", () => {
  const subnet = read("subnet", "s", "subnet-1");
  const beneath = (kind: Kind, id?: string): Resource =>
    read(kind, `s-${kind}`, id, { parent: subnet.urn });

  it("is the subnet's table, whose routes nobody knows", () => {
    const table = beneath("routeTable");
    const world = buildWorld([stackOf([subnet, table])]);
    const found = tableOf(world, only(world, "subnet"));
    assert.equal(found.table.kind === "resource" && found.table.resource.urn, table.urn);
    assert.equal(found.association, undefined);
    assert.deepEqual(blockersOf(only(world, "routeTable").inputs["routes"]), [
      `${table.urn}#routes`,
    ]);
  });

  it("is the table that the context tells of", () => {
    const table = beneath("routeTable");
    const world = buildWorld([stackOf([subnet, table]), context(FACTS)]);
    assert.equal(only(world, "routeTable"), world.at(table.urn));
    assert.deepEqual(only(world, "routeTable").inputs["routes"], []);
    const found = tableOf(world, only(world, "subnet"));
    assert.equal(found.table.kind === "resource" && found.table.resource.name, "rtb-1");
  });

  it("is nobody's table where AWS and the context name two", () => {
    const world = buildWorld([stackOf([subnet, beneath("routeTable", "rtb-9")]), context(FACTS)]);
    assert.equal(tableOf(world, only(world, "subnet")).table.kind, "unknown");
  });

  it("gives way to the table that a program associates the subnet with", () => {
    const own = resource("routeTable", "own", {}, { outputs: { id: "rtb-own" } });
    const tie = resource("routeTableAssociation", "tie", {
      subnetId: "subnet-1",
      routeTableId: "rtb-own",
    });
    const world = buildWorld([stackOf([subnet, beneath("routeTable"), own, tie])]);
    assert.deepEqual(tableOf(world, only(world, "subnet")), {
      table: { kind: "resource", resource: own },
      association: tie,
    });
  });

  it("is the subnet's network ACL, whether it is the VPC's default one or not", () => {
    for (const kind of ["networkAcl", "defaultNetworkAcl"] as const) {
      const acl = beneath(kind);
      const world = buildWorld([stackOf([subnet, acl])]);
      const found = aclOf(world, only(world, "subnet"));
      assert.equal(found.kind === "acl" && found.acl.urn, acl.urn);
      const told = buildWorld([stackOf([subnet, acl]), context(FACTS)]);
      assert.equal(told.at(acl.urn), only(told, "networkAcl"));
    }
  });

  it("is the subnet's VPC", () => {
    const vpc = beneath("vpc");
    const world = buildWorld([stackOf([subnet, vpc])]);
    const found = vpcOf(world, only(world, "subnet"));
    assert.equal(found.kind === "resource" && found.resource.urn, vpc.urn);
    const told = buildWorld([stackOf([subnet, vpc]), context(FACTS)]);
    assert.equal(told.at(vpc.urn), only(told, "vpc"));
  });

  it("is one of the VPC's endpoints, which are not more for it where all are told", () => {
    const vpc = beneath("vpc");
    const endpoint = read("vpcEndpoint", "e", undefined, { parent: vpc.urn });
    const open = buildWorld([stackOf([subnet, vpc, endpoint])]);
    const found = vpcOf(open, only(open, "vpcEndpoint"));
    assert.equal(found.kind === "resource" && found.resource, only(open, "vpc"));
    const told = buildWorld([stackOf([subnet, vpc, endpoint]), context(FACTS)]);
    assert.deepEqual(told.of("vpcEndpoint"), []);
  });
});

describe("the defaults of a VPC that exists", () => {
  const subnet = (more: Readonly<Record<string, Value>> = {}): Resource =>
    resource("subnet", "new", { vpcId: "vpc-1", cidrBlock: "10.0.1.0/24", ...more });

  it("are unknown for a subnet that a program makes in it, and named", () => {
    const world = buildWorld([stackOf([read("vpc", "v", "vpc-1"), subnet()])]);
    const { table } = tableOf(world, only(world, "subnet"));
    assert.deepEqual(table.kind === "unknown" && table.unknown.blockedBy, [
      "the main route table of vpc-1",
    ]);
    const acl = aclOf(world, only(world, "subnet"));
    assert.deepEqual(acl.kind === "unknown" && acl.unknown.blockedBy, [
      "the default network ACL of vpc-1",
    ]);
  });

  it("are those that the context tells", () => {
    const facts = "vpcs: [{ id: vpc-1, mainRouteTable: rtb-1, defaultNetworkAcl: acl-1 }]";
    const world = buildWorld([stackOf([subnet()]), context(facts)]);
    const { table } = tableOf(world, only(world, "subnet"));
    assert.equal(table.kind === "resource" && table.resource.name, "rtb-1");
    const acl = aclOf(world, only(world, "subnet"));
    assert.equal(acl.kind === "acl" && acl.acl.name, "acl-1");
  });
});

describe("stacks in which nothing is read", () => {
  it("are taken as they are", () => {
    const stack = stackOf([resource("vpc", "v"), resource("vpc", "w")]);
    assert.deepEqual(buildWorld([stack]).resources, stack.resources);
  });
});
