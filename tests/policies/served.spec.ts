import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties, Stack } from "../../preflight/model/resource";
import { RULES } from "../../preflight/checks/catalogue";
import { planProgram } from "../../preflight/readers/symbolic-plan/plan";
import { buildPack } from "../../tools/build-pack";
import { shownToPolicies } from "../preflight/doors";
import type { Diagnostic } from "./served-pack";
import { ServedPack } from "./served-pack";

const ROOT = join(__dirname, "../..");
/** Inside the repository, where the pack finds its dependencies. */
const FOLDER = join(ROOT, ".cache", `pack-of-tests-${process.pid}`);

const BUCKET = "aws:s3/bucket:Bucket";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ROLE = "aws:iam/role:Role";
const ENVIRONMENT = "aws:mwaa/environment:Environment";

type When = "preview" | "update";

/** The stack with other inputs for every resource of a type; `undefined` takes the resources away. */
function edited(
  stack: Stack,
  type: string,
  edit: (inputs: Properties) => Properties | undefined,
): Stack {
  return {
    ...stack,
    resources: stack.resources.flatMap((each) => {
      if (each.type !== type) return [each];
      const inputs = edit(each.inputs);
      if (inputs === undefined) return [];
      return [{ ...each, inputs, outputs: { ...each.outputs, ...inputs } }];
    }),
  };
}

/** A policy document inside the inputs, changed. */
function document(
  inputs: Properties,
  property: string,
  edit: (statements: readonly Record<string, unknown>[]) => readonly unknown[],
): Properties {
  const parsed = JSON.parse(inputs[property] as string) as {
    Statement: Record<string, unknown>[];
  };
  return {
    ...inputs,
    [property]: JSON.stringify({ ...parsed, Statement: edit(parsed.Statement) }),
  };
}

const ANYTHING = { Effect: "Allow", Action: "*", Resource: "*" };

/** What must stop an update, with the rule, the resource and the fix that the message names. */
const FLAWS: readonly {
  readonly flaw: string;
  readonly rule: string;
  readonly resource: string;
  readonly fix: RegExp;
  readonly make: (stack: Stack) => Stack;
}[] = [
  {
    flaw: "a bucket whose versioning is suspended",
    rule: "bucket-versioning-enabled",
    resource: `dags (${VERSIONING})`,
    fix: /Fix: set versioningConfiguration\.status to "Enabled"/,
    make: (stack) =>
      edited(stack, VERSIONING, (inputs) => ({
        ...inputs,
        versioningConfiguration: { status: "Suspended" },
      })),
  },
  {
    flaw: "a bucket without versioning",
    rule: "bucket-versioning-enabled",
    resource: `dags (${BUCKET})`,
    fix: /Fix: add an aws\.s3\.BucketVersioning/,
    make: (stack) => edited(stack, VERSIONING, () => undefined),
  },
  {
    flaw: "a public access block with a gap",
    rule: "bucket-public-access-blocked",
    resource: `dags (${BLOCK})`,
    fix: /Fix: .*blockPublicPolicy/,
    make: (stack) => edited(stack, BLOCK, (inputs) => ({ ...inputs, blockPublicPolicy: false })),
  },
  {
    flaw: "a bucket without a public access block",
    rule: "bucket-public-access-blocked",
    resource: `dags (${BUCKET})`,
    fix: /Fix: add an aws\.s3\.BucketPublicAccessBlock/,
    make: (stack) => edited(stack, BLOCK, () => undefined),
  },
  {
    flaw: "an execution role that may do anything",
    rule: "execution-role-least-privilege",
    resource: "role (aws:iam/rolePolicy:RolePolicy)",
    fix: /Fix: /,
    make: (stack) => ({
      ...stack,
      resources: stack.resources.map((each) => {
        if (each.type !== "aws:iam/rolePolicy:RolePolicy" || each.name !== "role") return each;
        const inputs = document(each.inputs, "policy", (statements) => [...statements, ANYTHING]);
        return { ...each, inputs, outputs: { ...each.outputs, ...inputs } };
      }),
    }),
  },
  {
    flaw: "a trust without conditions against a confused deputy",
    rule: "execution-role-guarded-against-confused-deputy",
    resource: `role (${ROLE})`,
    fix: /Fix: .*aws:SourceA/,
    make: (stack) =>
      edited(stack, ROLE, (inputs) =>
        document(inputs, "assumeRolePolicy", (statements) =>
          statements.map((statement) =>
            Object.fromEntries(Object.entries(statement).filter(([key]) => key !== "Condition")),
          ),
        ),
      ),
  },
];

