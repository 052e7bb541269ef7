import assert from "node:assert/strict";
import { isAddress, parseBlock, renderAddress } from "../../../reasoning/reachability/address";

describe("addresses and blocks", () => {
  it("are ranges of numbers, from the first address of the block to the last", () => {
    const v4 = { family: "ipv4", first: 0x0a000000n, last: 0x0a0000ffn, prefix: 24 } as const;
    const v6 = 0x2001_0db8_0000_0000_0000_0000_0000_0000n;
    assert.deepEqual(parseBlock("10.0.0.0/24"), v4);
    // AWS takes a block whose address is not the first one for the block that holds it.
    assert.deepEqual(parseBlock("10.0.0.77/24"), v4);
    assert.deepEqual(parseBlock("10.0.0.7"), {
      family: "ipv4",
      first: 0x0a000007n,
      last: 0x0a000007n,
      prefix: 32,
    });
    const block = { family: "ipv6", first: v6, last: v6 + (1n << 96n) - 1n, prefix: 32 };
    assert.deepEqual(parseBlock("2001:db8::/32"), block);
    assert.deepEqual(parseBlock("2001:db8::/32"), block);
  });

  it("are nothing that only looks like them", () => {
    for (const text of [
      "",
      "10.0.0",
      "10.0.0.0/33",
      "::/129",
      "fe80::1%eth0",
      "x".repeat(10_000_000),
    ]) {
      assert.equal(parseBlock(text), undefined);
      assert.equal(isAddress(text), false);
    }
    assert.equal(isAddress("10.0.0.0/32"), false);
    assert.equal(isAddress("10.0.0.0"), true);
    assert.equal(isAddress("2001:db8::1"), true);
  });

  it("are written in the usual form of their family", () => {
    assert.equal(renderAddress("ipv4", 1n), "0.0.0.1");
    assert.equal(renderAddress("ipv6", 1n), "::1");
  });
});
