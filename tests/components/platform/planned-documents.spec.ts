import assert from "node:assert/strict";
import { planOwnStack } from "../../helpers/own-stacks";
import { Unknown } from "../../../reasoning/known";
import { STACKS } from "./built";

function isUnknown(value: unknown): boolean {
  if (value instanceof Unknown) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(isUnknown);
}

describe("The documents of a stack, planned offline", () => {
  for (const stack of STACKS) {
    it(`hold nothing unknown in ${stack}`, async () => {
      const { resources } = await planOwnStack(stack);
      const documents = resources.flatMap(({ urn, inputs }) =>
        ["policy", "assumeRolePolicy"].flatMap((property) => {
          const document = inputs[property];
          return document === undefined
            ? []
            : [{ name: `${urn.split("::").at(-1) ?? ""} ${property}`, document }];
        }),
      );
      const hidden = documents.filter(({ document }) => isUnknown(document));
      assert.deepEqual(
        hidden.map(({ name }) => name),
        [],
      );
      if (stack !== "shared-vpc-endpoints") assert.ok(documents.length > 0);
    }).timeout(60_000);
  }

  it("would show it, as it does of a VPC that another process makes", async () => {
    const { resources } = await planOwnStack("awsx-vpc");
    const environment = resources.find(({ type }) => type === "aws:mwaa/environment:Environment");
    assert.ok(isUnknown(environment?.inputs["networkConfiguration"]));
  }).timeout(60_000);
});
