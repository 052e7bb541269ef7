import assert from "node:assert/strict";
import * as path from "node:path";
import { type JoinedPlan, planJoined } from "../../../../preflight/readers/symbolic-plan/joined";
import { meantBy } from "../../../../preflight/readers/symbolic-plan/stack-name";
import type { PlanRequest, PlanResult } from "../../../../preflight/readers/symbolic-plan/plan";
import { buildWorld } from "../../../../preflight/model/world";
import { Unknown } from "../../../../reasoning/known";
import { planned, REQUEST, resource, textOf, withProgram } from "../../../programs/run";

const PROJECTS = path.resolve(__dirname, "../../../programs/three-projects");

function request(project: string): PlanRequest {
  return { ...REQUEST, project, directory: path.join(PROJECTS, project), account: "111111111111" };
}

function resultsOf(plan: JoinedPlan): readonly PlanResult[] {
  if (plan.kind === "planned") return plan.results;
  throw new Error(`a circle: ${plan.stacks.join(", ")}`);
}

describe("Three projects that read each other's outputs", function () {
  this.timeout(180_000);
  let network: PlanResult;
  let environment: PlanResult;
  let dashboard: PlanResult;
  before(async () => {
    // The last in the chain comes first: the order of the command line decides nothing.
    const results = resultsOf(
      await planJoined(["dashboard", "environment", "network"].map(request)),
    );
    [dashboard, environment, network] = results as [PlanResult, PlanResult, PlanResult];
  });

  it("mean the same resources by the same ids", () => {
    const { outputs } = planned(network);
    assert.equal(
      resource(environment, "workers").inputs["vpcId"],
      resource(network, "shared", ":Vpc").outputs["id"],
    );
    const airflow = resource(environment, "airflow");
    const world = buildWorld([environment, network].map((each) => planned(each).stack));
    const subnets = world.references(airflow, ["networkConfiguration", "subnetIds"], "subnet");
    assert.ok(!(subnets instanceof Unknown));
    assert.deepEqual(
      subnets.map((each) => (each.kind === "resource" ? each.resource.name : each.kind)),
      ["a", "b"],
    );
    assert.equal(planned(dashboard).outputs["vpcId"], outputs["vpcId"]);
  });

  it("get outputs of outputs, and keep text built from them analysable", () => {
    const arn = "arn:aws:airflow:eu-west-1:111111111111:environment/etl";
    assert.equal(planned(environment).outputs["environmentArn"], arn);
    assert.ok(textOf(resource(dashboard, "reader").inputs["policy"]).includes(arn));
    assert.equal(
      resource(dashboard, "from-workers").inputs["referencedSecurityGroupId"],
      resource(environment, "workers").outputs["id"],
    );
  });

  it("know an output beside one that is unknown, inside one value too", () => {
    const { outputs } = planned(environment);
    assert.equal(outputs["zoneA"], resource(network, "a").outputs["id"]);
    assert.equal(outputs["cidr"], "10.0.0.0/16");
    for (const name of ["dhcp", "unknown", "whole"]) {
      assert.ok(outputs[name] instanceof Unknown, name);
    }
    assert.equal(outputs["absent"] ?? undefined, undefined);
  });

  it("keep secrets secret", () => {
    const { outputs } = planned(environment);
    for (const name of ["password", "token"]) {
      const { blockedBy } = outputs[name] as Unknown;
      assert.match(blockedBy.join(), /\(secret\)$/, name);
    }
    assert.deepEqual(outputs["secretDetails"], [true, true]);
  });

  it("answer in the promise forms as well", () => {
    const { outputs } = planned(environment);
    const vpcId = resource(network, "shared", ":Vpc").outputs["id"];
    assert.deepEqual(outputs["details"], { value: vpcId });
    assert.equal(outputs["value"], vpcId);
  });

  it("say what was taken for granted, and whose outputs nobody gave", () => {
    assert.ok(planned(dashboard).outputs["nothing"] instanceof Unknown);
    const { assumptions } = planned(dashboard).stack;
    assert.deepEqual(
      assumptions.filter((each) => /stack/.test(each)),
      [
        'The outputs of stack "acme/nobody/dev" were not given: whatever comes from it is unknown.',
        'The stack reference "acme/environment/dev" is taken to mean environment/dev, which is planned here.',
      ],
    );
    assert.deepEqual(
      planned(environment).stack.assumptions.filter((each) => /stack/.test(each)),
      [],
    );
  });
});

