import assert from "node:assert/strict";
import type { RouteOrigin } from "../../../reasoning/reachability";
import { addressesOf } from "../../../reasoning/reachability/intervals";
import type { Hint } from "../../../reasoning/reachability/routing";
import { compileTable, waysFor } from "../../../reasoning/reachability/routing";
import { Unknown } from "../../../reasoning/known";

interface TestRoute {
  readonly id: string;
  readonly destination: string | Unknown;
  readonly origin?: RouteOrigin | Unknown;
  readonly alias?: string;
}

const WHY = new Unknown(["why"]);
const LISTS = new Map([
  ["pl-1", { id: "pl-1", entries: ["10.0.0.0/28", "10.0.0.64/26"] }],
  ["pl-2", { id: "pl-2", entries: ["10.0.0.0/28"] }],
  ["pl-open", { id: "pl-open", entries: ["10.0.0.0/28", WHY] }],
]);
/** Services have addresses from 52.0.0.0 on. */
const SERVICES = addressesOf("ipv4", ["52.0.0.0/8"]);

/** What may happen to packets for some blocks: for each range, routes by id, "none" or "unknown". */
function ways(
  routes: readonly (TestRoute | Unknown)[],
  blocks: string | readonly string[],
  hint: Hint = {},
): readonly string[] {
  const table = compileTable(
    routes,
    "ipv4",
    ({ id }) => id.startsWith("local"),
    (id) => LISTS.get(id) ?? new Unknown([id]),
  );
  const found = waysFor(table, addressesOf("ipv4", [blocks].flat()), hint, {
    toService: ({ id }) => id.startsWith("service"),
    serviceSpace: SERVICES,
    sameWay: ({ id }) => id,
  });
  return found.map(({ addresses, choices }) => {
    const ranges = addresses.map(({ first, last }) => `${dotted(first)}-${dotted(last)}`);
    const names = choices.map((each) => (each.kind === "route" ? each.route.id : each.kind));
    return `${ranges.join(" ")}: ${names.join(", ")}`;
  });
}

const dotted = (address: bigint) =>
  [24n, 16n, 8n, 0n].map((bits) => String((address >> bits) & 255n)).join(".");

const to = (
  id: string,
  destination: string | Unknown,
  more: Partial<TestRoute> = {},
): TestRoute => ({
  id,
  destination,
  ...more,
});
const propagated = (id: string, destination: string) =>
  to(id, destination, { origin: "propagated" });

type Case = readonly [
  title: string,
  routes: readonly (TestRoute | Unknown)[],
  blocks: string | readonly string[],
  wanted: readonly string[],
  hint?: Hint,
];

function check(cases: readonly Case[]): void {
  for (const [title, routes, blocks, wanted, hint] of cases) {
    it(title, () => {
      assert.deepEqual(ways(routes, blocks, hint), wanted);
    });
  }
}

describe("routes of a table, for ranges of addresses", () => {
  check([
    [
      "are cut at the borders of what is asked",
      [to("wide", "10.0.0.0/16")],
      "10.0.7.0/24",
      ["10.0.7.0-10.0.7.255: wide"],
    ],
    [
      "are cut at their own borders, and leave the rest without any",
      [to("narrow", "10.0.1.0/24"), to("other", "10.0.3.0/24")],
      ["10.0.0.0/22", "10.9.0.0/24"],
      [
        "10.0.1.0-10.0.1.255: narrow",
        "10.0.3.0-10.0.3.255: other",
        "10.0.0.0-10.0.0.255 10.0.2.0-10.0.2.255 10.9.0.0-10.9.0.255: none",
      ],
    ],
    [
      "begin at the first address of all",
      [to("default", "0.0.0.0/0"), to("first", "0.0.0.0/8")],
      "0.0.0.0/0",
      ["0.0.0.0-0.255.255.255: first", "1.0.0.0-255.255.255.255: default"],
    ],
    [
      "lie within each other, from the same address on",
      [to("default", "0.0.0.0/0"), to("wide", "10.0.0.0/16"), to("narrow", "10.0.0.0/24")],
      "8.0.0.0/6",
      [
        "8.0.0.0-9.255.255.255 10.1.0.0-11.255.255.255: default",
        "10.0.0.0-10.0.0.255: narrow",
        "10.0.1.0-10.0.255.255: wide",
      ],
    ],
    [
      "go on behind a route that another one of the same block has beaten",
      [to("default", "0.0.0.0/0"), propagated("beaten", "10.0.0.0/24"), to("best", "10.0.0.0/24")],
      "10.0.0.0/23",
      ["10.0.0.0-10.0.0.255: best", "10.0.1.0-10.0.1.255: default"],
    ],
    [
      "take no notice of a destination that is no block",
      [to("odd", "nowhere"), to("default", "0.0.0.0/0")],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: default"],
    ],
    [
      "do the same where their way is the same, and else not, whatever their names",
      [to("1", "pl-1"), to("2", "pl-1"), to("12", "10.0.0.16/28")],
      "10.0.0.0/27",
      ["10.0.0.0-10.0.0.15: 1, 2", "10.0.0.16-10.0.0.31: 12"],
    ],
  ]);
});

