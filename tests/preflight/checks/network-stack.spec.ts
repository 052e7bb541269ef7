import assert from "node:assert/strict";
import { RULES } from "../../../preflight/checks/catalogue";
import type { Stack } from "../../../preflight/model/resource";
import { ask, endpointStack, natStack } from "./network-stack";

const RULES_OF_NETWORK = RULES.filter(({ subject }) => subject === "network").map(({ id }) => id);

describe("the small stacks that network checks are tried on", () => {
  for (const [name, stack, notApplicable] of [
    ["NAT", natStack, ["workers-reach-web-server"]],
    ["endpoints", endpointStack, ["nat-gateways-lead-out", "workers-reach-web-server"]],
  ] as readonly (readonly [string, () => Stack, readonly string[]])[]) {
    it(`pass every rule of the network with ${name}`, () => {
      const said = RULES_OF_NETWORK.map((id) => [id, ask(stack(), id).outcome]);
      const expected = RULES_OF_NETWORK.map((id) => [
        id,
        notApplicable.includes(id) ? "notApplicable" : "pass",
      ]);
      assert.deepEqual(said, expected);
      assert.equal(ask(stack(), "environment-waits-for-network").outcome, "pass");
    });
  }
});
