import assert from "node:assert/strict";
import { FaultList } from "../../../reasoning/iam/fault";
import { readDocuments, readLevels } from "../../../reasoning/iam/read-policies";
import { isKnown, Unknown } from "../../../reasoning/known";
import { document } from "./simulations";

const unknown = { unknown: "why" };
const hidden = new Unknown(["why"]);
const FINE = document({});
const [AT, LEVELS] = ["/policies/identity", "/policies/serviceControl"] as const;

interface Reading<T> {
  readonly read: T;
  readonly faults: readonly string[];
}

function reading<T>(read: (faults: FaultList) => T): Reading<T> {
  const list = new FaultList();
  const value = read(list);
  const faults = list.asError().faults.map(({ pointer, reason }) => `${pointer} ${reason}`);
  return { read: value, faults };
}

/** The names of what was read. */
function namesOf(value: unknown, at: string = AT): readonly string[] | "hidden" {
  const { read, faults } = reading((list) => readDocuments(value, at, "identity", list));
  assert.deepEqual(faults, []);
  return isKnown(read) ? read.map(({ name }) => name) : "hidden";
}

function faultsOf(value: unknown): readonly string[] {
  return reading((list) => readDocuments(value, AT, "identity", list)).faults;
}

describe("policies of one kind that are read from JSON", () => {
  for (const [title, value, names] of [
    ["have a name", [{ name: "own", document: FINE }], ["own"]],
    [
      "are called by their places without one",
      [FINE, { document: FINE }],
      ["identity/0", "identity/1"],
    ],
    ["may be one without a list", FINE, ["identity"]],
    ["may be none", [], []],
    ["may be unknown as a whole", unknown, "hidden"],
    ["may be unknown one by one", [unknown, { name: "b", document: unknown }], ["identity/0", "b"]],
  ] as const) {
    it(title, () => {
      assert.deepEqual(namesOf(value), names);
    });
  }

  it("are called by the whole place where that begins with no kind of policy", () => {
    assert.deepEqual(namesOf(FINE, "/more/policies/identity"), ["/more/policies/identity"]);
  });

  for (const [title, value, ...faults] of [
    [
      "has a member besides name and document",
      [{ name: "a", document: FINE, version: 1 }],
      "/policies/identity/0/version is not one of name, document",
    ],
    [
      "has a name that is no text",
      { name: 7, document: FINE },
      "/policies/identity/name is not text",
    ],
    ["is no document", [7], "/policies/identity/0 is not an object"],
    [
      "has a document that is none",
      [FINE, { name: "a", document: [] }],
      "/policies/identity/1/document is not an object",
    ],
    [
      "has a statement that is none",
      [{ Statement: [{ Effect: "allow" }] }],
      "/policies/identity/0/Statement/0/Effect is neither Allow nor Deny",
    ],
  ] as const) {
    it(`are at fault where one ${title}`, () => {
      assert.deepEqual(faultsOf(value), faults);
    });
  }

  it("go on without a statement where one could not be read", () => {
    const { read } = reading((list) => readDocuments([7], AT, "identity", list));
    assert.deepEqual(read, [
      { name: "identity/0", document: { version: undefined, statements: [] } },
    ]);
  });
});

describe("policies by level that are read from JSON", () => {
  const levelsOf = (value: unknown) =>
    reading((list) => readLevels(value, LEVELS, "identity", list));

  it("are lists of policies, each of which may be unknown", () => {
    const { read, faults } = levelsOf([[FINE], unknown, []]);
    assert.deepEqual(faults, []);
    assert.ok(isKnown(read));
    assert.deepEqual(
      read.map((list) => (isKnown(list) ? list.map(({ name }) => name) : list)),
      [["serviceControl/0/0"], hidden, []],
    );
  });

  it("may be unknown as a whole", () => {
    assert.deepEqual(levelsOf(unknown), { read: hidden, faults: [] });
  });

  for (const [title, value, ...faults] of [
    [
      "they are no list",
      { name: "a", document: FINE },
      "/policies/serviceControl is not a list of levels, each a list of policies",
    ],
    [
      "a level is no list",
      [[FINE], FINE],
      "/policies/serviceControl/1 is not a list: each level has a list of policies",
    ],
    [
      "a level holds what is no policy",
      [[FINE, 7]],
      "/policies/serviceControl/0/1 is not an object",
    ],
  ] as const) {
    it(`are at fault where ${title}`, () => {
      assert.deepEqual(levelsOf(value).faults, faults);
    });
  }

  it("are none where they are no list", () => {
    assert.deepEqual(levelsOf(FINE).read, []);
  });
});
