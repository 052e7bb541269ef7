import assert from "node:assert/strict";
import type { Listed, Network, Route, VpcEndpoint } from "../../../reasoning/reachability";
import { EMPTY_NETWORK, NetworkIndex, reach } from "../../../reasoning/reachability";
import { addressesOf } from "../../../reasoning/reachability/intervals";
import type { Hint } from "../../../reasoning/reachability/routing";
import { waysFor } from "../../../reasoning/reachability/routing";
import { compiledRoutes, isServiceRoute } from "../../../reasoning/reachability/subnet-routes";
import { isKnown, Unknown } from "../../../reasoning/known";
import { officeNetwork, TO_INTERNET } from "./networks";

const S3 = "com.amazonaws.eu-central-1.s3";
const WHY = new Unknown(["why"]);
const toNat = (destination: string, more: Partial<Route> = {}): Route => ({
  destination,
  target: { kind: "natGateway", id: "nat-1" },
  ...more,
});
/** A route to something else that has the name of the endpoint. */
const toTwin = (destination: string) =>
  toNat(destination, { target: { kind: "natGateway", id: "vpce-1" } });
const toEndpoint = (destination: Route["destination"]): Route => ({
  destination,
  target: { kind: "vpcEndpoint", id: "vpce-1" },
});
const gateway = (more: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  id: "vpce-1",
  type: "gateway",
  vpcId: "vpc-1",
  serviceName: S3,
  routeTableIds: ["rtb-1"],
  ...more,
});

interface Around {
  readonly routes?: Listed<Route>;
  readonly vpcBlocks?: Listed<string>;
  readonly endpoints?: Listed<VpcEndpoint>;
  readonly hint?: Hint;
}

/** Where packets for an address may go: pointers of routes, with `!` behind those to a service. */
function pointers(address: string, around: Around): readonly string[] {
  const { routes = [], vpcBlocks = ["10.0.0.0/16"], endpoints = [], hint = {} } = around;
  const network: Network = {
    ...EMPTY_NETWORK,
    vpcs: [{ id: "vpc-1", cidrBlocks: vpcBlocks }],
    routeTables: [{ id: "rtb-1", vpcId: "vpc-1", subnetIds: [], routes }],
    vpcEndpoints: endpoints,
    prefixLists: [{ id: "pl-1", entries: ["52.0.0.0/8"] }],
  };
  const index = new NetworkIndex(network);
  const [table] = index.all("routeTables");
  const [vpc] = index.all("vpcs");
  assert.ok(table !== undefined && vpc !== undefined);
  const compiled = compiledRoutes(index, table, vpc, "ipv4");
  const ways = waysFor(compiled, addressesOf("ipv4", [address]), hint, {
    toService: (route) => isServiceRoute(index, route),
    serviceSpace: addressesOf("ipv4", ["0.0.0.0/0"]),
    sameWay: ({ pointer }) => pointer,
  });
  return ways.flatMap(({ choices }) =>
    choices.map((each) => {
      if (each.kind === "unknown") return each.unknown.blockedBy.join(", ");
      if (each.kind === "none") return each.kind;
      return `${each.route.pointer}${isServiceRoute(index, each.route) ? "!" : ""}`;
    }),
  );
}

type Case = readonly [title: string, address: string, around: Around, wanted: readonly string[]];

function check(cases: readonly Case[]): void {
  for (const [title, address, around, wanted] of cases) {
    it(title, () => {
      assert.deepEqual(pointers(address, around), wanted);
    });
  }
}

const LOCAL = "/vpcs/0/cidrBlocks/0";
const FIRST = "/routeTables/0/routes/0";
const SECOND = "/routeTables/0/routes/1";

