import assert from "node:assert/strict";
import { BadInput } from "../../cli/failure";
import { type OwnStack, settleStacks } from "../../cli/own-settings";

function stack(name: string, config: Readonly<Record<string, string>>): OwnStack {
  return {
    stack: name,
    project: "mwaa",
    config: { "aws:region": "eu-west-1", "mwaa:name": "etl", ...config },
    secretKeys: [],
    overridden: true,
  };
}

const OWNER = {
  "mwaa:builds": "shared-network",
  "mwaa:share": JSON.stringify({ with: ["111111111111"] }),
};

describe("settleStacks", () => {
  it("settles a stack that builds no environment by the settings of what it builds", () => {
    const [owner] = settleStacks([stack("owner", OWNER)]);
    assert.equal(owner?.settings.builds, "shared-network");
  });

  it("lets an owner's network and an environment have one name, but not two environments", () => {
    const environment = { "mwaa:airflowVersion": "3.2.1" };
    const settled = settleStacks([stack("owner", OWNER), stack("etl", environment)]);
    assert.deepEqual(
      settled.map(({ settings }) => settings.builds),
      ["shared-network", "environment"],
    );
    assert.throws(
      () => settleStacks([stack("etl", environment), stack("again", environment)]),
      (error) =>
        error instanceof BadInput &&
        /^etl and again both name their environment "etl" in eu-west-1 of the same account/.test(
          error.message,
        ),
    );
  });
});
