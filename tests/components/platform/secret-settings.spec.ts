import assert from "node:assert/strict";
import { built, settingsOf } from "./built";

/** One stack of each kind that Pulumi builds from settings, and one with the function beside it. */
const STACKS = ["quick-start", "shared-vpc-owner", "automation-owner", "shared-vpc-endpoints"];

describe("Secret settings", () => {
  for (const stack of STACKS) {
    it(`are secrets in every tag of ${stack}`, async () => {
      const tags = { contact: "known-to-nobody" };
      const { recording } = await built({ ...settingsOf(stack), tags }, { secrets: ["tags"] });
      const tagged = recording.registrations.filter(({ inputs }) =>
        JSON.stringify(inputs).includes(tags.contact),
      );
      assert.ok(tagged.length > 0);
      const shown = tagged.filter(({ inputs, secretInputs }) => {
        const open = Object.entries(inputs).filter(([name]) => !secretInputs.includes(name));
        return JSON.stringify(open).includes(tags.contact);
      });
      assert.deepEqual(
        shown.map(({ name }) => name),
        [],
      );
    });

    it(`leave the tags of ${stack} readable where they are no secrets`, async () => {
      const tags = { contact: "known-to-all" };
      const { recording } = await built({ ...settingsOf(stack), tags });
      const hidden = recording.registrations.filter(({ secretInputs }) =>
        secretInputs.includes("tags"),
      );
      assert.deepEqual(hidden, []);
    });
  }
});