describe("local routes of a table", () => {
  check([
    ["are there without being written", "10.0.7.1", {}, [LOCAL]],
    [
      "are there for each block of the VPC",
      "10.1.0.1",
      { vpcBlocks: ["10.0.0.0/16", "10.1.0.0/16"] },
      ["/vpcs/0/cidrBlocks/1"],
    ],
    [
      "may be written",
      "10.0.0.1",
      { routes: [{ destination: "10.0.0.0/16", target: { kind: "local" } }] },
      [FIRST],
    ],
    [
      "are replaced by a static route for the block, however it is written",
      "10.0.0.1",
      { routes: [toNat("10.0.99.99/16")] },
      [FIRST],
    ],
    [
      "are not replaced by a propagated one",
      "10.0.0.1",
      { routes: [toNat("10.0.0.0/16", { origin: "propagated" })] },
      [LOCAL],
    ],
    [
      "are not replaced by a route for less, which goes before them",
      "10.0.0.1",
      { routes: [toNat("10.0.0.0/24")] },
      [FIRST],
    ],
    ["stay beside a route for less", "10.0.1.1", { routes: [toNat("10.0.0.0/24")] }, [LOCAL]],
    [
      "win over a propagated route for less",
      "10.0.0.1",
      { routes: [toNat("10.0.0.0/24", { origin: "propagated" })] },
      [LOCAL],
    ],
    [
      "win over propagated routes where they are written, too",
      "10.0.0.1",
      {
        routes: [
          { destination: "10.0.0.0/16", target: { kind: "local" } },
          toNat("10.0.0.0/24", { origin: "propagated" }),
        ],
      },
      [FIRST],
    ],
    [
      "do not become propagated ones by a target that nobody knows",
      "10.0.0.1",
      { routes: [{ destination: "10.0.0.0/24", target: WHY, origin: "propagated" }] },
      [LOCAL],
    ],
    [
      "may be more where a block of the VPC is not known",
      "10.9.0.1",
      { vpcBlocks: ["10.0.0.0/16", WHY] },
      ["none", "why"],
    ],
    ["may be replaced by a route that nobody knows", "10.0.0.1", { routes: [WHY] }, [LOCAL, "why"]],
    [
      "may lose to a static route for nobody knows what",
      "10.0.0.1",
      { routes: [{ ...toNat("x"), destination: WHY }] },
      [LOCAL, FIRST],
    ],
  ]);
});

