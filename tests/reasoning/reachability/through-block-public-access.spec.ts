import assert from "node:assert/strict";
import type { BlockExclusion, BlockPublicAccess, Question } from "../../../reasoning/reachability";
import type { Maybe } from "../../../reasoning/known";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, put } from "./documentation/guide";
import { changeOrLeaveOut, withWhatIsSet } from "./left-out";
import { told } from "./told";

const WHY = new Unknown(["somebody's choice"]);
const OTHER = new Unknown(["somebody else's choice"]);
/** Out through the internet gateway, and out through NAT. */
const WEB = ask("web", "203.0.113.9");
const APP = ask("app", "203.0.113.9");
/** In from the internet. */
const IN: Question = { ...WEB, from: { kind: "internet" }, to: ask("app", "web").to };

const BOTH = "block-bidirectional";
const INGRESS = "block-ingress";
const blocks = (...settings: readonly (BlockPublicAccess | Unknown)[]): Change => {
  return (network) => ({ ...network, blockPublicAccess: settings });
};
const except = (
  mode: "block-bidirectional" | "block-ingress",
  ...exclusions: readonly (BlockExclusion | Unknown)[]
): Change => blocks({ mode, exclusions });
const allow = (
  resourceId: BlockExclusion["resourceId"],
  mode: BlockExclusion["mode"] = "allow-bidirectional",
): BlockExclusion => ({ resourceId, mode });

const blocked = (mode: string, who: string, setting = 0): readonly string[] => [
  "unreachable",
  `VPC_BLOCK_PUBLIC_ACCESS_ENABLED forward: blockPublicAccess ${mode} at /blockPublicAccess/${setting}: public access is blocked (${mode}), and nothing excludes ${who} in vpc-1 from it`,
];
const open: readonly string[] = ["reachable"];
const unknown = (...blockedBy: readonly string[]): readonly string[] => ["unknown", ...blockedBy];

type Row = readonly [string, Question, Change | readonly Change[], readonly string[]];

function holds(rows: readonly Row[]): void {
  for (const [title, question, changes, expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(question, [changes].flat()), expected);
    });
  }
}

describe("a block of public access", () => {
  holds([
    ["may be there", WEB, blocks(WHY), unknown(...WHY.blockedBy)],
    ["is not there if it is off", WEB, blocks({ mode: "off" }), open],
    ["may be off", WEB, blocks({ mode: WHY }), unknown(...WHY.blockedBy)],
    ["stops what goes out", WEB, blocks({ mode: BOTH }), blocked(BOTH, "eni-web")],
    ["stops NAT in both directions", APP, blocks({ mode: BOTH }), blocked(BOTH, "nat-1")],
    ["stops what comes in", IN, blocks({ mode: INGRESS }), blocked(INGRESS, "eni-web")],
    ["lets NAT out where ingress is blocked", APP, blocks({ mode: INGRESS }), open],
    [
      "acts beside another one that does not",
      APP,
      blocks({ mode: INGRESS }, { mode: BOTH }),
      blocked(BOTH, "nat-1", 1),
    ],
    [
      "acts beside another one that may not",
      WEB,
      blocks({ mode: BOTH, exclusions: [WHY] }, { mode: BOTH }),
      blocked(BOTH, "eni-web", 1),
    ],
  ]);
});

describe("a block of public access that may be there", () => {
  const may = blocks({ mode: WHY });
  const closed = change("securityGroups", "sg-open", { ingress: [] });
  const shut = change("networkAcls", "acl-default", { ingress: [] });
  const noRules =
    "SG_HAS_NO_RULES forward: securityGroups sg-open at /securityGroups/0/ingress: no ingress rule of sg-open at eni-web allows it";
  const noAnswer =
    "SUBNET_ACL_RESTRICTION return: networkAcl acl-default at /networkAcls/0/ingress: acl-default denies it by ingress rule *";
  holds([
    [
      "does not matter where no group lets the internet in",
      IN,
      [may, closed],
      ["unreachable", noRules],
    ],
    ["does not matter where no answer comes back", WEB, [may, shut], ["unreachable", noAnswer]],
  ]);
});

