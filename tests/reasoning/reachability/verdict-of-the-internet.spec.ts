import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const endpoint = put("vpcEndpoints", {
  id: "vpce-1",
  type: "gateway",
  vpcId: "vpc-1",
  serviceName: "com.amazonaws.us-east-1.s3",
  prefixListId: "pl-1",
  routeTableIds: ["rtb-public"],
});
const listed = (...entries: readonly (string | Unknown)[]): Change =>
  put("prefixLists", { id: "pl-1", entries });
const admit = (...cidrs: readonly string[]): Change =>
  change("securityGroups", "sg-open", {
    ingress: cidrs.map((cidr) => ({ protocol: "tcp", peer: { cidr } })),
    egress: cidrs.map((cidr) => ({ protocol: "tcp", peer: { cidr } })),
  });

const HTTPS = { ports: [{ first: 443, last: 443 }] };
const directions: readonly Question[] = [
  { from: { kind: "internet" }, to: { kind: "interface", interfaceId: "eni-web" }, ...HTTPS },
  { from: { kind: "interface", interfaceId: "eni-web" }, to: { kind: "internet" }, ...HTTPS },
];

function outcome(
  question: Question,
  quantifier: "any" | "all",
  ...changes: readonly Change[]
): readonly [string, readonly string[]] {
  const network = changes.reduce<Network>((before, each) => each(before), GUIDE);
  const { outcome: found, blockedBy } = reach(network, { ...question, quantifier });
  return [found, blockedBy];
}

/** Who asks about the internet as a whole does not mean services behind gateway endpoints. */
describe("the internet as a whole, beside services whose addresses are not known", () => {
  for (const question of directions) {
    const title = question.from.kind === "internet" ? "from the internet" : "to the internet";

    it(`${title}: any of many hosts is one that is meant`, () => {
      assert.deepEqual(outcome(question, "any", endpoint, admit("0.0.0.0/1")), ["reachable", []]);
    });

    it(`${title}: a few hosts may all be a service's`, () => {
      const few = admit("52.216.0.0/15");
      assert.deepEqual(outcome(question, "any", endpoint, few), ["unknown", ["pl-1"]]);
      assert.deepEqual(outcome(question, "any", endpoint, few, listed("52.216.0.0/15")), [
        "unreachable",
        [],
      ]);
      assert.deepEqual(outcome(question, "any", endpoint, few, listed("3.5.0.0/19")), [
        "reachable",
        [],
      ]);
      assert.deepEqual(
        outcome(question, "any", endpoint, few, listed("3.5.0.0/19", new Unknown(["the rest"]))),
        ["unknown", ["the rest"]],
      );
    });

    it(`${title}: many hosts that fail are not all a service's`, () => {
      assert.deepEqual(outcome(question, "all", endpoint, admit("0.0.0.0/1")), ["unreachable", []]);
    });

    it(`${title}: a few hosts that fail may be nobody who is meant`, () => {
      const most = admit(...Array.from({ length: 15 }, (_, at) => `${at * 16}.0.0.0/4`));
      // What is left out, 240.0.0.0/4, is no part of the internet; leave a small hole besides.
      assert.deepEqual(outcome(question, "all", endpoint, most), ["reachable", []]);
      const holed = admit(
        "0.0.0.0/3",
        "32.0.0.0/4",
        "48.0.0.0/6",
        "53.0.0.0/8",
        "54.0.0.0/7",
        "56.0.0.0/5",
        "64.0.0.0/2",
        "128.0.0.0/1",
        "52.0.0.0/9",
        "52.128.0.0/10",
        "52.192.0.0/12",
        "52.208.0.0/13",
        "52.218.0.0/15",
        "52.220.0.0/14",
        "52.224.0.0/11",
      );
      assert.deepEqual(outcome(question, "all", endpoint, holed), ["unknown", ["pl-1"]]);
      assert.deepEqual(outcome(question, "all", endpoint, holed, listed("52.216.0.0/15")), [
        "reachable",
        [],
      ]);
    });

    it(`${title}: an endpoint that may be of any type, or that nobody tells of, is one of these`, () => {
      const few = admit("52.216.0.0/15");
      const unknown = new Unknown(["what it is"]);
      const untold: Change = (network) => ({ ...network, vpcEndpoints: [unknown] });
      assert.deepEqual(
        outcome(
          question,
          "any",
          endpoint,
          change("vpcEndpoints", "vpce-1", { type: unknown }),
          few,
        )[0],
        "unknown",
      );
      assert.deepEqual(outcome(question, "any", untold, few)[0], "unknown");
      assert.deepEqual(
        outcome(
          question,
          "any",
          endpoint,
          change("vpcEndpoints", "vpce-1", { type: "interface" }),
          few,
        ),
        ["reachable", []],
      );
    });
  }
});