describe("routes of gateway endpoints", () => {
  const inS3: Hint = { inPrefixList: [`pl-of ${S3}`] };
  const implied = "/vpcEndpoints/0!";
  check([
    [
      "are there without being written",
      "52.0.0.1",
      { endpoints: [gateway({ prefixListId: "pl-1" })] },
      [implied],
    ],
    [
      "are in their tables only",
      "52.0.0.1",
      { endpoints: [gateway({ prefixListId: "pl-1", routeTableIds: ["rtb-2"] })] },
      ["none"],
    ],
    [
      "are not there once it is deleted",
      "52.0.0.1",
      { endpoints: [gateway({ prefixListId: "pl-1", state: "deleted" })] },
      ["none"],
    ],
    [
      "are nowhere once it is deleted, even if nobody knows its tables",
      "52.0.0.1",
      { endpoints: [gateway({ routeTableIds: [WHY], state: "Deleted" })] },
      ["none"],
    ],
    [
      "are not there for interface endpoints",
      "52.0.0.1",
      { endpoints: [gateway({ type: "interface", prefixListId: "pl-1" })] },
      ["none"],
    ],
    [
      "lead to the service by its name if nobody knows its list",
      "52.0.0.1",
      { endpoints: [gateway()], hint: inS3 },
      [implied],
    ],
    [
      "lead to the service by its name beside its list",
      "52.0.0.1",
      { endpoints: [gateway({ prefixListId: "pl-9" })], hint: inS3 },
      [implied],
    ],
    [
      "may lead to anything if nobody knows the service or the list",
      "52.0.0.1",
      { endpoints: [gateway({ serviceName: WHY })] },
      ["none", implied],
    ],
    [
      "of two services are two",
      "52.0.0.1",
      { endpoints: [gateway(), gateway({ id: "vpce-2", serviceName: "other" })], hint: inS3 },
      [implied],
    ],
    [
      "are there once if they are written",
      "52.0.0.1",
      { endpoints: [gateway({ prefixListId: "pl-1" })], routes: [toEndpoint("pl-1")] },
      [`${FIRST}!`],
    ],
    [
      "are there beside those of other things that are written",
      "52.0.0.1",
      {
        endpoints: [gateway({ prefixListId: "pl-1" })],
        routes: [toNat("0.0.0.0/0"), { destination: "10.7.0.0/16", target: WHY }],
      },
      [implied],
    ],
    [
      "lead to the service by its name if they are written, too",
      "52.0.0.1",
      { endpoints: [gateway()], routes: [toNat("0.0.0.0/0"), toEndpoint("pl-9")], hint: inS3 },
      [`${SECOND}!`],
    ],
    [
      "of which nobody knows where they lead to may lead there",
      "52.0.0.1",
      { endpoints: [gateway()], routes: [toEndpoint(WHY)] },
      ["none", `${FIRST}!`],
    ],
    [
      "for a block lead where they are written to, whoever has it",
      "52.0.0.1",
      { endpoints: [gateway()], routes: [toEndpoint("52.0.0.0/8")] },
      [FIRST],
    ],
    [
      "for a block are not for the service",
      "52.0.0.1",
      {
        endpoints: [gateway({ routeTableIds: [] })],
        routes: [toNat("0.0.0.0/0"), toEndpoint("10.7.0.0/16")],
        hint: inS3,
      },
      [FIRST],
    ],
    [
      "are none if nobody tells of the endpoint",
      "52.0.0.1",
      { routes: [toEndpoint("pl-1")] },
      [FIRST],
    ],
    [
      "are none of endpoints of another kind",
      "52.0.0.1",
      { endpoints: [gateway({ type: "interface" })], routes: [toEndpoint("pl-9")], hint: inS3 },
      ["none", FIRST],
    ],
    [
      "are none of other targets",
      "52.0.0.1",
      { endpoints: [gateway({ routeTableIds: [] })], routes: [toNat("pl-1")], hint: inS3 },
      [FIRST],
    ],
    [
      "are not taken for others' of the same name",
      "52.0.0.1",
      { endpoints: [gateway({ routeTableIds: [] })], routes: [toTwin("pl-9")], hint: inS3 },
      ["none", FIRST],
    ],
    [
      "are there beside others' of the same name",
      "52.0.0.1",
      { endpoints: [gateway({ prefixListId: "pl-1" })], routes: [toTwin("10.7.0.0/16")] },
      [implied],
    ],
    [
      "may be in any table if nobody knows which",
      "52.0.0.1",
      { endpoints: [gateway({ routeTableIds: [WHY] })] },
      ["none", implied],
    ],
    [
      "may be there if nobody knows the kind of an endpoint",
      "52.0.0.1",
      { endpoints: [gateway({ type: WHY, prefixListId: "pl-1" })] },
      ["/vpcEndpoints/0"],
    ],
    [
      "may be there if nobody knows all endpoints",
      "52.0.0.1",
      { endpoints: [WHY] },
      ["none", "/vpcEndpoints!"],
    ],
  ]);

  it("have the same names whoever asks, and others in another family", () => {
    const index = new NetworkIndex({
      ...EMPTY_NETWORK,
      vpcs: [{ id: "vpc-1", cidrBlocks: ["10.0.0.0/16", "2001:db8::/56"] }],
      routeTables: [{ id: "rtb-1", vpcId: "vpc-1", subnetIds: [], routes: [] }],
    });
    const [table] = index.all("routeTables");
    const vpc = index.find("vpcs", "vpc-1");
    assert.ok(table !== undefined && isKnown(vpc));
    const [v4, v6] = (["ipv4", "ipv6"] as const).map((family) =>
      compiledRoutes(index, table, vpc, family),
    );
    assert.equal(compiledRoutes(index, table, vpc, "ipv4"), v4);
    const prefixes = [v4, v6].map((each) => each?.segments.map(({ prefix }) => prefix));
    assert.deepEqual(prefixes, [[16], [56]]);
  });

  it("that nobody knows leave open where packets go, and say what has to be known", () => {
    const unlisted = gateway({ serviceName: new Unknown(["whose"]), routeTableIds: ["rtb-main"] });
    for (const [endpoints, blockedBy] of [
      [[WHY], ["why"]],
      [[unlisted], ["vpce-1#prefixListId"]],
    ] as const) {
      const office = officeNetwork();
      const [main, ...others] = office.routeTables;
      assert.ok(main !== undefined && isKnown(main));
      const routeTables = [{ ...main, routes: [] }, ...others];
      const answer = reach({ ...office, routeTables, vpcEndpoints: endpoints }, TO_INTERNET);
      assert.equal(answer.outcome, "unknown");
      assert.deepEqual(answer.blockedBy, blockedBy);
    }
  });
});