describe("the account and Region of a block of public access", () => {
  type Owner = Maybe<string> | undefined;
  const of = (account: Owner, region: Owner) =>
    blocks(withWhatIsSet<BlockPublicAccess>({ mode: BOTH, account, region }));
  const vpc = (account: Owner, region: Owner) =>
    changeOrLeaveOut("vpcs", "vpc-1", { account, region });
  const [OURS, HERE] = ["111111111111", "us-east-1"];
  const [THEIRS, THERE] = ["222222222222", "us-west-2"];
  holds([
    ["are the VPC's", WEB, of(OURS, HERE), blocked(BOTH, "eni-web")],
    ["may be left out: it is for all accounts", WEB, of(undefined, HERE), blocked(BOTH, "eni-web")],
    ["may be left out: it is for all Regions", WEB, of(OURS, undefined), blocked(BOTH, "eni-web")],
    ["differ by account", WEB, of(THEIRS, HERE), open],
    ["differ by Region", WEB, of(OURS, THERE), open],
    ["may be the VPC's account", WEB, of(WHY, HERE), unknown(...WHY.blockedBy)],
    ["may be the VPC's Region", WEB, of(OURS, WHY), unknown(...WHY.blockedBy)],
    ["differ by account, whatever the Region is", WEB, of(THEIRS, WHY), open],
    ["differ by Region, whatever the account is", WEB, of(WHY, THERE), open],
    [
      "are compared with an account that nobody tells",
      WEB,
      [of(OURS, HERE), vpc(undefined, HERE)],
      unknown("account of vpc-1"),
    ],
    [
      "are compared with a Region that nobody tells",
      WEB,
      [of(OURS, HERE), vpc(OURS, undefined)],
      unknown("Region of vpc-1"),
    ],
    [
      "are compared with an account that nobody knows",
      WEB,
      [of(OURS, HERE), vpc(WHY, HERE)],
      unknown(...WHY.blockedBy),
    ],
    [
      "do not matter where nothing is blocked",
      WEB,
      blocks({ mode: "off", account: WHY, region: WHY }),
      open,
    ],
  ]);
});

describe("an exclusion from a block of public access", () => {
  holds([
    ["of the VPC opens it", WEB, except(BOTH, allow("vpc-1")), open],
    ["of the subnet opens it", WEB, except(BOTH, allow("subnet-public")), open],
    ["of the subnet lets the internet in", IN, except(INGRESS, allow("subnet-public")), open],
    ["of others does not", WEB, except(BOTH, allow("vpc-9")), blocked(BOTH, "eni-web")],
    [
      "of another subnet does not",
      WEB,
      except(BOTH, allow("subnet-app")),
      blocked(BOTH, "eni-web"),
    ],
    ["may be there", WEB, except(BOTH, WHY), unknown(...WHY.blockedBy)],
    ["may be of anything", WEB, except(BOTH, allow(WHY)), unknown(...WHY.blockedBy)],
    ["may allow anything", WEB, except(BOTH, allow("vpc-1", WHY)), unknown(...WHY.blockedBy)],
    ["opens it, whatever others may be there", WEB, except(BOTH, WHY, allow("vpc-1")), open],
    [
      "is not decided by any of several",
      WEB,
      except(BOTH, WHY, allow(OTHER)),
      unknown(...OTHER.blockedBy, ...WHY.blockedBy),
    ],
    ["of the VPC opens NAT", APP, except(BOTH, allow("vpc-1")), open],
    ["of the VPC for egress opens NAT", APP, except(BOTH, allow("vpc-1", "allow-egress")), open],
    [
      "of the subnet of NAT may not count for its clients",
      APP,
      except(BOTH, allow("subnet-public")),
      unknown("whether excluding subnet-public excludes what nat-1 sends"),
    ],
    [
      "of the subnet of clients of NAT may not count for the gateway",
      APP,
      except(BOTH, allow("subnet-app")),
      unknown("whether excluding subnet-app excludes what nat-1 sends"),
    ],
    [
      "of both subnets opens NAT",
      APP,
      except(BOTH, allow("subnet-app"), allow("subnet-public")),
      open,
    ],
    [
      "of a subnet that has neither does not open NAT",
      APP,
      except(BOTH, allow("subnet-db")),
      blocked(BOTH, "nat-1"),
    ],
    [
      "for egress lets nothing in",
      IN,
      except(BOTH, allow("vpc-1", "allow-egress")),
      blocked(BOTH, "eni-web"),
    ],
    [
      "for egress may let out by an internet gateway, or not",
      WEB,
      except(BOTH, allow("vpc-1", "allow-egress")),
      unknown("whether allow-egress lets eni-web use an internet gateway"),
    ],
    [
      "for egress does nothing where ingress is blocked",
      WEB,
      except(INGRESS, allow("vpc-1", "allow-egress")),
      blocked(INGRESS, "eni-web"),
    ],
  ]);

  it("of another VPC does not open one, whoever asks", () => {
    const moved = put("vpcs", { id: "vpc-9", cidrBlocks: ["10.9.0.0/16"] });
    assert.deepEqual(told(APP, [moved, except(BOTH, allow("vpc-9"))]), blocked(BOTH, "nat-1"));
  });
});
