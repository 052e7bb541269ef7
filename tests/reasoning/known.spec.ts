import assert from "node:assert/strict";
import fc from "fast-check";
import type { Truth } from "../../reasoning/known";
import { all, any, isKnown, mapKnown, not, Unknown, unknownOf } from "../../reasoning/known";

const truths = fc.array(
  fc.oneof(
    fc.boolean(),
    fc.string().map((reason) => new Unknown([reason])),
  ),
);

/** Every way in which the unknown members could turn out. */
function outcomes(members: readonly Truth[]): boolean[][] {
  return members.reduce<boolean[][]>(
    (ways, member) =>
      isKnown(member)
        ? ways.map((way) => [...way, member])
        : ways.flatMap((way) => [
            [...way, true],
            [...way, false],
          ]),
    [[]],
  );
}

describe("known", () => {
  it("decides all and any only as every way the unknowns could turn out agrees", () => {
    fc.assert(
      fc.property(
        truths.filter((list) => list.filter((each) => !isKnown(each)).length < 8),
        (list) => {
          const ways = outcomes(list);
          const [conjunction, disjunction] = [all(list), any(list)];
          const alls = new Set(ways.map((way) => way.every(Boolean)));
          const anys = new Set(ways.map((way) => way.some(Boolean)));
          assert.equal(isKnown(conjunction), alls.size === 1);
          assert.equal(isKnown(disjunction), anys.size === 1);
          if (isKnown(conjunction)) assert.ok(alls.has(conjunction));
          if (isKnown(disjunction)) assert.ok(anys.has(disjunction));
        },
      ),
    );
  });

  it("turns a known truth round and leaves an unknown one alone", () => {
    const unknown = new Unknown(["a"]);
    assert.equal(not(true), false);
    assert.equal(not(false), true);
    assert.equal(not(unknown), unknown);
  });

  it("names each reason once when it joins unknowns", () => {
    const joined = unknownOf(new Unknown(["a", "b"]), new Unknown(["b", "c"]));
    assert.deepEqual(joined.blockedBy, ["a", "b", "c"]);
    assert.equal(String(joined), "unknown (a, b, c)");
  });

  it("joins more unknowns than a call can have arguments", () => {
    const many = Array.from({ length: 300_000 }, (_, i) => new Unknown([`reason ${i % 3}`]));
    for (const truth of [all(many), any(many)]) {
      assert.ok(truth instanceof Unknown);
      assert.deepEqual(truth.blockedBy, ["reason 0", "reason 1", "reason 2"]);
    }
  });

  it("applies a function to what is known only", () => {
    assert.equal(
      mapKnown(2, (n) => n + 1),
      3,
    );
    const unknown = new Unknown(["n"]);
    assert.equal(
      mapKnown<number, number>(unknown, (n) => n + 1),
      unknown,
    );
  });
});
