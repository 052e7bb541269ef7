import assert from "node:assert/strict";
import { sortArguments } from "../../../mwaa/service/argument-kinds";
import { unknownText } from "../../../mwaa/settings/unknown-text";

const KINDS = {
  title: "text",
  count: "number",
  enabled: "boolean",
  ids: "text list",
  tags: "map",
  nested: { level: "text", deep: { count: "number" } },
} as const;

describe("sortArguments", () => {
  it("keeps what is known and of its kind, without names that have none", () => {
    const given = {
      title: "a",
      count: 1,
      enabled: false,
      ids: ["x"],
      tags: { k: "v" },
      nested: { level: "b", deep: { count: 2 }, newer: true },
    };
    const sorted = sortArguments({ ...given, newerThanTheTable: 1 }, KINDS);
    assert.deepEqual(sorted.known, { ...given, nested: { level: "b", deep: { count: 2 } } });
    assert.deepEqual([...sorted.undecided], []);
    assert.deepEqual(sorted.faults, []);
  });

  it("takes undefined and null for absent", () => {
    assert.deepEqual(sortArguments({ title: undefined, count: null }, KINDS).known, {});
  });

  it("names what is not known offline, whatever its kind, and finds no fault with it", () => {
    const unknown = unknownText("secret");
    const sorted = sortArguments(
      { title: `a ${unknown}`, count: unknown, nested: { deep: { count: unknown } }, ids: unknown },
      KINDS,
    );
    assert.deepEqual(sorted.known, { nested: { deep: {} } });
    assert.deepEqual([...sorted.undecided].sort(), ["count", "ids", "nested.deep.count", "title"]);
    assert.deepEqual(sorted.faults, []);
  });

  it("reports values of another kind where they stand and leaves them undecided", () => {
    const sorted = sortArguments(
      { title: 1, count: "1", enabled: "yes", ids: ["x", 2], tags: [], nested: { deep: "x" } },
      KINDS,
    );
    assert.deepEqual(sorted.known, { nested: {} });
    assert.deepEqual(
      sorted.faults.map((fault) => `${fault.path.join(".")} ${fault.problem}`),
      [
        "title is not text",
        "count is not a number",
        "enabled is not true or false",
        "ids is not a list of texts",
        "tags is not keys with values",
        "nested.deep is not keys with values",
      ],
    );
    assert.deepEqual(
      [...sorted.undecided],
      ["title", "count", "enabled", "ids", "tags", "nested.deep"],
    );
  });
});
