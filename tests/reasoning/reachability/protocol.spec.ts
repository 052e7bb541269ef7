import assert from "node:assert/strict";
import type { Protocol } from "../../../reasoning/reachability";
import { packetsOf } from "../../../reasoning/reachability/protocol";

const PORTS = { first: 443, last: 444 };
const CLIENTS = { first: 5000, last: 6000 };

/** Protocols, source ports and destination ports of the boxes that a question is about. */
function boxesOf(protocol: Protocol, family: "ipv4" | "ipv6" = "ipv4") {
  const packets = packetsOf({ family, protocol, ports: [PORTS], sourcePorts: [CLIENTS] });
  return packets.map(({ low, high }) =>
    [2, 3, 4].map((dimension) => `${String(low[dimension])}-${String(high[dimension])}`).join(" "),
  );
}

describe("the packets of a question", () => {
  const every = "0-65535 0-65535";
  const asked = "5000-6000 443-444";
  const cases: readonly [string, Protocol, "ipv4" | "ipv6", readonly string[]][] = [
    ["TCP by name", "tcp", "ipv4", [`6-6 ${asked}`]],
    ["TCP by number", 6, "ipv4", [`6-6 ${asked}`]],
    ["UDP", "udp", "ipv6", [`17-17 ${asked}`]],
    ["ICMP: echo requests alone", "icmp", "ipv4", ["1-1 8-8 0-0"]],
    ["ICMPv6: echo requests alone", "icmpv6", "ipv6", ["58-58 128-128 0-0"]],
    ["ICMP in IPv6, which gives no echo", "icmp", "ipv6", [`1-1 ${every}`]],
    ["ICMPv6 in IPv4, which gives no echo", "icmpv6", "ipv4", [`58-58 ${every}`]],
    ["the first protocol of all", 0, "ipv4", [`0-0 ${every}`]],
    ["a protocol without ports", 50, "ipv4", [`50-50 ${every}`]],
    ["the last protocol of all", 255, "ipv6", [`255-255 ${every}`]],
    [
      "every protocol in IPv4",
      "all",
      "ipv4",
      [
        `0-0 ${every}`,
        "1-1 8-8 0-0",
        `2-5 ${every}`,
        `6-6 ${asked}`,
        `7-16 ${every}`,
        `17-17 ${asked}`,
        `18-255 ${every}`,
      ],
    ],
    [
      "every protocol in IPv6",
      "all",
      "ipv6",
      [
        `0-5 ${every}`,
        `6-6 ${asked}`,
        `7-16 ${every}`,
        `17-17 ${asked}`,
        `18-57 ${every}`,
        "58-58 128-128 0-0",
        `59-255 ${every}`,
      ],
    ],
  ];
  for (const [title, protocol, family, boxes] of cases) {
    it(`are of ${title}`, () => {
      assert.deepEqual(boxesOf(protocol, family), boxes);
    });
  }

  it("go between any addresses of a family, by any port that a NAT gateway may choose", () => {
    for (const [family, greatest] of [
      ["ipv4", 0xffff_ffffn],
      ["ipv6", 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffffn],
    ] as const) {
      const traffic = { family, protocol: 50, ports: [], sourcePorts: [] } as const;
      assert.deepEqual(packetsOf(traffic), [
        { low: [0n, 0n, 50, 0, 0, 1024], high: [greatest, greatest, 50, 65535, 65535, 65535] },
      ]);
    }
  });
});