describe("planJoined", function () {
  this.timeout(180_000);

  it("names the stacks of a circle", async () => {
    const plan = await withProgram(
      {
        "index.js": `
          const pulumi = require("@pulumi/pulumi");
          const next = { one: "two", two: "three", three: "one", apart: "one" }[pulumi.getStack()];
          exports.value = new pulumi.StackReference("other", { name: next }).getOutput("value");
        `,
      },
      (directory) =>
        planJoined(
          ["apart", "one", "two", "three"].map((stack) => ({ ...REQUEST, directory, stack })),
        ),
    );
    assert.deepEqual(plan, {
      kind: "circle",
      stacks: ["foreign/one", "foreign/two", "foreign/three", "foreign/one"],
    });
  });

  it("leaves a stack that reads itself with unknown outputs", async () => {
    const [own] = await withProgram(
      { "index.js": 'new (require("@pulumi/pulumi").StackReference)("dev");' },
      async (directory) =>
        resultsOf(
          await planJoined(["dev", "other"].map((stack) => ({ ...REQUEST, directory, stack }))),
        ),
    );
    assert.ok(own !== undefined);
    assert.ok(
      planned(own).stack.assumptions.some((each) => each.includes('outputs of stack "dev"')),
    );
  });

  it("follows a reference that shows only once an earlier one is answered", async () => {
    const [last] = await withProgram(
      {
        "index.js": `
          const pulumi = require("@pulumi/pulumi");
          const stack = pulumi.getStack();
          if (stack === "a") exports.next = "b";
          if (stack === "b") exports.word = "found";
          if (stack === "last") {
            exports.word = new pulumi.StackReference("a").getOutput("next").apply((next) =>
              new pulumi.StackReference(next).getOutput("word"));
          }
        `,
      },
      async (directory) =>
        resultsOf(
          await planJoined(["last", "a", "b"].map((stack) => ({ ...REQUEST, directory, stack }))),
        ),
    );
    assert.ok(last !== undefined);
    assert.equal(planned(last).outputs["word"], "found");
  });

  it("plans again what only failed for want of an output", async () => {
    const results = await withProgram(
      {
        "index.js": `
          const pulumi = require("@pulumi/pulumi");
          module.exports = async () => {
            if (pulumi.getStack() === "a") return { zones: ["x", "y"] };
            const zones = await new pulumi.StackReference("a").getOutputValue("zones");
            return { count: zones.length };
          };
        `,
      },
      async (directory) =>
        resultsOf(await planJoined(["b", "a"].map((stack) => ({ ...REQUEST, directory, stack })))),
    );
    const [reading] = results;
    assert.ok(reading !== undefined);
    assert.equal(planned(reading).outputs["count"], 2);
  });

  it("runs each program once where nobody reads another", async () => {
    const results = await withProgram(
      {
        "index.js": `
          const fs = require("node:fs");
          fs.appendFileSync("runs.txt", "x");
          exports.runs = fs.readFileSync("runs.txt", "utf8");
        `,
      },
      async (directory) =>
        resultsOf(await planJoined(["a", "b"].map((stack) => ({ ...REQUEST, directory, stack })))),
    );
    const runs = results.map((each) => textOf(planned(each).outputs["runs"]).length);
    assert.equal(Math.max(...runs), 2);
  });
});

describe("meantBy", () => {
  const told = (project: string, stack: string, organization?: string) => ({
    project,
    stack,
    ...(organization === undefined ? {} : { organization }),
  });
  const asking = told("app", "dev", "acme");
  const among = [
    asking,
    told("app", "prod", "acme"),
    told("net", "prod", "acme"),
    told("net", "qa"),
  ];
  const cases: readonly (readonly [string, string | undefined, boolean?])[] = [
    ["prod", "app/prod", true],
    ["acme/prod", "app/prod", true],
    ["net/prod", "net/prod", true],
    ["acme/net/prod", "net/prod", true],
    ["other/net/prod", undefined],
    ["other/net/qa", "net/qa", false],
    ["organization/net/qa", "net/qa", true],
    ["net/dev", undefined],
    ["a/b/c/d", undefined],
    ["", undefined],
  ];
  for (const [name, expected, certain] of cases) {
    it(`takes ${JSON.stringify(name)} for ${expected ?? "no stack that is planned"}${certain === false ? ", not for certain" : ""}`, () => {
      const meant = meantBy(name, asking, among);
      assert.equal(meant && `${meant.stack.project}/${meant.stack.stack}`, expected);
      assert.equal(meant?.certain, certain);
    });
  }

  it("prefers a project of that name to a stack of an organization that nobody named", () => {
    const stacks = [told("app", "prod"), told("net", "prod")];
    assert.equal(meantBy("net/prod", told("app", "dev"), stacks)?.stack.project, "net");
    assert.equal(meantBy("acme/prod", told("app", "dev"), stacks)?.stack.project, "app");
  });
});
