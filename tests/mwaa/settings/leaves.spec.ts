import assert from "node:assert/strict";
import fc from "fast-check";
import { nearest, probablyMeant } from "../../../mwaa/settings/nearest";
import { dotted, settingKey } from "../../../mwaa/settings/setting-fault";
import { tagFaults } from "../../../mwaa/settings/tags";
import {
  containsUnknownText,
  mentionsUnknown,
  unknownParts,
  unknownText,
} from "../../../mwaa/settings/unknown-text";
import { zoneFaults } from "../../../mwaa/settings/zones";

describe("unknownText", () => {
  it("is recognised wherever it ends up, with what it stands for", () => {
    const what = fc.string().filter((text) => !/[«»]/.test(text));
    const around = fc.string().filter((text) => !/[«»]/.test(text));
    fc.assert(
      fc.property(around, what, around, what, (before, one, between, other) => {
        const text = `${before}${unknownText(one)}${between}${unknownText(other)}`;
        assert.equal(containsUnknownText(text), true);
        assert.deepStrictEqual(unknownParts(text), [one, other]);
        assert.equal(mentionsUnknown({ a: [1, null, { b: text }] }), true);
        assert.equal(containsUnknownText(`${before}${between}`), false);
      }),
    );
  });

  it("is not seen in text that only opens like it", () => {
    assert.equal(containsUnknownText("«unknown: x"), false);
    assert.deepStrictEqual(unknownParts("«unknown: x"), []);
    assert.equal(mentionsUnknown(["«unknown: x", 5, undefined]), false);
  });
});

describe("nearest", () => {
  it("is the word itself for every word of the list, whatever the case", () => {
    const known = ["airflowVersion", "environmentClass", "name"];
    for (const word of known) {
      assert.equal(nearest(word.toUpperCase(), known), word);
      assert.equal(probablyMeant(word, known), word);
    }
    assert.equal(nearest("name", []), undefined);
  });

  it("is not meant where more than a third of the letters are wrong", () => {
    const known = ["airflowVersion", "name"];
    assert.equal(probablyMeant("airflowVersoin", known), "airflowVersion");
    assert.equal(probablyMeant("flowVers", known), undefined);
    assert.equal(probablyMeant("nme", known), "name");
    assert.equal(probablyMeant("xyz", known), undefined);
  });
});

describe("settingKey", () => {
  for (const [path, key] of [
    [[], "config"],
    [["region"], "aws:region"],
    [["network", "subnetIds", 1], "mwaa:network.subnetIds[1]"],
    [["tags", "cost:center"], 'mwaa:tags["cost:center"]'],
  ] as const) {
    it(`writes ${JSON.stringify(path)} as ${key}`, () => {
      assert.equal(settingKey(path), key);
    });
  }

  it("tells different ways apart", () => {
    const step = fc.oneof(fc.nat(9), fc.string());
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        assert.notEqual(dotted(one), dotted(other));
      }),
    );
  });
});

describe("tagFaults", () => {
  const tags = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${String(index)}`, "v"]));

  for (const [title, given, problems] of [
    ["fifty tags", tags(50), []],
    ["fifty-one tags", tags(51), ["has 51 tags"]],
    ["a name of 128 characters", { ["k".repeat(128)]: "v" }, []],
    ["a name of 129 characters", { ["k".repeat(129)]: "v" }, ["has a name of 129 characters"]],
    ["a value of 256 characters", { k: "v".repeat(256) }, []],
    ["a value of 257 characters", { k: "v".repeat(257) }, ["has 257 characters"]],
    ["letters of any script", { Büro: "東京 1_.:/=+-@" }, []],
    [
      "a question mark",
      { "a?": "b?" },
      [
        "has a character in its name that AWS does not take",
        "has a character that AWS does not take",
      ],
    ],
    ["an unknown value", { k: unknownText("x") }, []],
  ] as const) {
    it(`finds ${String(problems.length)} faults in ${title}`, () => {
      assert.deepStrictEqual(
        tagFaults(given).map((fault) => fault.problem),
        problems,
      );
    });
  }
});

describe("zoneFaults", () => {
  for (const [title, zones, region, problems] of [
    ["no zones in a listed region", undefined, "eu-west-1", []],
    ["no zones without a region", undefined, undefined, []],
    [
      "no zones in a region without a table",
      undefined,
      "eu-west-9",
      ["is missing, and no zones of eu-west-9 are known here"],
    ],
    ["two zones of the region", ["euw1-az1", "euw1-az3"], "eu-west-1", []],
    ["a zone newer than the table", ["euw1-az1", "euw1-az9"], "eu-west-1", []],
    [
      "one zone twice",
      ["euw1-az1", "euw1-az1"],
      "eu-west-1",
      ["is the zone of the first subnets too"],
    ],
    [
      "the zone without MWAA, even without a region",
      ["use1-az3", "use1-az1"],
      undefined,
      ["is a zone in which MWAA cannot run"],
    ],
    ["any zones of an unlisted region", ["xyz1-az1", "xyz1-az2"], "eu-west-9", []],
  ] as const) {
    it(`judges ${title}`, () => {
      assert.deepStrictEqual(
        zoneFaults(zones, region).map((fault) => fault.problem),
        problems,
      );
    });
  }
});
