import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource, Stack } from "../../../preflight/model/resource";
import { readStackExport } from "../../../preflight/readers/stack-export";
import { readDeploymentFile } from "../../../preflight/readers/told-apart";
import { Unknown } from "../../../reasoning/known";

const FIXTURES = join(__dirname, "../../fixtures/doors");

function captured(): Stack {
  return readDeploymentFile(readFileSync(join(FIXTURES, "stack-export.json"), "utf8"), "e.json");
}

function named(stack: Stack, name: string): Resource {
  const found = stack.resources.find((each) => each.name === name);
  assert.ok(found, `${name} is in ${stack.name}`);
  return found;
}

const VPC = {
  urn: "urn:pulumi:dev::acme::aws:ec2/vpc:Vpc::vpc",
  type: "aws:ec2/vpc:Vpc",
  custom: true,
  id: "vpc-1",
  inputs: { cidrBlock: "10.0.0.0/16" },
  outputs: { arn: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1" },
};

function exportOf(resources: readonly object[], more: object = {}): Stack {
  return readStackExport({ version: 3, deployment: { resources, ...more } }, "e.json");
}

describe("readStackExport", () => {
  it("knows name, region and account", () => {
    const stack = captured();
    assert.equal(stack.name, "acme/prod");
    assert.equal(stack.door, "stack-export");
    assert.equal(stack.region, "eu-west-1");
    assert.equal(stack.account, "123456789012");
    assert.deepEqual(stack.incomplete, []);
  });

  it("knows inputs, outputs and ids", () => {
    const stack = captured();
    const airflow = named(stack, "airflow");
    assert.deepEqual(airflow.inputs["networkConfiguration"], {
      securityGroupIds: [named(stack, "group").outputs["id"]],
      subnetIds: [named(stack, "private-0").outputs["id"], named(stack, "private-1").outputs["id"]],
    });
    assert.equal(airflow.outputs["arn"], "arn:aws:airflow:eu-west-1:123456789012:environment/acme");
    assert.equal(airflow.change, "same");
    assert.equal(named(stack, "platform").custom, false);
    assert.equal(named(stack, "logs").change, "read");
  });

  it("never knows a secret", () => {
    const { urn, inputs, outputs } = named(captured(), "airflow");
    const secret = new Unknown([`${urn}#airflowConfigurationOptions (secret)`]);
    assert.deepEqual(inputs["airflowConfigurationOptions"], secret);
    assert.deepEqual(outputs["airflowConfigurationOptions"], secret);
  });

  it("never knows a secret that was exported in clear", () => {
    const tags = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"hunter2"',
    };
    const [vpc] = exportOf([{ ...VPC, inputs: { tags } }]).resources;
    assert.deepEqual(vpc?.inputs["tags"], new Unknown([`${VPC.urn}#tags (secret)`]));
  });

  it("leaves out what waits for its deletion, and keeps its successor", () => {
    const stack = exportOf([
      { ...VPC, id: "vpc-2", outputs: {} },
      { ...VPC, delete: true },
    ]);
    assert.deepEqual(
      stack.resources.map(({ outputs }) => outputs["id"]),
      ["vpc-2"],
    );
  });

  it("knows no outputs of what was deleted to be made again", () => {
    const [vpc] = exportOf([{ ...VPC, pendingReplacement: true }]).resources;
    assert.deepEqual(vpc?.outputs, {});
    assert.equal(vpc.change, "replace");
  });

  it("is incomplete after an interrupted deployment", () => {
    const stack = exportOf([VPC], {
      pending_operations: [{ resource: { ...VPC, id: "" }, type: "creating" }],
    });
    assert.deepEqual(stack.incomplete, [
      `A deployment was interrupted while creating ${VPC.urn}, so nobody knows whether that happened; run \`pulumi refresh\` and export the stack again.`,
    ]);
  });

  it("is incomplete without resources", () => {
    assert.equal(exportOf([]).incomplete.length, 1);
    assert.equal(exportOf([]).name, "e.json");
  });

  it("tells no account where ARNs name several", () => {
    const other = {
      ...VPC,
      urn: `${VPC.urn}2`,
      outputs: { arn: "arn:aws:ec2:eu-west-1:444455556666:vpc/vpc-2" },
    };
    assert.equal(exportOf([VPC]).account, "111122223333");
    assert.equal(exportOf([VPC, other]).account, undefined);
  });
});

describe("readDeploymentFile", () => {
  const preview = "`pulumi preview --json --show-sames`";
  const either = `give the output of ${preview} or of \`pulumi stack export\``;
  const events = `is a stream of engine events, which does not say what depends on what; unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW and run ${preview}`;
  const again = "write the file again and check that the command succeeded";
  const cases: readonly (readonly [string, string, string])[] = [
    ["an empty file", " \n", `is empty; ${either}`],
    [
      "a truncated file",
      '{"version": 3, "deployment": {',
      `ends in the middle of a JSON document; ${again}`,
    ],
    [
      "a file cut off in a text",
      '{"version": "3',
      `ends in the middle of a JSON document; ${again}`,
    ],
    [
      "YAML",
      "name: acme\nruntime: nodejs\n",
      `is not JSON: it starts with "name: acme"; ${either}`,
    ],
    [
      "words before the JSON",
      'Previewing update (dev):\n{"steps": []}',
      'is not JSON: it starts with "Previewing update (dev):"; keep only the JSON that `pulumi preview --json` writes to standard output',
    ],
    ["a list", "[]", `holds a list and no deployment; ${either}`],
    ["null", "null", `holds null and no deployment; ${either}`],
    ["a number", '"5"', `holds a string and no deployment; ${either}`],
    [
      "something else",
      '{"name": "x"}',
      `is a JSON object with the keys name, neither a preview nor a stack export; ${either}`,
    ],
    [
      "nothing much",
      "{}",
      `is a JSON object with no keys, neither a preview nor a stack export; ${either}`,
    ],
    [
      "a version before 3",
      '{"version": 2, "deployment": {}}',
      "is a stack export of version 2, and versions 3 and 4 can be read; run `pulumi up` or `pulumi refresh` once with a current CLI and export the stack again",
    ],
    [
      "a later version",
      '{"version": 5, "deployment": {}}',
      "is a stack export of version 5, and versions 3 and 4 can be read; use a newer version of this tool",
    ],
    [
      "a backend's state file",
      '{"version": 3, "checkpoint": {}}',
      "is the state file of a backend; run `pulumi stack export` and give its output",
    ],
    [
      "an update plan",
      '{"manifest": {}, "resourcePlans": {}}',
      `is an update plan, which holds no dependencies; run ${preview} and give its output`,
    ],
    ["several engine events", readFileSync(join(FIXTURES, "engine-events.ndjson"), "utf8"), events],
    ["one engine event", '{"sequence":0,"timestamp":1}', events],
  ];

  for (const [what, text, problem] of cases) {
    it(`refuses ${what} with one sentence`, () => {
      assert.throws(() => readDeploymentFile(text, "given.json"), {
        name: "UnreadableDeployment",
        message: `given.json: ${problem}`,
      });
    });
  }

  it("calls standard input by its name", () => {
    assert.throws(() => readDeploymentFile("", "-"), {
      message: `standard input: is empty; ${either}`,
    });
  });

  it("reads a version 4 export and one with a byte order mark", () => {
    const text = JSON.stringify({
      version: 4,
      features: ["views"],
      deployment: { resources: [VPC] },
    });
    assert.equal(readDeploymentFile(`\uFEFF${text}`, "e.json").resources.length, 1);
  });
});
