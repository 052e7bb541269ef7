import assert from "node:assert/strict";
import { decodeKey, decodeService } from "../../../../reasoning/iam/actions/decode";

const SHELF = [
  "shelf:Label/${TagKey}=S;shelf:Owners=a;shelf:Until=D",
  ";0;1.2",
  "book=shelf:${Region}:${Account}:book/${Id}=1;loan=arn:other:shelf:::${Id}",
  "ReadBook=R=2=0!~1.1;ListBooks=L=0=;BurnBook=P=1;LendBook=W=0=1~2",
].join("|");

const label = { name: "shelf:Label/${TagKey}", type: "String", multivalued: false };
const owners = { name: "shelf:Owners", type: "ARN", multivalued: true };
const until = { name: "shelf:Until", type: "Date", multivalued: false };
const book = {
  name: "book",
  arn: "arn:${Partition}:shelf:${Region}:${Account}:book/${Id}",
  keys: [label],
};
const loan = { name: "loan", arn: "arn:other:shelf:::${Id}", keys: [] };

describe("the text that a service's actions are kept as", () => {
  it("holds its keys, its resource types and what each action works on", () => {
    const { action, ...service } = decodeService("shelf", SHELF);
    assert.equal(typeof action, "function");
    assert.deepEqual(service, {
      prefix: "shelf",
      keys: [label, owners, until],
      resourceTypes: [book, loan],
      actions: [
        {
          name: "ReadBook",
          accessLevel: "Read",
          keys: [owners, until],
          resources: [
            { type: book, required: true, keys: [label] },
            { type: loan, required: false, keys: [] },
          ],
        },
        { name: "ListBooks", accessLevel: "List", keys: [], resources: [] },
        {
          name: "BurnBook",
          accessLevel: "Permissions management",
          keys: [label],
          resources: [],
        },
        {
          name: "LendBook",
          accessLevel: "Write",
          keys: [],
          resources: [{ type: loan, required: false, keys: [owners, until] }],
        },
      ],
    });
  });

  it("finds an action by its name in any case, and no other", () => {
    const { action, actions } = decodeService("shelf", SHELF);
    assert.deepEqual(
      ["ReadBook", "lendbook"].map((name) => action(name)?.name),
      ["ReadBook", "LendBook"],
    );
    assert.equal(action("listBOOKS"), actions[1]);
    assert.equal(action("LENDBOOKS"), undefined);
  });

  it("may hold nothing at all, or a type without an ARN of its own", () => {
    const { actions, resourceTypes, keys } = decodeService("empty", "");
    assert.deepEqual(
      { actions, resourceTypes, keys },
      { actions: [], resourceTypes: [], keys: [] },
    );
    const [type] = decodeService("bare", "||thing").resourceTypes;
    assert.deepEqual(type, { name: "thing", arn: "arn:${Partition}:", keys: [] });
  });

  it("counts places in base 36", () => {
    const keys = Array.from({ length: 37 }, (_, i) => `many:${i}=S`).join(";");
    const { actions } = decodeService("many", `${keys}|;a.10||Ask=R=1`);
    assert.deepEqual(
      actions[0]?.keys.map(({ name }) => name),
      ["many:10", "many:36"],
    );
  });

  for (const [title, text, fault] of [
    ["a set of keys that are not there", "|0", "the table of IAM actions has no place 0"],
    ["a resource that is not there", "|||Ask=R=0=z", "the table of IAM actions has no place z"],
    ["an action of no level", "|||Ask", "the table of IAM actions has no letter "],
    ["an action of another level", "|||Ask=Q", "the table of IAM actions has no letter Q"],
    ["a key of no type", "a:b", "the table of IAM actions has no letter "],
    ["a key of another type", "a:b=x", "the table of IAM actions has no letter X"],
  ] as const) {
    it(`is refused as damaged with ${title}`, () => {
      assert.throws(() => decodeService("x", text), { message: fault });
    });
  }
});

describe("the text of a condition key", () => {
  for (const [letter, type] of [
    ["S", "String"],
    ["A", "ARN"],
    ["B", "Bool"],
    ["N", "Numeric"],
    ["D", "Date"],
    ["I", "IPAddress"],
    ["Y", "Binary"],
  ] as const) {
    it(`says by ${letter} that the key holds one value of type ${type}, small that it holds several`, () => {
      assert.deepEqual(decodeKey(`a:b=${letter}`), { name: "a:b", type, multivalued: false });
      const several = { name: "a:b", type, multivalued: true };
      assert.deepEqual(decodeKey(`a:b=${letter.toLowerCase()}`), several);
    });
  }
});
