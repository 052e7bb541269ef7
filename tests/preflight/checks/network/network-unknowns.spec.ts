import assert from "node:assert/strict";
import { RULES } from "../../../../preflight/checks/catalogue";
import { applyRule } from "../../../../preflight/checks/run";
import type { Properties, Resource, Stack, Value } from "../../../../preflight/model/resource";
import { buildWorld } from "../../../../preflight/model/world";
import { Unknown } from "../../../../reasoning/known";
import { HIDDEN, ask, endpointStack, make, natStack, plus, zonalStack } from "../network-stack";

const NETWORK = RULES.filter(
  ({ id, subject }) => subject === "network" || id === "environment-waits-for-network",
);

/** A stack in which every property that network checks read is set somewhere. */
function guarded(stack: Stack): Stack {
  const allow = { ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" };
  return plus(
    stack,
    make("ec2/networkAcl:NetworkAcl", "acl", {
      vpcId: "vpc-id",
      subnetIds: ["private-1-id"],
      ingress: [allow],
      egress: [allow],
    }),
    make("vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ingress", {
      securityGroupId: "group-id",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      referencedSecurityGroupId: "group-id",
    }),
    make("ec2/securityGroupRule:SecurityGroupRule", "rule", {
      securityGroupId: "group-id",
      type: "ingress",
      protocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      cidrBlocks: ["10.0.0.0/16"],
    }),
  );
}

type Path = readonly (string | number)[];

function pathsIn(value: Value, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null || value instanceof Unknown) return [path];
  const inner = Object.entries(value as Readonly<Record<string, Value>>);
  return [
    ...(path.length === 0 ? [] : [path]),
    ...inner.flatMap(([key, each]) => pathsIn(each, [...path, key])),
  ];
}

function put(value: Value, [first, ...rest]: Path, replacement: Value): Value {
  if (first === undefined) return replacement;
  if (Array.isArray(value))
    return (value as readonly Value[]).map((each, i) =>
      String(i) === String(first) ? put(each, rest, replacement) : each,
    );
  const object = value as Properties;
  return { ...object, [first]: put(object[first] ?? null, rest, replacement) };
}

/** What each rule says once one value is replaced: a failure before a doubt, a doubt before a pass. */
function verdicts(stack: Stack, resource: Resource, path: Path, value: Value): Map<string, string> {
  const edited = { ...resource, inputs: put(resource.inputs, path, value) as Properties };
  const resources = stack.resources.map((each) => (each === resource ? edited : each));
  const world = buildWorld([{ ...stack, resources }]);
  return new Map(
    NETWORK.map((rule) => {
      const kinds = applyRule(rule, world).map(({ outcome }) => outcome.kind);
      const worst = (["fail", "unknown", "pass"] as const).find((each) => kinds.includes(each));
      return [rule.id, worst ?? "notApplicable"];
    }),
  );
}

/** What a hidden value may turn out to be. */
const POSSIBLE: readonly Value[] = [
  "elsewhere",
  "0.0.0.0/0",
  "10.9.0.0/24",
  "us-west-2",
  null,
  false,
  true,
  0,
  65535,
];

/** Of endpoints that are alike, one is tried of those required and one of those advised. */
function isOfItsKind({ type, name }: Resource): boolean {
  return !type.endsWith(":VpcEndpoint") || ["s3", "sqs", "ecr.api"].includes(name);
}

for (const [name, build] of [
  ["NAT", natStack],
  ["a NAT gateway in each zone", zonalStack],
  ["endpoints", endpointStack],
] as const) {
  describe(`hiding any one value of the stack with ${name}`, () => {
    const stack = guarded(build());
    const places = stack.resources
      .filter(isOfItsKind)
      .flatMap((resource) => pathsIn(resource.inputs).map((path) => ({ resource, path })));

    // What a stack lacks it lacks whatever is hidden.
    const lacking = new Set(
      NETWORK.filter(({ id }) => ask(stack, id).outcome === "fail").map(({ id }) => id),
    );

    it("makes no rule fail", function () {
      this.timeout(60_000);
      const failed = places.flatMap(({ resource, path }) =>
        [...verdicts(stack, resource, path, HIDDEN)]
          .filter(([what, kind]) => kind === "fail" && !lacking.has(what))
          .map(([what]) => `${resource.name}.${path.join(".")}: ${what}`),
      );
      assert.deepEqual(failed, []);
    });

    it("leaves a pass only where no value could make the rule fail", function () {
      this.timeout(60_000);
      const wrong = places.flatMap(({ resource, path }) => {
        const hidden = verdicts(stack, resource, path, HIDDEN);
        return POSSIBLE.flatMap((value) =>
          [...verdicts(stack, resource, path, value)]
            .filter(([what, kind]) => kind === "fail" && !lacking.has(what))
            .filter(([what]) => hidden.get(what) !== "unknown")
            .map(
              ([what]) => `${resource.name}.${path.join(".")} = ${JSON.stringify(value)}: ${what}`,
            ),
        );
      });
      assert.deepEqual(wrong, []);
    });
  });
}
