import assert from "node:assert/strict";
import fc from "fast-check";
import type { PolicySet } from "../../../reasoning/iam";
import {
  contextOf,
  decideTogether,
  MalformedDocument,
  parseDocument,
} from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";

const request = {
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/*",
  context: contextOf({}),
} as const;
const hidden = new Unknown(["a policy"]);

function set(...effects: readonly ("Allow" | "Deny" | "hidden")[]): PolicySet<string> {
  const document = parseDocument({
    Statement: effects
      .filter((each) => each !== "hidden")
      .map((Effect) => ({ Effect, Action: "*", Resource: "*" })),
  });
  assert.ok(!(document instanceof MalformedDocument));
  return {
    documents: [{ origin: effects.join(), document }],
    hidden: effects.includes("hidden") ? [hidden] : [],
  };
}

describe("policies of all kinds together", () => {
  for (const [identity, boundary, resource, expected, refusedBy] of [
    [["Allow"], undefined, undefined, true, undefined],
    [[], undefined, undefined, false, "missing"],
    [["Allow"], ["Allow"], undefined, true, undefined],
    [["Allow"], [], undefined, false, "boundary"],
    [["Allow"], ["hidden"], undefined, "unknown", undefined],
    [[], ["hidden"], undefined, false, "missing"],
    [["Allow"], ["Allow", "Deny"], undefined, false, "denial"],
    [["Allow"], undefined, ["Deny"], false, "denial"],
    [["Allow"], undefined, ["hidden"], "unknown", undefined],
    [[], undefined, ["Allow"], true, undefined],
    [[], [], ["Allow"], false, "boundary"],
    [["hidden"], undefined, undefined, "unknown", undefined],
    [["hidden", "Deny"], undefined, undefined, false, "denial"],
    [["Allow", "hidden"], undefined, undefined, "unknown", undefined],
  ] as const) {
    const say = (effects: readonly string[] | undefined): string =>
      effects === undefined ? "none" : `[${effects.join(", ")}]`;
    it(`of the role ${say(identity)}, its boundary ${say(boundary)}, the resource ${say(resource)}: ${String(expected)}`, () => {
      const decision = decideTogether(
        {
          identity: set(...identity),
          ...(boundary === undefined ? {} : { boundary: set(...boundary) }),
          ...(resource === undefined ? {} : { resource: set(...resource) }),
        },
        request,
      );
      assert.equal(isKnown(decision.allowed) ? decision.allowed : "unknown", expected);
      assert.equal(decision.refusedBy, refusedBy);
    });
  }

  it("need the role's own grant where the resource is another account's", () => {
    const policies = { identity: set(), resource: set("Allow") };
    assert.equal(decideTogether({ ...policies, resourceGrants: false }, request).allowed, false);
    const { allowed } = decideTogether({ ...policies, resourceGrants: hidden }, request);
    assert.ok(allowed instanceof Unknown);
  });

  for (const [title, identity, boundary, resource, deniedBy, allowedBy] of [
    ["the role's own denial first", ["Deny"], ["Deny"], ["Deny"], "own 0", undefined],
    ["the boundary's denial next", ["Allow"], ["Deny"], ["Deny"], "limit 0", "own 0"],
    ["the resource's denial last", ["Allow"], ["Allow"], ["Allow", "Deny"], "theirs 1", "own 0"],
    ["what the role's own policies allow", ["Allow"], undefined, ["Allow"], undefined, "own 0"],
    ["nothing that the resource allows", [], undefined, ["Allow"], undefined, undefined],
    ["nothing that is hidden", ["hidden"], ["hidden"], undefined, undefined, undefined],
  ] as const) {
    it(`name ${title}`, () => {
      const named = (origin: string, which: readonly ("Allow" | "Deny" | "hidden")[]) => {
        const { documents, hidden: more } = set(...which);
        return { documents: documents.map((each) => ({ ...each, origin })), hidden: more };
      };
      const decision = decideTogether(
        {
          identity: named("own", identity),
          ...(boundary === undefined ? {} : { boundary: named("limit", boundary) }),
          ...(resource === undefined ? {} : { resource: named("theirs", resource) }),
        },
        request,
      );
      const places = (["deniedBy", "allowedBy"] as const).map((which) => {
        const place = decision[which];
        return place && `${place.document} ${place.statement.index}`;
      });
      assert.deepEqual(places, [deniedBy, allowedBy]);
    });
  }

  it("name no statement where none decides", () => {
    const decision = decideTogether({ identity: set() }, request);
    assert.deepEqual(decision, { allowed: false, refusedBy: "missing" });
  });

  const effects = fc.array(fc.constantFrom("Allow", "Deny"), { maxLength: 2 });

  it("never decide otherwise once what was hidden is known", () => {
    fc.assert(
      fc.property(effects, effects, effects, effects, (identity, boundary, resource, more) => {
        const policies = { identity: set(...identity), boundary: set(...boundary) };
        const poor = decideTogether(
          { ...policies, resource: set(...resource, "hidden") },
          request,
        ).allowed;
        const rich = decideTogether(
          { ...policies, resource: set(...resource, ...more) },
          request,
        ).allowed;
        if (isKnown(poor)) assert.equal(rich, poor);
      }),
    );
  });
});
