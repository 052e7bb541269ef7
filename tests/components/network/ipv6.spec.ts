import assert from "node:assert/strict";
import * as fc from "fast-check";
import { nthRangeOf } from "../../../components/network/ipv6";

describe("nthRangeOf", () => {
  it("counts the /64s of a VPC's range from its first", () => {
    assert.equal(nthRangeOf("2600:1f18:abcd:ef00::/56", 0), "2600:1f18:abcd:ef00::/64");
    assert.equal(nthRangeOf("2600:1f18:abcd:ef00::/56", 255), "2600:1f18:abcd:efff::/64");
    assert.equal(nthRangeOf("2600:1f18:abcd:ef00::/64", 0), "2600:1f18:abcd:ef00::/64");
  });

  it("refuses an index that the range does not hold", () => {
    assert.throws(() => nthRangeOf("2600:1f18:abcd:ef00::/56", 256), RangeError);
    assert.throws(() => nthRangeOf("2600:1f18:abcd:ef00::/56", -1), RangeError);
    assert.throws(() => nthRangeOf("2600:1f18:abcd:ef00::/64", 1), RangeError);
  });

  it("gives each index a range of its own, inside the VPC's", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), (a, b) => {
        const [first, second] = [a, b].map((each) => nthRangeOf("2600:1f18:abcd:ef00::/56", each));
        assert.equal(first === second, a === b);
        assert.match(String(first), /^2600:1f18:abcd:ef[0-9a-f]{2}::\/64$/);
      }),
    );
  });
});
