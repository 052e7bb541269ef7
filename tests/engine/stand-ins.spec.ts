import assert from "node:assert/strict";
import * as path from "node:path";

import { GetEnvironmentCommand, MWAAClient } from "@aws-sdk/client-mwaa";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";

import { ServiceEndpoints, accessKeyOf } from "./service-endpoints";
import { changesIn, exportOf, previewOf } from "./states";
import { TestCloud } from "./test-cloud";
import { makeEnvironment, makeNetwork, makeServiceEndpoints } from "./test-environment";
import { Workspace } from "./workspace";

const AT_ONCE = ["--yes", "--skip-preview"];
const ACCOUNT = "444455556666";
const CALLER = "111122223333";

describe("the stand-in for awsx", () => {
  let workspace: Workspace;

  beforeEach(async () => {
    workspace = new Workspace({ folder: path.join(__dirname, "programs/awsx-vpc") });
    await workspace.succeed("stack", "init", "dev");
    await workspace.succeed("config", "set", "aws:region", "eu-central-1");
  });

  afterEach(() => {
    workspace.dispose();
  });

  it("constructs a VPC that others find and read, and that goes again", async () => {
    await workspace.succeed("up", ...AT_ONCE);
    const resources = await exportOf(workspace);
    const component = resources.find(({ type }) => type === "awsx:ec2:Vpc");
    assert.equal(component?.custom, false);
    const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    const outputs = stack?.outputs ?? {};
    const subnets = outputs["privateSubnetIds"] as readonly string[];
    const { records } = workspace.cloud();
    assert.equal(outputs["cidrBlock"], "10.30.0.0/16");
    assert.deepEqual(
      records
        .filter(({ id }) => subnets.includes(id))
        .map(({ inputs }) => [inputs["vpcId"], inputs["mapPublicIpOnLaunch"]]),
      [0, 1].map(() => [outputs["vpcId"], false]),
    );
    assert.equal(
      records.filter(({ token }) => token === "aws:ec2/natGateway:NatGateway").length,
      1,
    );
    assert.deepEqual(changesIn(await previewOf(workspace)), []);

    // Another program looks up what is there now.
    const other = new Workspace({ folder: path.join(__dirname, "programs/existing") });
    try {
      other.changeCloud(() => workspace.cloud());
      await other.succeed("stack", "init", "dev");
      const settings = [
        "aws:region=eu-central-1",
        `vpcId=${String(outputs["vpcId"])}`,
        `subnetId=${subnets[0] ?? ""}`,
      ];
      await other.succeed("config", "set-all", ...settings.flatMap((s) => ["--plaintext", s]));
      await other.succeed("up", ...AT_ONCE);
      const found = (await exportOf(other)).find(({ type }) => type === "pulumi:pulumi:Stack");
      const nat = records.find(({ token }) => token === "aws:ec2/natGateway:NatGateway");
      assert.deepEqual(found?.outputs, {
        cidrBlock: "10.30.0.0/16",
        natGatewayIds: [nat?.id],
        zoneId: "euc1-az2",
      });
      await other.succeed("destroy", ...AT_ONCE);
      assert.equal(other.cloud().records.length, records.length);
    } finally {
      other.dispose();
    }

    await workspace.succeed("destroy", ...AT_ONCE);
    assert.deepEqual(workspace.cloud().records, []);
  });
});

describe("the test cloud's HTTP interface", () => {
  let cloud: TestCloud;
  let endpoints: ServiceEndpoints;

  before(async () => {
    cloud = new TestCloud();
    const account = cloud.account(ACCOUNT);
    const network = await makeNetwork(account);
    await makeServiceEndpoints(account, network);
    const { subnetIds, groupId } = network;
    await makeEnvironment(account, { name: "demo", subnetIds, securityGroupIds: [groupId] });
    for (const [name, action] of [
      ["reader", "airflow:GetEnvironment"],
      ["writer", "s3:PutObject"],
    ] as const) {
      const document = (statement: object): string =>
        JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
      const principal = { AWS: `arn:aws:iam::${CALLER}:root` };
      await account.make("iam.Role", {
        name,
        assumeRolePolicy: document({ Principal: principal, Action: "sts:AssumeRole" }),
      });
      await account.make("iam.RolePolicy", {
        role: name,
        policy: document({ Action: action, Resource: "*" }),
      });
    }
    endpoints = await ServiceEndpoints.start(cloud.store);
  });

  after(() => {
    endpoints.stop();
    cloud.dispose();
  });

  const ask = async (account: string, role?: string): Promise<string | undefined> => {
    const region = "eu-central-1";
    const own = { accessKeyId: accessKeyOf(account), secretAccessKey: "secret" };
    const credentials =
      role === undefined
        ? own
        : fromTemporaryCredentials({
            masterCredentials: own,
            params: { RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`, RoleSessionName: "spec" },
            clientConfig: { region, endpoint: endpoints.url },
          });
    const client = new MWAAClient({
      region,
      credentials,
      endpoint: endpoints.url,
      disableHostPrefix: true,
      maxAttempts: 1,
    });
    try {
      const { Environment } = await client.send(new GetEnvironmentCommand({ Name: "demo" }));
      return Environment?.Status;
    } finally {
      client.destroy();
    }
  };

  it("tells an account about its environments", async () => {
    assert.equal(await ask(ACCOUNT), "AVAILABLE");
  });

  it("tells another account nothing", async () => {
    await assert.rejects(ask(CALLER), { name: "ResourceNotFoundException" });
  });

  it("tells who assumes a role that may ask", async () => {
    assert.equal(await ask(CALLER, "reader"), "AVAILABLE");
  });

  it("refuses a role that may not ask, and one that does not trust the caller", async () => {
    await assert.rejects(ask(CALLER, "writer"), { name: "AccessDeniedException" });
    await assert.rejects(ask("777788889999", "reader"), { name: "AccessDenied" });
  });
});
