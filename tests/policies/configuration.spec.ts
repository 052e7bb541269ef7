import assert from "node:assert/strict";
import { ConfigurationFault, readKnobs } from "../../policies/configuration";

const RULES = [
  { id: "bucket-versioning-enabled", severity: "error" },
  { id: "log-groups-expire", severity: "warning" },
  { id: "web-server-private", severity: "note" },
] as const;

function levels(knobs: unknown): Readonly<Record<string, string>> {
  const { ofRule, ofUndecided } = readKnobs(knobs, RULES);
  return { ...Object.fromEntries(ofRule), undecided: ofUndecided };
}

describe("readKnobs", () => {
  it("levels rules by their severity where nothing is said", () => {
    assert.deepEqual(levels({}), {
      "bucket-versioning-enabled": "mandatory",
      "log-groups-expire": "advisory",
      "web-server-private": "disabled",
      undecided: "advisory",
    });
  });

  it("levels all rules at once, except for those with an entry of their own", () => {
    assert.deepEqual(
      levels({
        all: "advisory",
        "bucket-versioning-enabled": { enforcementLevel: "mandatory" },
        "log-groups-expire": "disabled",
      }),
      {
        "bucket-versioning-enabled": "mandatory",
        "log-groups-expire": "disabled",
        "web-server-private": "advisory",
        undecided: "advisory",
      },
    );
  });

  it("levels what is undecided only by its own entry", () => {
    assert.equal(levels({ all: "disabled" })["undecided"], "advisory");
    assert.equal(levels({ "undecided-checks": "mandatory" })["undecided"], "mandatory");
  });

  it("names every fault at once, with the nearest rule and the levels there are", () => {
    const allowed =
      'allowed: "mandatory", "advisory", "disabled" or { "enforcementLevel": one of these }';
    assert.throws(
      () =>
        levels({
          "bucket-versionning-enabled": "mandatory",
          "nothing-like-it": "mandatory",
          all: "remediate",
          "log-groups-expire": { enforcementLevel: "advisory", days: 3 },
        }),
      (fault: unknown) => {
        assert.ok(fault instanceof ConfigurationFault);
        assert.deepEqual(fault.faults, [
          '"bucket-versionning-enabled" is no rule of this catalogue; did you mean "bucket-versioning-enabled"?',
          '"nothing-like-it" is no rule of this catalogue; `mwaa rules` lists them',
          `"all" is "remediate", ${allowed}`,
          `"log-groups-expire" is {"enforcementLevel":"advisory","days":3}, ${allowed}`,
        ]);
        return true;
      },
    );
  });

  for (const knobs of [null, [], "mandatory", 3]) {
    it(`refuses ${JSON.stringify(knobs)} as a whole`, () => {
      assert.throws(() => levels(knobs), ConfigurationFault);
    });
  }
});
