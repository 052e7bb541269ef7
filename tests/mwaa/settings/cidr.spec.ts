import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cidrFaults,
  contains,
  layoutFaults,
  overlap,
  parseCidr,
  subnetCidrsOf,
} from "../../../mwaa/settings/cidr";

const cidr = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]) => {
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return `${parts.join(".")}/${String(prefix)}`;
  });

function ranges(vpcCidr: string): Parameters<typeof layoutFaults>[0] | undefined {
  const subnets = subnetCidrsOf(vpcCidr);
  return subnets === undefined ? undefined : { vpcCidr, ...subnets };
}

describe("parseCidr", () => {
  it("reads the first and the last address", () => {
    assert.deepStrictEqual(parseCidr("10.192.10.7/24"), {
      first: 0x0ac00a00n,
      last: 0x0ac00affn,
      prefix: 24,
      text: "10.192.10.0/24",
    });
  });

  for (const text of [
    "",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.0/33",
    "256.0.0.0/8",
    "::/0",
    "10.0.0.0/16 ",
  ]) {
    it(`does not take ${JSON.stringify(text)} for a range`, () => {
      assert.equal(parseCidr(text), undefined);
    });
  }

  it("holds 2^(32 - prefix) addresses, and itself", () => {
    fc.assert(
      fc.property(cidr, (text) => {
        const range = parseCidr(text);
        assert.ok(range !== undefined);
        assert.equal(range.last - range.first + 1n, 2n ** BigInt(32 - range.prefix));
        assert.ok(contains(range, range) && overlap(range, range));
      }),
    );
  });

  it("gives ranges that are disjoint or nested, and overlap both ways or not at all", () => {
    fc.assert(
      fc.property(cidr, cidr, (one, other) => {
        const [a, b] = [parseCidr(one), parseCidr(other)];
        assert.ok(a !== undefined && b !== undefined);
        assert.equal(overlap(a, b), overlap(b, a));
        assert.equal(overlap(a, b), contains(a, b) || contains(b, a));
      }),
    );
  });
});

describe("cidrFaults", () => {
  for (const [prefix, expected] of [
    [15, 1],
    [16, 0],
    [28, 0],
    [29, 1],
  ] as const) {
    it(`${expected === 0 ? "takes" : "refuses"} a prefix of /${String(prefix)}`, () => {
      assert.equal(cidrFaults(`10.0.0.0/${String(prefix)}`, []).length, expected);
    });
  }
});

describe("subnetCidrsOf", () => {
  it("gives the tutorial's subnets for the tutorial's VPC", () => {
    assert.deepStrictEqual(subnetCidrsOf("10.192.0.0/16"), {
      publicSubnetCidrs: ["10.192.10.0/24", "10.192.11.0/24"],
      privateSubnetCidrs: ["10.192.20.0/24", "10.192.21.0/24"],
    });
  });

  it("quarters a smaller VPC", () => {
    assert.deepStrictEqual(subnetCidrsOf("172.16.4.0/26"), {
      publicSubnetCidrs: ["172.16.4.0/28", "172.16.4.16/28"],
      privateSubnetCidrs: ["172.16.4.32/28", "172.16.4.48/28"],
    });
  });

  it("gives nothing where a quarter is too small, the VPC too large or no range", () => {
    for (const text of ["10.0.0.0/27", "10.0.0.0/28", "10.0.0.0/15", "x"]) {
      assert.equal(subnetCidrsOf(text), undefined);
    }
  });

  it("always gives subnets inside the VPC that share no address", () => {
    fc.assert(
      fc.property(cidr, (text) => {
        const vpc = parseCidr(text);
        const layout = vpc === undefined ? undefined : ranges(vpc.text);
        fc.pre(layout !== undefined);
        assert.deepStrictEqual(layoutFaults(layout), []);
        for (const each of [...(layout.publicSubnetCidrs ?? []), ...layout.privateSubnetCidrs]) {
          assert.deepStrictEqual(cidrFaults(each, []), []);
        }
      }),
    );
  });
});

describe("layoutFaults", () => {
  it("says nothing about ranges that are faulty by themselves", () => {
    assert.deepStrictEqual(
      layoutFaults({
        vpcCidr: "10.0.0.0/16",
        publicSubnetCidrs: ["x", "10.0.0.1/24"],
        privateSubnetCidrs: ["10.0.1.0/24", "10.0.1.0/29"],
      }),
      [],
    );
  });

  it("finds exactly the subnets that leave the VPC or meet an earlier one", () => {
    const vpc = parseCidr("10.0.0.0/20");
    assert.ok(vpc !== undefined);
    const subnet = fc
      .tuple(fc.nat(31), fc.integer({ min: 24, max: 28 }))
      .map(([third, prefix]) => `10.0.${String(third)}.0/${String(prefix)}`);
    fc.assert(
      fc.property(subnet, subnet, subnet, subnet, (a, b, c, d) => {
        const all = [a, b, c, d].map(parseCidr);
        const bad = all.map((one, index) => {
          assert.ok(one !== undefined);
          const earlier = all.slice(0, index);
          const meets = earlier.some((other) => other !== undefined && overlap(one, other));
          return [contains(vpc, one) ? 0 : 1, meets ? 1 : 0];
        });
        const expected = bad.flat().reduce((sum, each) => sum + each, 0);
        const found = layoutFaults({
          vpcCidr: "10.0.0.0/20",
          publicSubnetCidrs: [a, b],
          privateSubnetCidrs: [c, d],
        });
        assert.equal(found.length, expected);
      }),
    );
  });
});
