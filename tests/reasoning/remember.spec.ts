import assert from "node:assert/strict";
import { once, remember } from "../../reasoning/remember";

describe("what is worked out once for each object", () => {
  it("is worked out once, and anew for another object", () => {
    let calls = 0;
    const lengthOf = once((list: readonly string[]) => {
      calls++;
      return list.length;
    });
    const list = ["a", "b"];
    assert.deepEqual([lengthOf(list), lengthOf(list), lengthOf([...list]), calls], [2, 2, 2, 2]);
  });

  it("is kept apart from what else is worked out, and from who looks at the object", () => {
    const first = once(([one]: readonly string[]) => one);
    const last = once((list: readonly string[]) => list.at(-1));
    const list = ["a", "b"];
    assert.deepEqual([first(list), last(list), list], ["a", "b", ["a", "b"]]);
    const names = once(({ size }: ReadonlyMap<string, string>) => size);
    const map = new Map([["a", "b"]]);
    assert.equal(names(map), 1);
    assert.deepEqual(map, new Map([["a", "b"]]));
  });

  it("is worked out each time for a frozen object", () => {
    let calls = 0;
    const count = once(() => ++calls);
    const frozen = Object.freeze([]);
    assert.deepEqual([count(frozen), count(frozen)], [1, 2]);
  });
});

describe("what is remembered of texts", () => {
  it("is worked out once, and again after ten thousand others: nobody keeps all of them", () => {
    let calls = 0;
    const shout = remember((text: string) => {
      calls++;
      return { loud: text.toUpperCase() };
    });
    const first = shout("a");
    assert.equal(shout("a"), first);
    for (let at = 1; at < 10_000; at++) shout(String(at));
    assert.equal(shout("a"), first);
    shout("one more");
    assert.notEqual(shout("a"), first);
    assert.deepEqual([shout("a"), calls], [{ loud: "A" }, 10_002]);
  });

  it("is nothing of a text that gives nothing", () => {
    let calls = 0;
    const valueIn = remember((text: string): string | undefined => {
      calls++;
      return text.split("=")[1];
    });
    assert.deepEqual([valueIn("a"), valueIn("a"), calls], [undefined, undefined, 2]);
  });
});