describe("propagated routes", () => {
  const locals = [to("local 1", "10.0.0.0/16"), to("local 2", "10.1.0.0/16")];
  check([
    [
      "act outside of what is local",
      [...locals, propagated("vpn", "10.2.0.0/16")],
      "10.2.0.0/24",
      ["10.2.0.0-10.2.0.255: vpn"],
    ],
    [
      "do not act inside of any local block, up to its last address",
      [...locals, propagated("vpn", "10.0.255.0/24"), propagated("vpn", "10.1.0.0/24")],
      ["10.0.255.0/24", "10.1.0.0/24"],
      ["10.0.255.0-10.0.255.255: local 1", "10.1.0.0-10.1.0.255: local 2"],
    ],
    [
      "act around a local block, and before and behind it",
      [
        to("local", "10.0.0.0/16"),
        propagated("wide", "10.0.0.0/8"),
        propagated("before", "9.0.0.0/8"),
      ],
      ["10.0.0.0/24", "10.9.0.0/24", "9.0.0.0/24"],
      ["9.0.0.0-9.0.0.255: before", "10.0.0.0-10.0.0.255: local", "10.9.0.0-10.9.0.255: wide"],
    ],
    [
      "may be there or not if nobody knows whether a route is one",
      [to("perhaps", "10.0.0.0/24", { origin: WHY }), to("default", "0.0.0.0/0")],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: default, perhaps"],
    ],
    [
      "do not act inside of a local block, whoever is said to have written its route",
      [to("local", "10.0.0.0/16", { origin: WHY }), propagated("vpn", "10.0.0.0/24")],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: local"],
    ],
    [
      "may act or not if nobody knows which block is local, also before wider ones",
      [
        to("local", WHY),
        propagated("vpn", "10.0.0.0/24"),
        to("wide", "10.0.0.0/16"),
        to("default", "0.0.0.0/0"),
      ],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: wide, local, vpn"],
    ],
    [
      "do not act inside of one local block though nobody knows another",
      [to("local 1", WHY), to("local 2", "10.0.0.0/16"), propagated("vpn", "10.0.0.0/24")],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: local 2, local 1"],
    ],
  ]);
});

describe("routes to prefix lists", () => {
  const fallback = to("default", "0.0.0.0/0");
  check([
    [
      "may match anything if nobody knows the list",
      [to("list", "pl-9"), fallback],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: default, list"],
    ],
    [
      "may match more than the entries that are known",
      [to("list", "pl-open"), fallback],
      "10.0.0.0/27",
      ["10.0.0.0-10.0.0.15: list", "10.0.0.16-10.0.0.31: default, list"],
    ],
    [
      "match their entries only if all of them are known",
      [to("list", "pl-1"), fallback],
      "10.0.0.0/27",
      ["10.0.0.0-10.0.0.15: list", "10.0.0.16-10.0.0.31: default"],
    ],
    [
      "match what is known to be in the list, whatever its entries are",
      [to("list", "pl-9"), to("other", "pl-9"), fallback],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: list, other"],
      { inPrefixList: ["pl-9"] },
    ],
    [
      "match it without any other route, too",
      [to("list", "pl-9")],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: list"],
      { inPrefixList: ["pl-9"] },
    ],
    [
      "match it by another name of the list",
      [to("list", "pl-9", { alias: "pl-of s3" }), fallback],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: list"],
      { inPrefixList: ["pl-of s3", "pl-s3"] },
    ],
    [
      "match by another name even if nobody knows their own",
      [to("list", WHY, { alias: "pl-of s3" }), fallback],
      "10.0.0.0/24",
      ["10.0.0.0-10.0.0.255: list"],
      { inPrefixList: ["pl-of s3"] },
    ],
    [
      "do not match what is known to be in another list",
      [to("list", "pl-1", { alias: "pl-of s3" }), fallback],
      "10.9.0.0/24",
      ["10.9.0.0-10.9.0.255: default"],
      { inPrefixList: ["pl-of dynamodb"] },
    ],
    [
      "may lose to a route that is more specific than everything",
      [to("list", "pl-9"), to("narrow", "10.0.0.0/8"), fallback],
      ["10.0.0.0/24", "11.0.0.0/24"],
      ["10.0.0.0-10.0.0.255: narrow, list", "11.0.0.0-11.0.0.255: list"],
      { inPrefixList: ["pl-9"] },
    ],
  ]);
});

describe("routes to services", () => {
  const fallback = to("default", "0.0.0.0/0");
  const service = to("service", "pl-9", { alias: "pl-of s3" });
  check([
    [
      "of which nobody knows the list may match services' addresses, and no others",
      [service, fallback],
      ["52.0.0.0/24", "10.0.0.0/24"],
      ["10.0.0.0-10.0.0.255: default", "52.0.0.0-52.0.0.255: default, service"],
    ],
    [
      "to another list do not match what is in this one",
      [to("list", "pl-8"), service, fallback],
      "52.0.0.0/24",
      ["52.0.0.0-52.0.0.255: service, list"],
      { inPrefixList: ["pl-9"] },
    ],
    [
      "to two lists overlap nowhere that matters",
      [to("service 2", "pl-8"), service, fallback],
      "52.0.0.0/24",
      ["52.0.0.0-52.0.0.255: service"],
      { inPrefixList: ["pl-9"] },
    ],
    [
      "do not match what is known to be no service's",
      [to("service 2", "pl-9"), fallback],
      "52.0.0.0/24",
      ["52.0.0.0-52.0.0.255: default"],
      { outsideServices: true },
    ],
    [
      "leave what is no service's to another list with the same entry",
      [to("service", "pl-1"), to("list", "pl-2")],
      "10.0.0.0/28",
      ["10.0.0.0-10.0.0.15: list"],
      { outsideServices: true },
    ],
    [
      "leave other routes to packets for no service",
      [to("list", "pl-9"), to("wide", "52.0.0.0/8")],
      "52.0.0.0/24",
      ["52.0.0.0-52.0.0.255: wide, list"],
      { outsideServices: true },
    ],
    [
      "leave everything open beside routes that nobody knows",
      [service, WHY],
      ["10.0.0.0/24"],
      ["10.0.0.0-10.0.0.255: none, unknown"],
    ],
  ]);
});
