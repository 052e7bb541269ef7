import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { resource, say, stackOf } from "../../../helpers/small-stacks";

const hidden = new Unknown(["it#hidden"]);

describe("the rules of an environment's own arguments", () => {
  for (const [rule, inputs, expected] of [
    ["capacity-fits-class", { schedulers: hidden }, "unknown"],
    ["capacity-fits-class", { environmentClass: 5 }, "fail"],
    ["capacity-fits-class", { schedulers: "-1" }, "fail"],
    ["capacity-fits-class", { schedulers: "2" }, "pass"],
    ["airflow-version-supported", { airflowVersion: 2.1 }, "fail"],
    ["airflow-version-supported", {}, "pass"],
    ["dag-path-relative", { dagS3Path: 7 }, "fail"],
    ["dag-path-relative", { dagS3Path: "dags" }, "pass"],
    [
      "object-versions-pinned",
      { requirementsS3Path: "r.txt", requirementsS3ObjectVersion: "" },
      "fail",
    ],
    [
      "object-versions-pinned",
      { requirementsS3Path: "r.txt", requirementsS3ObjectVersion: hidden },
      "pass",
    ],
    ["environment-key-usable", { kmsKey: hidden }, "unknown"],
    ["environment-has-two-subnets", { networkConfiguration: hidden }, "unknown"],
    ["environment-has-two-subnets", { networkConfiguration: { subnetIds: [hidden] } }, "fail"],
    [
      "environment-has-two-subnets",
      { networkConfiguration: { subnetIds: [hidden, hidden] } },
      "unknown",
    ],
    ["environment-has-two-subnets", { networkConfiguration: { subnetIds: "subnet-1" } }, "fail"],
  ] as const) {
    it(`${rule} says ${expected} of ${JSON.stringify(inputs)}`, () => {
      assert.equal(say(rule, resource("environment", "etl", inputs)).kind, expected);
    });
  }

  it("tell two hidden subnets from one subnet given twice", () => {
    const subnets = ["a", "b"].map((name) => resource("subnet", name));
    const environment = resource(
      "environment",
      "etl",
      { networkConfiguration: { subnetIds: [hidden, hidden] } },
      { propertyDependencies: { networkConfiguration: subnets.map(({ urn }) => urn) } },
    );
    const stack = stackOf([...subnets, environment]);
    assert.equal(say("environment-has-two-subnets", environment, stack).kind, "pass");
  });

  it("find no made-up name in an environment that exists", () => {
    const environment = resource("environment", "etl", {}, { outputs: { name: "etl-1234567" } });
    const existing = stackOf([environment], { door: "stack-export" });
    assert.equal(say("environment-name-set", environment, existing).kind, "pass");
    assert.equal(say("environment-name-set", environment).kind, "fail");
  });

  it("read the Region from the environment, its provider, or the stack, in this order", () => {
    const provider = resource("environment", "p", { region: "eu-wset-1" });
    const environment = resource("environment", "etl", {}, { provider: `${provider.urn}::id` });
    assert.equal(
      say("environment-region-possible", environment, stackOf([provider, environment])).kind,
      "fail",
    );
    // The provider's Region is its own affair, even where a door does not show the provider.
    assert.equal(say("environment-region-possible", environment).kind, "unknown");
    const plain = resource("environment", "etl");
    assert.equal(say("environment-region-possible", plain).kind, "pass");
    const nowhere = { ...stackOf([plain]) };
    delete (nowhere as { region?: string }).region;
    assert.equal(say("environment-region-possible", plain, nowhere).kind, "unknown");
  });
});

describe("the rules of Airflow's options", () => {
  const options = (
    airflowConfigurationOptions: Record<string, string | Unknown>,
  ): ReturnType<typeof resource> =>
    resource("environment", "etl", { airflowVersion: "3.2.1", airflowConfigurationOptions });

  it("find a bad option beside a hidden one", () => {
    const environment = options({ "core.multi_team": "True", "smtp.smtp_host": hidden });
    assert.equal(say("airflow-options-accepted", environment).kind, "fail");
  });

  it("are undecided only if what is hidden could matter", () => {
    assert.equal(
      say("airflow-options-accepted", options({ "smtp.smtp_host": hidden })).kind,
      "unknown",
    );
    assert.equal(
      say("worker-autoscale-fixed", options({ "celery.worker_autoscale": hidden })).kind,
      "unknown",
    );
  });

  const DOMAIN = { "webserver.base_url": "airflow.example.com" };
  const domains: readonly (readonly [
    string,
    Record<string, string | Unknown>,
    string | Unknown | undefined,
    string,
  ])[] = [
    ["private by default", DOMAIN, undefined, "pass"],
    ["private", DOMAIN, "PRIVATE_ONLY", "pass"],
    ["public", DOMAIN, "PUBLIC_ONLY", "fail"],
    ["both", DOMAIN, "PUBLIC_AND_PRIVATE", "fail"],
    ["of an unknown mode", DOMAIN, hidden, "unknown"],
    ["private, its domain hidden", { "webserver.base_url": hidden }, "PRIVATE_ONLY", "pass"],
    ["public, its domain hidden", { "webserver.base_url": hidden }, "PUBLIC_ONLY", "unknown"],
    ["public, its domain empty", { "webserver.base_url": "" }, "PUBLIC_ONLY", "notApplicable"],
    ["public without a domain", {}, "PUBLIC_ONLY", "notApplicable"],
  ];
  for (const [title, airflowConfigurationOptions, mode, kind] of domains) {
    it(`say ${kind} of the domain of a web server that is ${title}`, () => {
      const environment = resource("environment", "etl", {
        airflowConfigurationOptions,
        ...(mode !== undefined && { webserverAccessMode: mode }),
      });
      assert.equal(say("custom-domain-on-private-web-server", environment).kind, kind);
    });
  }

  it("never repeat the value of an option", () => {
    const environment = options({
      "core.multi_team": "hunter2",
      "celery.worker_autoscale": "hunter2",
      "smtp.smtp_password": "hunter2",
    });
    for (const rule of [
      "airflow-options-accepted",
      "worker-autoscale-fixed",
      "secrets-kept-out-of-options",
    ]) {
      const { kind, words } = say(rule, environment);
      assert.equal(kind, "fail");
      assert.ok(!words.join().includes("hunter2"), words.join());
    }
  });
});
