import assert from "node:assert/strict";
import fc from "fast-check";
import { RULES } from "../../../preflight/checks/catalogue";
import { applyRule } from "../../../preflight/checks/run";
import { kindOf } from "../../../preflight/model/kinds";
import type { Resource, Stack } from "../../../preflight/model/resource";
import { buildWorld } from "../../../preflight/model/world";
import { planOwnStack } from "../../helpers/own-stacks";

/** What exists on its own, and may be read instead of made; what ties two of them together is made. */
const THINGS = new Set([
  "vpc",
  "subnet",
  "routeTable",
  "securityGroup",
  "natGateway",
  "internetGateway",
  "elasticIp",
  "vpcEndpoint",
  "bucket",
  "role",
  "key",
]);

function outcomesOf(stack: Stack): ReadonlyMap<string, string> {
  const world = buildWorld([stack]);
  return new Map(
    RULES.flatMap((rule) => applyRule(rule, world)).map(({ rule, subject, outcome }) => [
      `${rule.id} ${subject.urn}`,
      outcome.kind,
    ]),
  );
}

function holds(outcome: string | undefined): boolean {
  return outcome === "pass" || outcome === "notApplicable";
}

/** The resource as a program would have it that only reads it. */
function asRead(resource: Resource): Resource {
  return { ...resource, change: "read", inputs: {}, dependencies: [], propertyDependencies: {} };
}

/** The same, after the provider has looked: it answers with everything that is set. */
function asTold(resource: Resource): Resource {
  return { ...asRead(resource), outputs: { ...resource.inputs, ...resource.outputs } };
}

const DOORS = [
  { door: "symbolic-plan", by: "nobody", reading: asRead },
  { door: "preview", by: "the provider", reading: asTold },
] as const;

describe("reading a resource instead of making it", function () {
  this.timeout(120_000);
  const cases = ["quick-start", "production"].flatMap((name) =>
    DOORS.map((each) => ({ name, ...each })),
  );
  for (const { name, door, by, reading } of cases) {
    it(`decides nothing of ${name} otherwise than making it does, if ${by} looks`, async () => {
      const stack: Stack = { ...(await planOwnStack(name)), door };
      const whole = outcomesOf(stack);
      const things = stack.resources.filter(({ type }) => THINGS.has(kindOf(type) ?? ""));
      assert.ok(things.length > 10);
      const each = things.map((one) => new Set([one.urn]));
      fc.assert(
        fc.property(
          fc.subarray(
            things.map(({ urn }) => urn),
            { minLength: 1 },
          ),
          (urns) => {
            check(new Set(urns));
          },
        ),
        { numRuns: 25, examples: [[things.map(({ urn }) => urn)]] },
      );
      each.forEach(check);

      function check(read: ReadonlySet<string>): void {
        const resources = stack.resources.map((one) => (read.has(one.urn) ? reading(one) : one));
        for (const [key, now] of outcomesOf({ ...stack, resources })) {
          const before = whole.get(key);
          if (now === before || now === "unknown") continue;
          assert.ok(holds(now) && holds(before), `${key}: ${String(before)} became ${now}`);
        }
      }
    });
  }
});
