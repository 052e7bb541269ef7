import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Block } from "../../../../preflight/model/network/address-blocks";
import {
  ALL_IPV4,
  contains,
  covers,
  isPrivate,
  isWorld,
  parseBlock,
} from "../../../../preflight/model/network/address-blocks";
import { overlapsIn } from "../../../../preflight/model/network/subnet-overlaps";
import { buildWorld } from "../../../../preflight/model/world";
import { make, stackOf } from "../../checks/network-stack";

function block(text: string): Block {
  const parsed = parseBlock(text);
  assert.ok(parsed, text);
  return parsed;
}

describe("address blocks", () => {
  it("reads a block as the range around the address", () => {
    assert.deepEqual(block("10.0.3.7/16"), {
      family: "ipv4",
      first: 0x0a000000n,
      last: 0x0a00ffffn,
      prefix: 16,
      text: "10.0.3.7/16",
    });
    assert.equal(block("::/0").family, "ipv6");
    assert.equal(parseBlock("10.0.0.0/33"), undefined);
    assert.equal(parseBlock("everywhere"), undefined);
  });

  it("never holds one family in the other", () => {
    assert.equal(contains(block("::/0"), block("10.0.0.0/8")), false);
    assert.equal(covers([block("::/0")], ALL_IPV4), false);
  });

  it("puts halves together to a whole, and leaves no gap", () => {
    assert.equal(covers([block("128.0.0.0/1"), block("0.0.0.0/1")], ALL_IPV4), true);
    assert.equal(covers([block("128.0.0.0/1"), block("0.0.0.0/2")], ALL_IPV4), false);
    assert.equal(covers([], ALL_IPV4), false);
  });

  it("takes halves of the internet for the world, and private networks for none of it", () => {
    assert.deepEqual(
      ["0.0.0.0/0", "128.0.0.0/1", "::/1", "10.0.0.0/8", "64.0.0.0/2"].map((each) =>
        isWorld(block(each)),
      ),
      [true, true, true, false, false],
    );
    assert.deepEqual(
      ["10.1.0.0/16", "100.64.0.0/10", "172.16.0.0/12", "172.0.0.0/8", "52.0.0.0/8"].map((each) =>
        isPrivate(block(each)),
      ),
      [true, true, true, false, false],
    );
  });

  it("covers a block by its parts, however they are cut and ordered", () => {
    const cuts = fc.array(fc.boolean(), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 63 }), (path, dropped) => {
        // Halves the block along a path; the parts left over make the whole again.
        let [first, prefix] = [block("10.0.0.0/8").first, 8];
        const parts: string[] = [];
        const text = (start: bigint, length: number): string =>
          `${[24n, 16n, 8n, 0n].map((shift) => (start >> shift) & 255n).join(".")}/${length}`;
        for (const right of path) {
          prefix++;
          const half = 1n << BigInt(32 - prefix);
          parts.push(text(right ? first : first + half, prefix));
          if (right) first += half;
        }
        parts.push(text(first, prefix));
        const blocks = parts.map(block).reverse();
        assert.equal(covers(blocks, block("10.0.0.0/8")), true);
        const fewer = blocks.filter((_, i) => i !== dropped % blocks.length);
        assert.equal(covers(fewer, block("10.0.0.0/8")), false);
      }),
    );
  });
});

describe("overlapsIn", () => {
  it("finds a subnet in another one exactly where some pair of blocks touches", () => {
    const cidr = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 28 }))
      .map(([host, prefix]) => `10.0.0.${host}/${prefix}`);
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 8 }), (cidrs) => {
        const vpc = make("ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
        const subnets = cidrs.map((cidrBlock, i) =>
          make("ec2/subnet:Subnet", `subnet-${i}`, { vpcId: "vpc-id", cidrBlock }),
        );
        const world = buildWorld([stackOf([vpc, ...subnets])]);
        const overlaps = overlapsIn(world, vpc);
        const touching = cidrs.some((one, i) =>
          cidrs.some((other, k) => i !== k && contains(block(one), block(other))),
        );
        assert.equal(overlaps.size > 0, touching);
        for (const [subnet, around] of overlaps) {
          assert.notEqual(subnet, around.subnet);
          const inner = subnet.inputs["cidrBlock"];
          assert.ok(typeof inner === "string" && contains(around.block, block(inner)));
        }
      }),
    );
  });
});
