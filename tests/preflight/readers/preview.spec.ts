import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource, Stack } from "../../../preflight/model/resource";
import { readPreview } from "../../../preflight/readers/preview";
import { readDeploymentFile } from "../../../preflight/readers/told-apart";
import { UnreadableDeployment } from "../../../preflight/readers/unreadable";
import { Unknown } from "../../../reasoning/known";

const FIXTURES = join(__dirname, "../../fixtures/doors");

function captured(file: string): Stack {
  return readDeploymentFile(readFileSync(join(FIXTURES, file), "utf8"), file);
}

function named(stack: Stack, name: string): Resource {
  const found = stack.resources.find((each) => each.name === name);
  assert.ok(found, `${name} is in ${stack.name}`);
  return found;
}

const PLATFORM = "urn:pulumi:prod::acme::acme:index:Platform";

describe("readPreview", () => {
  describe("of a new stack", () => {
    const stack = captured("preview-of-a-new-stack.json");

    it("takes the stack's name from its URNs and the region from the configuration", () => {
      assert.equal(stack.name, "acme/prod");
      assert.equal(stack.door, "preview");
      assert.equal(stack.region, "eu-west-1");
      assert.equal(stack.account, undefined);
      assert.deepEqual(stack.incomplete, []);
    });

    it("holds one resource for each step, component and stack among them", () => {
      assert.deepEqual(
        stack.resources.map(({ name }) => name).sort(),
        [
          ...["acme-prod", "airflow", "dag", "dags", "dags-block", "dags-versioning", "group"],
          ...["platform", "private-0", "private-1", "role", "role-policy", "vpc"],
        ].sort(),
      );
      assert.equal(named(stack, "platform").custom, false);
      assert.equal(named(stack, "airflow").parent, `${PLATFORM}::platform`);
    });

    it("gives unknown ids as unknowns that name their place, with the edges that explain them", () => {
      const airflow = named(stack, "airflow");
      const subnet = (i: number) => `${PLATFORM}$aws:ec2/subnet:Subnet::private-${i}`;
      assert.deepEqual(airflow.inputs["networkConfiguration"], {
        securityGroupIds: [new Unknown([`${airflow.urn}#networkConfiguration.securityGroupIds.0`])],
        subnetIds: [0, 1].map(
          (i) => new Unknown([`${airflow.urn}#networkConfiguration.subnetIds.${i}`]),
        ),
      });
      assert.deepEqual(
        [...(airflow.propertyDependencies["networkConfiguration"] ?? [])].sort(),
        [`${PLATFORM}$aws:ec2/securityGroup:SecurityGroup::group`, subnet(0), subnet(1)].sort(),
      );
    });

    it("keeps a known reference as text beside its edge", () => {
      const block = named(stack, "dags-block");
      assert.equal(block.inputs["bucket"], "acme-airflow-dags");
      assert.deepEqual(block.propertyDependencies["bucket"], [
        `${PLATFORM}$aws:s3/bucket:Bucket::dags`,
      ]);
    });

    it("makes a policy document unknown as a whole if one part of it is", () => {
      assert.ok(named(stack, "role-policy").inputs["policy"] instanceof Unknown);
    });

    it("never knows a secret", () => {
      const { urn, inputs } = named(stack, "airflow");
      assert.deepEqual(
        inputs["airflowConfigurationOptions"],
        new Unknown([`${urn}#airflowConfigurationOptions (secret)`]),
      );
    });

    it("drops the provider's own marks on every level", () => {
      assert.deepEqual(named(stack, "dags-versioning").inputs["versioningConfiguration"], {
        status: "Enabled",
      });
      assert.equal("__defaults" in named(stack, "vpc").inputs, false);
    });

    it("reads options, timeouts in seconds and the place in the program", () => {
      const airflow = named(stack, "airflow");
      assert.deepEqual(airflow.customTimeouts, { create: 10800, delete: 7200 });
      assert.deepEqual(airflow.ignoreChanges, ["tags"]);
      assert.equal(airflow.protect, false);
      assert.equal(airflow.change, "create");
      assert.deepEqual(airflow.outputs, {});
      assert.equal(airflow.previousInputs, undefined);
      assert.equal(airflow.source?.file, "index.js");
      assert.equal(named(stack, "acme-prod").source, undefined);
    });
  });

  describe("of an update", () => {
    const whole = captured("preview-of-an-update-with-sames.json");

    it("says how many unchanged resources are left out and how to get them", () => {
      assert.deepEqual(captured("preview-of-an-update.json").incomplete, [
        "The preview leaves out 12 unchanged resources; run `pulumi preview --json --show-sames` to judge the whole stack.",
      ]);
      assert.deepEqual(whole.incomplete, []);
    });

    it("leaves out what the deployment deletes", () => {
      assert.equal(
        whole.resources.some(({ name }) => name === "audit"),
        false,
      );
    });

    it("knows all outputs of an unchanged resource", () => {
      const bucket = named(whole, "dags");
      assert.equal(bucket.change, "same");
      assert.equal(bucket.outputs["arn"], "arn:aws:s3:::acme-airflow-dags");
      assert.equal(bucket.outputs["id"], "acme-airflow-dags");
    });

    it("knows of an updated resource only what names it, and its inputs before and after", () => {
      const airflow = named(whole, "airflow");
      assert.equal(airflow.change, "update");
      assert.deepEqual(airflow.outputs, {
        arn: "arn:aws:airflow:eu-west-1:123456789012:environment/acme",
        id: "acme",
      });
      assert.equal(airflow.inputs["environmentClass"], "mw1.medium");
      assert.equal(airflow.previousInputs?.["environmentClass"], "mw1.small");
      assert.equal(airflow.protect, true);
    });

    it("gives an imported resource its id, and a read one as read", () => {
      assert.deepEqual(named(whole, "adopted").outputs, { id: "acme-adopted" });
      assert.equal(named(whole, "adopted").change, "import");
      assert.equal(named(whole, "logs").change, "read");
      assert.equal(named(whole, "logs").outputs["id"], "acme-logs");
      assert.equal(named(whole, "kept").retainOnDelete, true);
    });

    it("learns the account from the ARNs of what is there already", () => {
      assert.equal(whole.account, "123456789012");
    });
  });

  it("makes one resource of the steps of a replacement, without its old outputs", () => {
    const stack = captured("preview-of-a-replacement.json");
    const airflows = stack.resources.filter(({ name }) => name === "airflow");
    assert.equal(airflows.length, 1);
    const [airflow] = airflows;
    assert.equal(airflow?.change, "replace");
    assert.equal(airflow.inputs["name"], "acme2");
    assert.equal(airflow.previousInputs?.["name"], "acme");
    assert.deepEqual(airflow.outputs, {});
    assert.deepEqual(stack.incomplete, []);
  });

  it("takes a refreshed resource without another step for unchanged", () => {
    const stack = captured("preview-after-a-refresh.json");
    assert.deepEqual(stack.incomplete, []);
    assert.equal(named(stack, "vpc").change, "same");
    assert.equal(named(stack, "airflow").change, "update");
    assert.equal(named(stack, "airflow").inputs["environmentClass"], "mw1.medium");
  });

  it("says that a failed preview may lack resources", () => {
    assert.deepEqual(captured("preview-that-failed.json").incomplete, [
      "The preview ended with an error, so resources may be missing from it: Unhandled exception: Error: no such thing; mend the program and run `pulumi preview --json --show-sames` again.",
    ]);
  });

  it("keeps an explicit provider as a resource that others refer to, and learns the account from it", () => {
    const stack = captured("preview-with-an-explicit-provider.json");
    const provider = named(stack, "owner");
    assert.equal(provider.inputs["region"], "eu-west-1");
    assert.ok(named(stack, "vpc").provider?.startsWith(`${provider.urn}::`));
    assert.equal(stack.account, "123456789012");
  });

  it("does not count a resource that the preview was not targeted at and that does not exist", () => {
    const urn = "urn:pulumi:dev::acme::aws:ec2/vpc:Vpc::vpc";
    const state = { urn, type: "aws:ec2/vpc:Vpc", custom: true };
    const step = { op: "same", urn, oldState: state, newState: state };
    const existing = { ...step, oldState: { ...state, id: "vpc-1" } };
    const read = (each: object) => readPreview({ steps: [each] }, "p.json").resources.length;
    assert.deepEqual([read(step), read(existing)], [0, 1]);
  });

  it("calls a preview without resources incomplete", () => {
    assert.equal(readPreview({ steps: [] }, "p.json").incomplete.length, 1);
  });

  it("names the first fault of a document that was edited", () => {
    assert.throws(
      () => readPreview({ steps: [{ op: "create" }] }, "p.json"),
      new UnreadableDeployment(
        "p.json",
        "is a preview, but at steps.0.urn: Invalid input: expected string, received undefined",
        "write the file again with the Pulumi CLI and do not edit it",
      ),
    );
  });
});