describe("the pack, served as the engine serves it", function () {
  this.timeout(60_000);

  let pack: ServedPack;
  let good: Stack;

  before(async () => {
    const [planned] = await Promise.all([
      planProgram({
        directory: join(ROOT, "tests/fixtures/doors/program"),
        project: "doors",
        stack: "dev",
        config: { "aws:region": "eu-central-1" },
        secretKeys: [],
        account: "123456789012",
      }),
      buildPack(FOLDER),
    ]);
    assert.ok(planned.kind === "planned", planned.kind === "failed" ? planned.message : "");
    good = planned.stack;
    pack = await ServedPack.start(FOLDER);
  });

  after(() => {
    pack.stop();
    rmSync(FOLDER, { recursive: true, force: true });
  });

  beforeEach(() => pack.configure({}));

  /** Everything that the pack says on the way of a stack through the engine. */
  async function saidOf(
    stack: Stack,
    when: When,
    coin = () => true,
  ): Promise<readonly Diagnostic[]> {
    const before = shownToPolicies(stack, coin, when);
    const resources = await Promise.all(before.map((shown) => pack.analyze(shown, stack)));
    return [...resources.flat(), ...(await pack.analyzeStack(before, stack))];
  }

  it("says its name, its version and a policy for each rule or group of rules", async () => {
    const info = await pack.info();
    assert.equal(info.name, "mwaa-guardrails");
    assert.equal(info.version, "0.1.0");
    const names = info.policiesList.map(({ name }) => name);
    assert.deepEqual(
      RULES.filter(({ decidedBy }) => decidedBy === "resource").map(({ id }) => id),
      names.filter((name) => RULES.some(({ id }) => id === name)),
    );
    const groups = info.policiesList.filter(({ name }) => !RULES.some(({ id }) => id === name));
    const grouped = groups.flatMap(({ configschema }) =>
      (configschema?.properties?.fieldsMap ?? []).map(([id]) => id),
    );
    assert.deepEqual(
      grouped.sort(),
      RULES.filter(({ decidedBy }) => decidedBy === "world")
        .map(({ id }) => id)
        .sort(),
    );
    assert.ok(groups.length <= 14, `${groups.length} policies each rebuild the stack`);
  });

  for (const when of ["preview", "update"] as const) {
    it(`stops nothing of a good stack in ${when === "preview" ? "a preview" : "an update"}`, async () => {
      const stopped = (await saidOf(good, when)).filter(({ level }) => level === "mandatory");
      assert.deepEqual(stopped, []);
    });

    for (const { flaw, rule, resource, fix, make } of FLAWS) {
      it(`stops ${flaw} in ${when === "preview" ? "a preview" : "an update"}, and says where and what to do`, async () => {
        const said = await saidOf(make(good), when, () => false);
        const stopped = said.filter(
          ({ level, policy }) => level === "mandatory" && policy === rule,
        );
        const [diagnostic] = stopped;
        assert.ok(diagnostic, JSON.stringify(said));
        const { message, urn } = diagnostic;
        assert.ok(message.includes(`${resource}: `), message);
        assert.match(message, fix);
        assert.match(message, new RegExp(`Rule: ${rule} `));
        // The engine knows whom it asked a resource policy about.
        if (urn !== "")
          assert.ok(urn.endsWith(`::${resource.slice(0, resource.indexOf(" "))}`), urn);
      });
    }
  }

  it("says in an advisory what it cannot decide, and what blocks that", async () => {
    const said = await saidOf(good, "preview");
    const undecided = said.filter(({ policy }) => policy === "undecided-checks");
    assert.notEqual(undecided.length, 0);
    for (const { level, message } of undecided) {
      assert.equal(level, "advisory");
      assert.match(message, /not decided yet, which is neither a pass nor a failure/);
    }
    const text = undecided.map(({ message }) => message).join("\n");
    assert.match(text, /- execution-role-least-privilege: .*\(blocked by policy of role-key /);
    assert.equal(
      said.some(({ message }) => message.includes("can't run policy")),
      false,
    );
  });

  it("never prints a secret that it gets in clear", async () => {
    const secretive = edited(good, ENVIRONMENT, (inputs) => ({
      ...inputs,
      airflowConfigurationOptions: { "smtp.smtp_password": "hunter2", "core.multi_team": "True" },
    }));
    const said = await saidOf(secretive, "update");
    assert.ok(said.some(({ policy }) => policy === "airflow-options-accepted"));
    assert.equal(JSON.stringify(said).includes("hunter2"), false);
  });

  it("obeys the engine's levels, for a policy and for one rule of a group", async () => {
    const flaw = FLAWS[0]?.make(good) ?? good;
    const levelOf = async () =>
      (await saidOf(flaw, "update")).find(({ policy }) => policy === "bucket-versioning-enabled")
        ?.level;
    assert.equal(await levelOf(), "mandatory");
    await pack.configure({ "storage-must-hold": { level: "advisory" } });
    assert.equal(await levelOf(), "advisory");
    await pack.configure({
      "storage-must-hold": {
        level: "mandatory",
        settings: { "bucket-versioning-enabled": "advisory" },
      },
    });
    assert.equal(await levelOf(), "advisory");
    await pack.configure({
      "storage-must-hold": {
        level: "mandatory",
        settings: { "bucket-versioning-enabled": "disabled" },
      },
    });
    assert.equal(await levelOf(), undefined);
    await pack.configure({ "storage-must-hold": { level: "disabled" } });
    assert.equal(await levelOf(), undefined);
  });

  it("has nothing to say of a stack without MWAA", async () => {
    const vpc: Stack = {
      ...good,
      resources: good.resources.filter(
        ({ type }) => type === "aws:ec2/internetGateway:InternetGateway",
      ),
    };
    assert.deepEqual(await saidOf(vpc, "preview"), []);
  });

  it("does not load @pulumi/aws, and stays small", () => {
    const script = `require("./index.js");
      const loaded = Object.keys(require.cache);
      console.log(loaded.filter((file) => /@pulumi[\\\\/]aws[\\\\/]/.test(file)).length, loaded.some((file) => /@pulumi[\\\\/]policy[\\\\/]/.test(file)));
      process.exit(0);`;
    const printed = execFileSync(process.execPath, ["-e", script], {
      cwd: FOLDER,
      encoding: "utf8",
    });
    assert.equal(printed.trim(), "0 true");
    // A quarter of it is AWS's table of actions and condition keys.
    assert.ok(statSync(join(FOLDER, "index.js")).size < 1_100_000);
    assert.ok(pack.startMilliseconds < 15_000, `${pack.startMilliseconds} ms`);
  });

  describe("with a guardrails.json beside it", () => {
    const folder = `${FOLDER}-levelled`;

    beforeEach(() => {
      mkdirSync(folder, { recursive: true });
      cpSync(FOLDER, folder, { recursive: true });
    });

    afterEach(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it("levels its rules by it", async () => {
      writeFileSync(
        join(folder, "guardrails.json"),
        JSON.stringify({ all: "advisory", "bucket-versioning-enabled": "mandatory" }),
      );
      const levelled = await ServedPack.start(folder);
      try {
        const broken = FLAWS.reduce((stack, { make }) => make(stack), good);
        const shown = shownToPolicies(broken, () => true, "update");
        const said = await levelled.analyzeStack(shown, broken);
        const stopped = said.filter(({ level }) => level === "mandatory");
        assert.deepEqual(
          [...new Set(stopped.map(({ policy }) => policy))],
          ["bucket-versioning-enabled"],
        );
        assert.ok(said.some(({ policy }) => policy === "bucket-public-access-blocked"));
      } finally {
        levelled.stop();
      }
    });

    for (const [what, text, message] of [
      ["an unknown rule", '{"bucket-versioned": "mandatory"}', /"bucket-versioned" is no rule/],
      ["no JSON", "all: advisory", /the file is not JSON/],
    ] as const) {
      it(`does not start with ${what}, and says so`, async () => {
        writeFileSync(join(folder, "guardrails.json"), text);
        await assert.rejects(ServedPack.start(folder), (fault: Error) => {
          assert.match(
            fault.message,
            /guardrails\.json: the configuration of mwaa-guardrails is wrong/,
          );
          assert.match(fault.message, message);
          return true;
        });
      });
    }
  });
});
