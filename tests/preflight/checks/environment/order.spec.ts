import type { Resource, Stack } from "../../../../preflight/model/resource";
import { itSays, make, natStack } from "../network-stack";

const RULE = "environment-waits-for-network";

/** The same network, with everything but the environment beneath a component, which it alone depends on. */
function constructed(dependsOnComponent: boolean): Stack {
  const stack = natStack();
  const component: Resource = {
    ...make("", "constructed", {}),
    type: "awsx:ec2:Vpc",
    custom: false,
  };
  const resources = stack.resources.map((resource): Resource => {
    if (resource.type !== "aws:mwaa/environment:Environment") {
      return { ...resource, parent: component.urn };
    }
    return {
      ...resource,
      dependencies: dependsOnComponent ? [component.urn] : [],
      propertyDependencies: {},
    };
  });
  return { ...stack, resources: [component, ...resources] };
}

describe("environment-waits-for-network", () => {
  itSays(RULE, [
    {
      when: "a network that another process constructed, and that is waited for as a whole",
      stack: () => constructed(true),
      says: "pass",
    },
    { when: "such a network, not waited for", stack: () => constructed(false), says: "fail" },
  ]);
});
