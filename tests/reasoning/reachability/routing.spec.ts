import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseBlock } from "../../../reasoning/reachability/address";
import type { RouteOrigin } from "../../../reasoning/reachability";
import { compileTable, waysFor } from "../../../reasoning/reachability/routing";
import { Unknown } from "../../../reasoning/known";

interface TestRoute {
  readonly id: number;
  readonly destination: string | Unknown;
  readonly origin?: RouteOrigin;
  readonly isLocal?: boolean;
}

const TELLING = {
  toService: () => false,
  serviceSpace: [],
  sameWay: ({ id }: TestRoute) => String(id),
};
const LISTS = new Map([["pl-1", { id: "pl-1", entries: ["10.0.0.0/28", "10.0.0.64/26"] }]]);
const compile = (routes: readonly (TestRoute | Unknown)[]) =>
  compileTable(
    routes,
    "ipv4",
    ({ isLocal }) => isLocal === true,
    (id) => LISTS.get(id) ?? new Unknown([id]),
  );

/** What may happen to packets for one address: ids of routes, "none", or what is not known. */
function choices(routes: readonly (TestRoute | Unknown)[], address: string): readonly unknown[] {
  const block = parseBlock(address);
  assert.ok(block !== undefined);
  const [way, second] = waysFor(compile(routes), [block], {}, TELLING);
  assert.equal(second, undefined);
  return (way?.choices ?? []).map((each) =>
    each.kind === "route"
      ? each.route.id
      : each.kind === "none"
        ? "none"
        : each.unknown.blockedBy[0],
  );
}

describe("routes of a table", () => {
  const cases: readonly [string, readonly (TestRoute | Unknown)[], string, readonly unknown[]][] = [
    [
      "takes none that does not match",
      [{ id: 1, destination: "10.0.0.0/8" }],
      "11.0.0.1",
      ["none"],
    ],
    [
      "prefers the longest prefix",
      [
        { id: 1, destination: "0.0.0.0/0" },
        { id: 2, destination: "10.0.0.0/24" },
        { id: 3, destination: "10.0.0.0/16" },
      ],
      "10.0.0.200",
      [2],
    ],
    [
      "goes back to the shorter one behind the longer",
      [
        { id: 1, destination: "10.0.0.0/16" },
        { id: 2, destination: "10.0.1.0/24" },
      ],
      "10.0.2.1",
      [1],
    ],
    [
      "prefers static routes to propagated ones",
      [
        { id: 1, destination: "10.0.0.0/24", origin: "propagated" },
        { id: 2, destination: "10.0.0.0/24" },
      ],
      "10.0.0.1",
      [2],
    ],
    [
      "prefers prefix lists to propagated routes, and static routes to prefix lists",
      [
        { id: 1, destination: "10.0.0.0/28", origin: "propagated" },
        { id: 2, destination: "pl-1" },
      ],
      "10.0.0.1",
      [2],
    ],
    [
      "prefers a static route for an entry of a prefix list",
      [
        { id: 1, destination: "10.0.0.0/28" },
        { id: 2, destination: "pl-1" },
      ],
      "10.0.0.1",
      [1],
    ],
    [
      "keeps local what a propagated route would take away, though not from a static one",
      [
        { id: 1, destination: "10.0.0.0/16", isLocal: true },
        { id: 2, destination: "10.0.0.0/28", origin: "propagated" },
      ],
      "10.0.0.1",
      [1],
    ],
    [
      "lets a more specific static route win over the local one",
      [
        { id: 1, destination: "10.0.0.0/16", isLocal: true },
        { id: 2, destination: "10.0.0.0/28" },
      ],
      "10.0.0.1",
      [2],
    ],
    [
      "considers both of two overlapping prefix lists",
      [
        { id: 1, destination: "pl-1" },
        { id: 2, destination: "pl-1" },
      ],
      "10.0.0.1",
      [1, 2],
    ],
    [
      "considers a route whose destination is not known, and what is there without it",
      [
        { id: 1, destination: new Unknown(["where"]) },
        { id: 2, destination: "10.0.0.0/8" },
      ],
      "10.0.0.1",
      [2, 1],
    ],
    [
      "keeps a propagated route where a static one to somewhere may take it away",
      [
        { id: 1, destination: new Unknown(["where"]), origin: "static" },
        { id: 2, destination: "10.0.0.0/8", origin: "propagated" },
      ],
      "10.0.0.1",
      [2, 1],
    ],
    [
      "considers what is there without a propagated route that a local one to somewhere may overrule",
      [
        { id: 1, destination: new Unknown(["where"]), isLocal: true },
        { id: 2, destination: "10.0.0.0/8", origin: "propagated" },
      ],
      "10.0.0.1",
      ["none", 1, 2],
    ],
    [
      "keeps local what a propagated route to somewhere might take away",
      [
        { id: 1, destination: "10.0.0.0/16", isLocal: true },
        { id: 2, destination: new Unknown(["where"]), origin: "propagated" },
      ],
      "10.0.0.1",
      [1],
    ],
    [
      "considers such a route for what is not local",
      [
        { id: 1, destination: "10.0.0.0/16", isLocal: true },
        { id: 2, destination: new Unknown(["where"]), origin: "propagated" },
      ],
      "10.1.0.1",
      ["none", 2],
    ],
    [
      "considers a static route to somewhere beside the local one",
      [
        { id: 1, destination: "10.0.0.0/16", isLocal: true },
        { id: 2, destination: new Unknown(["where"]), origin: "static" },
      ],
      "10.0.0.1",
      [1, 2],
    ],
    ["names why there may be more", [new Unknown(["more"])], "10.0.0.1", ["none", "more"]],
    ["does not mix IP versions", [{ id: 1, destination: "::/0" }], "10.0.0.1", ["none"]],
  ];
  for (const [title, routes, address, wanted] of cases) {
    it(title, () => {
      assert.deepEqual(choices(routes, address), wanted);
    });
  }

  it("agree with trying every route, for every address of a small world", () => {
    const destination = fc
      .tuple(fc.nat(63), fc.integer({ min: 26, max: 32 }))
      .map(([host, prefix]) => {
        const size = 2 ** (32 - prefix);
        return `10.0.0.${Math.floor(host / size) * size}/${prefix}`;
      });
    fc.assert(
      fc.property(fc.uniqueArray(destination, { maxLength: 12 }), (destinations) => {
        const routes = destinations.map((each, id) => ({ id, destination: each }));
        const whole = parseBlock("10.0.0.0/26");
        assert.ok(whole !== undefined);
        const ways = waysFor(compile(routes), [whole], {}, TELLING);
        for (let host = 0n; host < 64n; host++) {
          const address: bigint = whole.first + host;
          const best = routes
            .map(({ id, destination: text }) => ({ id, block: parseBlock(text) }))
            .filter(({ block }) => block && block.first <= address && address <= block.last)
            .sort((one, other) => (other.block?.prefix ?? 0) - (one.block?.prefix ?? 0))[0];
          const found = ways.filter(({ addresses }) =>
            addresses.some(({ first, last }) => first <= address && address <= last),
          );
          assert.equal(found.length, 1);
          const [choice] = found[0]?.choices ?? [];
          assert.equal(choice?.kind === "route" ? choice.route.id : undefined, best?.id);
        }
      }),
      { numRuns: 100 },
    );
  });
});
