import assert from "node:assert/strict";
import { judge } from "../../../../preflight/preflight";
import { RULES } from "../../../../preflight/checks/catalogue";
import type { Judgement } from "../../../../preflight/checks/run";
import { applyRule } from "../../../../preflight/checks/run";
import { buildWorld } from "../../../../preflight/model/world";
import { readContext } from "../../../../preflight/readers/context/read";
import type { Json } from "./existing-account";
import { contextOf, environmentInExistingAccount, existingAccount } from "./existing-account";

type Path = readonly (string | number)[];

/** Every way to leave one thing out: a key of a mapping, or a member of a list. */
function* places(value: Json, path: Path = []): Generator<Path> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    yield here;
    // What a policy says is one fact: half of it is another policy.
    if (!POLICIES.includes(key) && path.at(-1) !== "inlinePolicies") yield* places(member, here);
  }
}

const POLICIES = ["policy", "trust"];

/** Lists that hold everything of their kind: what one leaves out does not exist. */
const WHOLE_LISTS = [
  "cidrBlocks",
  "ipv6CidrBlocks",
  "internetGateways",
  "routes",
  "ingress",
  "egress",
  "endpoints",
  "waysIn",
  "inlinePolicies",
  "managedPolicies",
];

function without(facts: Json, [step, ...rest]: Path): Json {
  if (Array.isArray(facts)) {
    return rest.length === 0
      ? facts.filter((_, i) => i !== step)
      : facts.map((each, i) => (i === step ? without(each, rest) : each));
  }
  if (typeof facts !== "object" || facts === null) return facts;
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]): [string, Json][] => {
      if (key !== String(step)) return [[key, value]];
      return rest.length === 0 ? [] : [[key, without(value, rest)]];
    }),
  );
}

function outcomesIn(facts: Json): ReadonlyMap<string, Judgement> {
  const world = buildWorld([environmentInExistingAccount(), contextOf(facts).stack]);
  return new Map(
    RULES.flatMap((rule) => applyRule(rule, world)).map((each) => [
      `${each.rule.id} ${each.subject.name}`,
      each,
    ]),
  );
}

/** Whether a thing that is left out belongs to a list that holds all of its kind. */
function isOfWholeList(path: Path): boolean {
  if (path.at(-2) === "inlinePolicies") return true;
  if (typeof path.at(-1) !== "number") return false;
  const [list = "", owner] = path.filter((each) => typeof each === "string").reverse();
  return WHOLE_LISTS.includes(list) || owner === "endpoints";
}

/** What does not concern an environment holds for it too. */
function holds(outcome: string): boolean {
  return outcome === "pass" || outcome === "notApplicable";
}

describe("a fact that a context file leaves out", () => {
  const facts = existingAccount();
  const whole = outcomesIn(facts);
  const cases = [...places(facts)].filter(
    (path) => !("faults" in readContext(JSON.stringify(without(facts, path)), { file: "c.json" })),
  );

  it("belongs to an account in which no rule of severity error fails or is undecided", () => {
    const { verdict } = judge([environmentInExistingAccount(), contextOf(facts).stack]);
    assert.equal(verdict, "pass");
    assert.ok(cases.length > 80, `${String(cases.length)} cases`);
  });

  for (const path of cases) {
    const mayFail = isOfWholeList(path);
    it(`${path.join(".")} makes no rule pass${mayFail ? "" : ", and none fail"}`, () => {
      const partial = without(facts, path);
      for (const [key, now] of outcomesIn(partial)) {
        const before = whole.get(key)?.outcome.kind;
        const after = now.outcome.kind;
        if (after === "fail") assert.ok(mayFail || before === "fail", `${key} fails`);
        if (holds(after)) assert.ok(before !== undefined && holds(before), `${key} passes`);
      }
    });
  }

  const NAMED: readonly (readonly [string, Path, string, RegExp])[] = [
    ["DNS", ["vpcs", 0, "dnsSupport"], "vpc-resolves-names", /vpc-1#enableDnsSupport$/],
    [
      "name servers",
      ["vpcs", 0, "dnsServers"],
      "vpc-resolves-names",
      /^the name servers of vpc-1$/,
    ],
    ["the ways in", ["vpcs", 0, "waysIn"], "web-interface-has-a-way-in", /^the ways in of vpc-1$/],
    ["the zone", ["vpcs", 0, "subnets", 1, "zoneId"], "subnets-in-two-zones", /subnet-2#/],
    [
      "the table of a subnet",
      ["vpcs", 0, "subnets", 0, "routeTable"],
      "subnets-private",
      /^the route table of subnet-1$/,
    ],
    ["routes", ["vpcs", 0, "routeTables", 0, "routes"], "subnets-private", /rtb-1#routes$/],
    ["a table", ["vpcs", 0, "routeTables", 1], "subnets-private", /rtb-2#routes$/],
    [
      "the endpoints",
      ["vpcs", 0, "endpoints"],
      "subnets-reach-aws-services",
      /^the endpoints of vpc-1$/,
    ],
    [
      "the network ACL of a subnet",
      ["vpcs", 0, "subnets", 0, "networkAcl"],
      "network-acls-let-traffic-through",
      /^the network ACL of subnet-1$/,
    ],
    [
      "the entries of an ACL",
      ["vpcs", 0, "networkAcls", 0, "egress"],
      "network-acls-let-traffic-through",
      /acl-1#egress$/,
    ],
    [
      "the rules of a group",
      ["vpcs", 0, "securityGroups", 0, "ingress"],
      "security-groups-admit-themselves",
      /sg-1#ingress$/,
    ],
    [
      "versioning",
      ["buckets", 0, "versioning"],
      "bucket-versioning-enabled",
      /^the versioning of etl-dags$/,
    ],
    [
      "the public access block",
      ["buckets", 0, "publicAccessBlock"],
      "bucket-public-access-blocked",
      /^the public access block of etl-dags$/,
    ],
    [
      "the bucket's policy",
      ["buckets", 0, "policy"],
      "bucket-refuses-plain-http",
      /^the policy of etl-dags$/,
    ],
    ["rotation", ["keys", 0, "rotation"], "key-rotates", /#enableKeyRotation$/],
    ["trust", ["roles", 0, "trust"], "execution-role-trusts-mwaa", /#assumeRolePolicy$/],
  ];
  for (const [what, path, rule, name] of NAMED) {
    it(`is named by who misses it: ${what}`, () => {
      const now = outcomesIn(without(facts, path)).get(`${rule} airflow`);
      const blockedBy = now?.outcome.kind === "unknown" ? now.outcome.blockedBy : [];
      assert.ok(
        blockedBy.some((each) => name.test(each)),
        `${String(now?.outcome.kind)}: ${blockedBy.join("\n")}`,
      );
    });
  }

  it("is known not to exist where a list holds all of its kind", () => {
    const endpoints = 5;
    const services = (facts["vpcs"] as { endpoints: { service: string }[] }[])[0]?.endpoints ?? [];
    const sqs = services.findIndex(({ service }) => service === "sqs");
    assert.ok(sqs >= 0 && services.length > endpoints);
    const now = outcomesIn(without(facts, ["vpcs", 0, "endpoints", sqs]));
    assert.equal(now.get("subnets-reach-aws-services airflow")?.outcome.kind, "fail");
  });
});
