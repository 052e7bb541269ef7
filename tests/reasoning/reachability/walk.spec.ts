import { Unknown } from "../../../reasoning/known";
import type { NetworkInterface, Route } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { ask, change, put, route } from "./documentation/guide";
import { itAnswers } from "./guide-answers";

const WHY = new Unknown(["somebody's choice"]);
const OUT = ask("web", "8.8.8.8");
const TABLE = "routeTable rtb-public /routeTables/0";

const routes = (...all: readonly Route[]): Change =>
  change("routeTables", "rtb-public", { routes: all });
const toGateway = (more: Partial<Route>) => routes(route("0.0.0.0/0", "igw-1", more));

describe("packets that leave their subnet by its route table", () => {
  itAnswers([
    [
      "need a route",
      OUT,
      [routes(route("9.0.0.0/8", "igw-1"))],
      "unreachable",
      [
        `forward NO_ROUTE_TO_DESTINATION at ${TABLE}: rtb-public, which subnet-public uses, has no route for the address`,
      ],
    ],
    ["take an active one", OUT, [toGateway({ state: "active" })], "reachable", []],
    [
      "may take one of which nobody knows whether it is active",
      OUT,
      [toGateway({ state: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "are dropped where the target is gone",
      OUT,
      [toGateway({ state: "blackhole" })],
      "unreachable",
      [
        `forward BAD_STATE_ROUTE at ${TABLE}/routes/0: a route of rtb-public leads to something that is gone`,
      ],
    ],
    [
      "may arrive if nobody knows the target",
      OUT,
      [toGateway({ target: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "may arrive through what is not looked at",
      OUT,
      [routes(route("0.0.0.0/0", "cagw-1"))],
      "unknown",
      ["what lies behind cagw-1"],
    ],
    [
      // https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
      "take either route if prefix lists overlap",
      OUT,
      [
        put(
          "prefixLists",
          { id: "pl-1", entries: ["8.8.8.0/24"] },
          { id: "pl-2", entries: ["8.8.8.0/24"] },
        ),
        routes(route("pl-1", "igw-1"), route("pl-2", "eni-app")),
      ],
      "unknown",
      ["which route of rtb-public applies"],
    ],
    [
      "take whichever route, where all do the same",
      OUT,
      [
        put(
          "prefixLists",
          { id: "pl-1", entries: ["8.8.8.0/24"] },
          { id: "pl-2", entries: ["8.8.8.0/24"] },
        ),
        routes(route("pl-1", "igw-1"), route("pl-2", "igw-1")),
      ],
      "reachable",
      [],
    ],
  ]);
});

describe("packets that a route sends to an interface", () => {
  const FORWARDS = "what eni-app does with packets that are not for itself";
  const checks = (sourceDestCheck: NetworkInterface["sourceDestCheck"]): readonly Change[] => [
    routes(route("0.0.0.0/0", "eni-app")),
    change(
      "networkInterfaces",
      "eni-app",
      sourceDestCheck === undefined ? {} : { sourceDestCheck },
    ),
  ];
  const dropped = [
    "forward ENI_SOURCE_DEST_CHECK_RESTRICTION at networkInterface eni-app /networkInterfaces/1: eni-app checks destinations and drops packets that are not for itself",
  ];
  itAnswers([
    ["are dropped there", OUT, checks(undefined), "unreachable", dropped],
    ["are dropped there if it checks them", OUT, checks(true), "unreachable", dropped],
    ["may be forwarded if it does not", OUT, checks(false), "unknown", [FORWARDS]],
    [
      "may be dropped or forwarded if nobody knows",
      OUT,
      checks(WHY),
      "unknown",
      ["somebody's choice", FORWARDS],
    ],
    [
      "may reach it at an address that nobody knows",
      OUT,
      [...checks(true), change("networkInterfaces", "eni-app", { addresses: [{ address: WHY }] })],
      "unknown",
      [FORWARDS],
    ],
    [
      "may reach it at another address, which nobody knows",
      OUT,
      [
        ...checks(true),
        change("networkInterfaces", "eni-app", {
          addresses: [{ address: "10.0.1.10" }, { address: WHY }],
        }),
      ],
      "unknown",
      [FORWARDS],
    ],
    [
      "are unknown there if it is",
      OUT,
      [routes(route("0.0.0.0/0", "eni-9"))],
      "unknown",
      ["eni-9"],
    ],
  ]);
});
