import assert from "node:assert/strict";

import type { CloudRecord } from "./provider/cloud/records";
import { STANDING_ALONE, isProtected, openStack } from "./product";
import { awaitedBy, changesIn, exportOf, previewOf } from "./states";
import type { StateResource } from "./states";
import type { Workspace } from "./workspace";

const ENVIRONMENT = "aws:mwaa/environment:Environment";

/** What an environment needs to be finished before it starts, wherever a stack has it. */
const NEEDED = [
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
];

function of(resources: readonly StateResource[], type: string): readonly StateResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Of roles' policies and log groups, only the environment's own are needed by it. */
function servesEnvironment(
  resource: StateResource,
  environment: StateResource | undefined,
): boolean {
  const { inputs = {}, type } = resource;
  if (type.startsWith("aws:iam/")) {
    const role = environment?.inputs?.["executionRoleArn"];
    return typeof role === "string" && role.endsWith(`/${String(inputs["role"])}`);
  }
  if (type === "aws:cloudwatch/logGroup:LogGroup") {
    const logging = JSON.stringify(environment?.outputs?.["loggingConfiguration"]);
    return logging.includes(`:log-group:${String(inputs["name"])}"`);
  }
  return true;
}

function keyOf(record: Pick<CloudRecord, "token" | "id">): string {
  return `${record.token} ${record.id}`;
}

function inAccount(workspace: Workspace): readonly string[] {
  return workspace.cloud().records.map(keyOf).sort();
}

for (const stack of STANDING_ALONE) {
  describe(`the stack ${stack}`, () => {
    let workspace: Workspace;
    let resources: readonly StateResource[] = [];

    before(async () => {
      workspace = await openStack(stack);
    });

    after(() => {
      workspace.dispose();
    });

    // Each step stands on the one before.
    beforeEach(function () {
      const before = this.currentTest?.parent?.tests ?? [];
      if (before.some((test) => test.state === "failed")) this.skip();
    });

    it("previews as nothing but creations, and creates nothing", async () => {
      const { changeSummary } = await previewOf(workspace);
      assert.deepEqual(Object.keys(changeSummary), ["create"]);
      assert.ok((changeSummary["create"] ?? 0) > 30, JSON.stringify(changeSummary));
      assert.deepEqual(inAccount(workspace), []);
    });

    it("comes up, and its environment goes from CREATING to AVAILABLE", async () => {
      await workspace.succeed("up", "--yes", "--skip-preview");
      resources = await exportOf(workspace);
      const states = workspace.cloud().events.filter((event) => event.action === "status");
      assert.deepEqual(
        states.map((event) => event.detail),
        ["CREATING", "AVAILABLE"],
      );
      const [environment] = of(resources, ENVIRONMENT);
      assert.equal(environment?.outputs?.["status"], "AVAILABLE");
      assert.equal(environment.protect === true, isProtected(stack));
    });

    it("starts its environment after everything that it needs", () => {
      const [environment] = of(resources, ENVIRONMENT);
      const awaited = awaitedBy(resources, environment?.urn ?? "");
      const needed = NEEDED.flatMap((type) => of(resources, type)).filter((resource) =>
        servesEnvironment(resource, environment),
      );
      assert.ok(needed.length > 10, "the stack has what environments need");
      const early = needed.filter((resource) => !awaited.has(resource.urn));
      assert.deepEqual(
        early.map((resource) => resource.urn),
        [],
      );
    });

    it("shows no drift when it is refreshed", async () => {
      await workspace.succeed("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    });

    it("changes nothing when it is deployed again", async () => {
      const events = workspace.cloud().events.length;
      await workspace.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
      assert.equal(workspace.cloud().events.length, events);
    });

    it("updates its environment in place, and nothing else, when a count changes", async () => {
      const [environment] = of(resources, ENVIRONMENT);
      const workers = Number(environment?.inputs?.["maxWorkers"]) + 1;
      await workspace.succeed("config", "set", "mwaa:maxWorkers", String(workers));
      const events = workspace.cloud().events.length;
      await workspace.succeed("up", "--yes", "--skip-preview");
      const happened = workspace.cloud().events.slice(events);
      assert.deepEqual(
        happened.map((event) => `${event.action} ${event.token} ${event.detail ?? ""}`.trim()),
        [
          `status ${ENVIRONMENT} UPDATING`,
          `status ${ENVIRONMENT} AVAILABLE`,
          `update ${ENVIRONMENT}`,
        ],
      );
      assert.deepEqual(changesIn(await previewOf(workspace)), []);
    });

    if (isProtected(stack)) {
      it("is protected from destruction, and loses nothing then", async () => {
        const before = inAccount(workspace);
        // With its preview, as people run it: without, the engine deletes what is not protected first.
        const { result, text } = await workspace.pulumi("destroy", "--yes");
        assert.notEqual(result.exitCode, 0);
        assert.match(text, /protected/);
        assert.ok(before.some((key) => key.startsWith(ENVIRONMENT)));
        assert.deepEqual(inAccount(workspace), before);
      });

      it("refuses to replace its environment", async () => {
        const [environment] = of(resources, ENVIRONMENT);
        const { result, text } = await workspace.pulumi(
          "preview",
          "--config",
          "mwaa:name=another-name",
          "--config-file",
          `stacks/Pulumi.${stack}.yaml`,
        );
        assert.notEqual(result.exitCode, 0);
        assert.ok(text.includes(environment?.urn.split("::").at(-1) ?? "?"), text);
        assert.match(text, /protect/);
      });
    }

    it("is destroyed, and leaves only what it says it keeps", async () => {
      if (resources.some((resource) => resource.protect === true)) {
        await workspace.succeed("state", "unprotect", "--all", "--yes");
      }
      await workspace.succeed("destroy", "--yes", "--skip-preview");
      assert.deepEqual(await exportOf(workspace), []);
      const kept = resources
        .filter((resource) => resource.custom && resource.retainOnDelete === true)
        .map((resource) => keyOf({ token: resource.type, id: resource.id ?? "" }))
        .sort();
      assert.deepEqual(inAccount(workspace), kept);
    });
  });
}
