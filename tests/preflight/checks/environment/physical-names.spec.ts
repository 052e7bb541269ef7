import assert from "node:assert/strict";
import { ruleOf } from "../../../../preflight/checks/catalogue";
import { applyRule } from "../../../../preflight/checks/run";
import type { Properties, Resource, Stack } from "../../../../preflight/model/resource";
import { buildWorld } from "../../../../preflight/model/world";
import { HIDDEN, itSays, make, stackOf } from "../network-stack";

const RULE = "physical-names-unique";
const ONE = "111111111111";
const OTHER = "222222222222";

const role = (urn: string, name = "reader", more: Partial<Resource> = {}): Resource =>
  make("iam/role:Role", urn, { name }, { outputs: { id: name }, ...more });
const pair = (type: string, first: Properties, second: Properties): (() => Stack) => {
  return () => stackOf([make(type, "first", first), make(type, "second", second)]);
};
const inside = (
  name: string,
  account: string,
  resource: Resource,
  region = "eu-west-1",
): Stack => ({ ...stackOf([resource]), name, account, region });

/** What the rule says of several stacks together. */
function say(...stacks: readonly Stack[]): readonly string[] {
  const rule = ruleOf(RULE);
  assert.ok(rule);
  return applyRule(rule, buildWorld(stacks)).map(({ outcome }) =>
    outcome.kind === "fail"
      ? outcome.violations.map(({ message }) => message).join("; ")
      : outcome.kind,
  );
}

describe(RULE, () => {
  describe("in one stack", () => {
    itSays(RULE, [
      {
        when: "two roles of one name",
        stack: () => stackOf([role("first"), role("second")]),
        says: "fail",
        findings: [
          'first: name "reader" is also that of second: the second one is refused',
          'second: name "reader" is also that of first: the second one is refused',
        ],
      },
      {
        when: "roles whose names differ in capital letters alone",
        stack: () => stackOf([role("first"), role("second", "Reader")]),
        says: "fail",
      },
      {
        when: "functions whose names differ in capital letters alone",
        stack: pair("lambda/function:Function", { name: "watch" }, { name: "Watch" }),
        says: "pass",
      },
      {
        when: "names of their own",
        stack: () => stackOf([role("a"), role("b", "writer")]),
        says: "pass",
      },
      {
        when: "names that Pulumi makes up",
        stack: pair("iam/role:Role", {}, {}),
        says: "notApplicable",
      },
      {
        when: "a hidden name",
        stack: pair("iam/role:Role", { name: HIDDEN }, { name: "reader" }),
        says: "unknown",
      },
      {
        when: "a role that exists and one that is made",
        stack: () => stackOf([role("made", "reader"), role("read", "other", { change: "read" })]),
        says: "pass",
      },
      {
        when: "log groups of one name in two Regions",
        stack: pair(
          "cloudwatch/logGroup:LogGroup",
          { name: "flow", region: "eu-west-1" },
          { name: "flow", region: "eu-west-2" },
        ),
        says: "pass",
      },
      {
        when: "roles of one name made in two Regions",
        stack: pair(
          "iam/role:Role",
          { name: "flow", region: "eu-west-1" },
          { name: "flow", region: "eu-west-2" },
        ),
        says: "fail",
      },
      {
        when: "rules of one name on two buses",
        stack: pair(
          "cloudwatch/eventRule:EventRule",
          { name: "status" },
          { name: "status", eventBusName: "mwaa" },
        ),
        says: "pass",
      },
      {
        when: "rules of one name on the default bus, once named",
        stack: pair(
          "cloudwatch/eventRule:EventRule",
          { name: "status" },
          { name: "status", eventBusName: "default" },
        ),
        says: "fail",
      },
      {
        when: "two policies on the default bus",
        stack: pair("cloudwatch/eventBusPolicy:EventBusPolicy", { policy: "{}" }, { policy: "{}" }),
        says: "fail",
        findings: [
          'first: eventBusName "default" is also that of second: the second one overwrites the first',
          'second: eventBusName "default" is also that of first: the second one overwrites the first',
        ],
      },
      {
        when: "one role by two providers of one account",
        stack: () =>
          stackOf([
            ...[1, 2].map((each) =>
              make(
                "provider",
                `aws-${each}`,
                { allowedAccountIds: [ONE], region: `eu-west-${each}` },
                { type: "pulumi:providers:aws", outputs: { id: "id" } },
              ),
            ),
            role("first", "reader", { provider: "aws-1::id" }),
            role("second", "reader", { provider: "aws-2::id" }),
          ]),
        says: "fail",
      },
    ]);
  });

  describe("in two stacks", () => {
    it("refuses one role made twice in an account, and names the other stack", () => {
      assert.deepEqual(say(inside("a/dev", ONE, role("a")), inside("b/dev", ONE, role("b"))), [
        'name "reader" is also that of b in b/dev: the second one is refused',
        'name "reader" is also that of a in a/dev: the second one is refused',
      ]);
    });

    it("lets each account have a role of the name", () => {
      assert.deepEqual(say(inside("a/dev", ONE, role("a")), inside("b/dev", OTHER, role("b"))), [
        "pass",
        "pass",
      ]);
    });

    it("cannot tell of stacks that nobody told an account", () => {
      const untold = "000000000000";
      assert.deepEqual(
        say(inside("a/dev", untold, role("a")), inside("b/dev", untold, role("b"))),
        ["unknown", "unknown"],
      );
    });

    it("refuses one bucket name even in two accounts", () => {
      const bucket = (urn: string) => make("s3/bucket:Bucket", urn, { bucket: "dags" });
      const said = say(inside("a/dev", ONE, bucket("a")), inside("b/dev", OTHER, bucket("b")));
      assert.match(said[0] ?? "", /^bucket "dags" is also that of b in b\/dev/);
    });

    it("takes a stack that is given through two doors for one", () => {
      assert.deepEqual(say(inside("a/dev", ONE, role("a")), inside("a/dev", ONE, role("a"))), [
        "pass",
        "pass",
      ]);
    });
  });
});
