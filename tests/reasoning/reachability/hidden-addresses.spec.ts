import type { Change } from "./documentation/guide";
import { ask, change } from "./documentation/guide";
import type { Question } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import { itAnswers } from "./guide-answers";

const WHY = new Unknown(["its other address"]);
const web = (...addresses: readonly object[]): Change =>
  change("networkInterfaces", "eni-web", { addresses: [...addresses] as never });
const PUBLIC = { address: "10.0.0.10", publicAddress: "198.51.100.10" };
const PRIVATE = { address: "10.0.0.10" };
const all = ask("web", "203.0.113.9");
const any: Question = { ...all, quantifier: "any" };
const v6 = (quantifier: "all" | "any"): Question => ({
  from: { kind: "interface", interfaceId: "eni-web" },
  to: { kind: "address", address: "2001:db8:ffff::1" },
  quantifier,
});
const inbound = (quantifier: "all" | "any"): Question => ({
  from: { kind: "internet" },
  to: { kind: "interface", interfaceId: "eni-web" },
  ports: [{ first: 443, last: 443 }],
  quantifier,
});
const NO_PUBLIC =
  "forward IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at internetGateway igw-1 /internetGateways/0: igw-1 drops packets of eni-web, which has no public IPv4 address";
const NO_IPV6 =
  "forward NO_SOURCE_OR_DESTINATION at interface eni-web : eni-web has no ipv6 address to send packets from";
const NOT_PUBLIC =
  "forward IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at networkInterface eni-web /networkInterfaces/0: eni-web has no public IPv4 address for the internet to send packets to";
/** Subnets of IPv4 alone, so that an address that nobody knows is of IPv4. */
const IPV4: Change = change("subnets", "subnet-public", { cidrBlocks: ["10.0.0.0/24"] });

describe("an address that nobody knows beside one that is known", () => {
  itAnswers([
    [
      "may be without a public one",
      all,
      [web(PUBLIC, { address: WHY })],
      "unknown",
      ["its other address"],
    ],
    ["does not matter if one is enough", any, [web(PUBLIC, { address: WHY })], "reachable", []],
    ["may be one of several more", all, [web(PUBLIC, WHY)], "unknown", ["its other address"]],
    [
      "is without a public one where it is of IPv4",
      all,
      [IPV4, web(PUBLIC, { address: WHY })],
      "unreachable",
      [NO_PUBLIC],
    ],
    [
      "is public, and enough",
      any,
      [web(PRIVATE, { address: WHY, isPublic: true })],
      "reachable",
      [],
    ],
    ["may be public, and enough", any, [web(PRIVATE, WHY)], "unknown", ["its other address"]],
    [
      "may be both public and not, and enough",
      any,
      [IPV4, web({ address: WHY, isPublic: true }, { address: WHY, isPublic: false })],
      "reachable",
      [],
    ],
    [
      "is of no help where it is not public either",
      any,
      [web(PRIVATE, { address: WHY, isPublic: false })],
      "unreachable",
      [NO_PUBLIC],
    ],
  ]);
});

describe("the IP version of an address that nobody knows", () => {
  const one = web(PRIVATE, { address: WHY });
  itAnswers([
    ["is open", v6("any"), [one], "unknown", ["its other address"]],
    ["is open, whatever is asked", v6("all"), [one], "unknown", ["its other address"]],
    [
      "is IPv4 where a public address is mapped",
      v6("any"),
      [web({ ...PUBLIC, address: WHY })],
      "unreachable",
      [NO_IPV6],
    ],
    ["is IPv4 where the subnet has no other", v6("any"), [IPV4, one], "unreachable", [NO_IPV6]],
  ]);
});

describe("packets from the internet for the public address of an interface", () => {
  const to: Question = { ...inbound("all"), to: { kind: "address", address: "198.51.100.10" } };
  itAnswers([
    [
      "arrive, whatever other address it may have",
      to,
      [web(PUBLIC, { address: WHY })],
      "reachable",
      [],
    ],
    [
      "may not arrive where nobody knows its subnet",
      to,
      [
        web(PUBLIC),
        change("networkInterfaces", "eni-web", { subnetId: new Unknown(["its subnet"]) }),
      ],
      "unknown",
      ["its subnet"],
    ],
  ]);
});

describe("packets from the internet for an interface with an address that nobody knows", () => {
  itAnswers([
    [
      "may not arrive where nobody knows its subnet",
      inbound("all"),
      [change("networkInterfaces", "eni-web", { subnetId: new Unknown(["its subnet"]) })],
      "unknown",
      ["its subnet"],
    ],
    ["arrive at the other one", inbound("any"), [web(PUBLIC, { address: WHY })], "reachable", []],
    [
      "may not arrive at it",
      inbound("all"),
      [web(PUBLIC, { address: WHY })],
      "unknown",
      ["its other address"],
    ],
    [
      "arrive nowhere if neither is public",
      inbound("any"),
      [IPV4, web(PRIVATE, { address: WHY })],
      "unreachable",
      [NOT_PUBLIC],
    ],
    [
      "arrive at it if it is public",
      inbound("any"),
      [web(PRIVATE, { address: WHY, isPublic: true })],
      "reachable",
      [],
    ],
  ]);
});
