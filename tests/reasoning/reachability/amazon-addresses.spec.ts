import assert from "node:assert/strict";
import type { Listed } from "../../../reasoning/reachability";
import { renderAddress } from "../../../reasoning/reachability/address";
import { amazonAddresses } from "../../../reasoning/reachability/amazon-addresses";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change } from "./documentation/guide";
import { itAnswers } from "./guide-answers";

const WHY = new Unknown(["the block"]);

describe("the addresses at which AWS answers in a VPC", () => {
  const LINK = "169.254.0.0-169.254.255.255";
  const UNIQUE = "fd00:ec2::-fd00:ec2:ffff:ffff:ffff:ffff:ffff:ffff";
  const cases: readonly (readonly [
    string,
    Listed<string>,
    readonly string[],
    readonly string[],
  ])[] = [
    [
      "are those of the link, and the third one of its first block",
      ["10.0.0.0/16", "10.9.0.0/16"],
      ["10.0.0.2-10.0.0.2", LINK],
      [UNIQUE],
    ],
    ["are those of the link where nobody knows the block", [WHY, "10.0.0.0/16"], [LINK], [UNIQUE]],
    ["are those of the link where no block is told", [], [LINK], [UNIQUE]],
    ["are those of the link where it begins with IPv6", ["2001:db8::/56"], [LINK], [UNIQUE]],
    ["are those of the link where the block is none", ["everywhere"], [LINK], [UNIQUE]],
  ];
  for (const [title, cidrBlocks, ipv4, ipv6] of cases) {
    it(title, () => {
      const found = (["ipv4", "ipv6"] as const).map((family) =>
        amazonAddresses({ id: "vpc-1", cidrBlocks }, family).map(({ first, last }) =>
          [first, last].map((each) => renderAddress(family, each)).join("-"),
        ),
      );
      assert.deepEqual(found, [ipv4, ipv6]);
    });
  }
});

describe("packets for addresses at which AWS answers", () => {
  const OPEN = ["what AWS itself answers at addresses of its own"];
  /** Nothing may leave the client's interface. */
  const closed: Change = change("securityGroups", "sg-open", { egress: [] });
  itAnswers([
    [
      "are for the resolver",
      { ...ask("app", "10.0.0.2"), ports: [{ first: 53, last: 53 }] },
      [],
      "unknown",
      OPEN,
    ],
    [
      "are for the metadata, past all groups",
      ask("app", "169.254.169.254"),
      [closed],
      "unknown",
      OPEN,
    ],
    ["are for the time, over IPv6", ask("app", "fd00:ec2::123"), [], "unknown", OPEN],
    [
      "are not those beside the resolver",
      ask("app", "10.0.0.3"),
      [],
      "unreachable",
      [
        "forward NO_POSSIBLE_DESTINATION at subnet subnet-public /subnets/0: no interface in subnet-public has the address",
      ],
    ],
  ]);
});
