import assert from "node:assert/strict";
import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import { Platform, type PlatformArgs } from "../../../components";
import { executionRolePolicy } from "../../../mwaa/documents/execution-role";
import { toJson } from "../../../mwaa/documents/statement";
import { resolveSettings } from "../../../mwaa/settings/resolve";
import type { SettingsInput } from "../../../mwaa/settings/types";
import { record, type Recording, UNKNOWN } from "../../helpers/mocks";

const ENVIRONMENT = "aws:mwaa/environment:Environment";
const KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234";
const ROLE_ARN = "arn:aws:iam::123456789012:role/airflow";

const EXISTING = {
  network: {
    kind: "existing",
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupIds: ["sg-1"],
  },
  bucket: { existing: "airflow-dags" },
  key: { existing: KEY_ARN },
  executionRole: { existing: ROLE_ARN },
} as const;

function argsFor(input: Partial<SettingsInput>): PlatformArgs {
  return {
    ...resolveSettings({ name: "airflow", airflowVersion: "3.2.1", ...input }, "eu-west-1"),
    account: "123456789012",
  };
}

async function platformWith(
  input: Partial<SettingsInput> = {},
  opts: () => pulumi.ComponentResourceOptions = () => ({}),
): Promise<Recording> {
  const { recording } = await record(() => new Platform("airflow", argsFor(input), opts()), {
    preview: true,
  });
  return recording;
}

describe("Platform", () => {
  for (const preset of ["quick-start", "production"] as const) {
    it(`names all resources of ${preset} after itself, and asks the provider nothing`, async () => {
      const recording = await platformWith({ preset });
      const astray = recording.registrations.filter(
        ({ name }) => name !== "airflow" && !name.startsWith("airflow-"),
      );
      assert.deepEqual(astray, []);
      assert.deepEqual(recording.calls, []);
    });

    it(`names each resource of ${preset} after the component that it is part of`, async () => {
      const recording = await platformWith({ preset });
      for (const { name, parent } of recording.registrations) {
        assert.ok(parent === "" || name === parent || name.startsWith(`${parent}-`), name);
      }
    });

    it(`tags whatever of ${preset} can have tags`, async () => {
      const recording = await platformWith({ preset, tags: { team: "data" } });
      const untagged = recording.registrations
        .filter(({ custom, inputs }) => {
          const tags = inputs["tags"] as Record<string, unknown> | undefined;
          return custom && tags?.["team"] !== "data";
        })
        .map((each) => each.type);
      const cannot = [
        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
        "aws:ec2/route:Route",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:kms/alias:Alias",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketVersioning:BucketVersioning",
      ];
      assert.deepEqual(
        [...new Set(untagged)].filter((type) => !cannot.includes(type)),
        [],
      );
    });
  }

  it("starts the environment after everything that it would fail without", async () => {
    const { dependencies } = (await platformWith({ preset: "production" })).only(ENVIRONMENT);
    assert.deepEqual(dependencies, [
      "airflow-bucket",
      "airflow-bucket-encryption",
      "airflow-bucket-lifecycle",
      "airflow-bucket-ownership",
      "airflow-bucket-policy",
      "airflow-bucket-public-access-block",
      "airflow-bucket-versioning",
      "airflow-files-dags/environment_report.py",
      "airflow-files-dags/hello_mwaa.py",
      "airflow-key",
      "airflow-key-use-attachment",
      "airflow-logs-DAGProcessing",
      "airflow-logs-Scheduler",
      "airflow-logs-Task",
      "airflow-logs-WebServer",
      "airflow-logs-Worker",
      "airflow-network-private-1",
      "airflow-network-private-1-association",
      "airflow-network-private-1-default-route",
      "airflow-network-private-2",
      "airflow-network-private-2-association",
      "airflow-network-private-2-default-route",
      "airflow-network-public-1-association",
      "airflow-network-public-2-association",
      "airflow-network-public-default-route",
      "airflow-network-s3-endpoint-private-1",
      "airflow-network-s3-endpoint-private-2",
      "airflow-network-security-group",
      "airflow-network-security-group-from-itself",
      "airflow-network-security-group-to-ipv4",
      "airflow-role",
      "airflow-role-policy-attachment",
    ]);
  });

  it("shows every document of production in a preview, but the one that holds the new key's ARN", async () => {
    const recording = await platformWith({ preset: "production" });
    const unknown = recording.registrations
      .filter(({ inputs }) => [inputs["policy"], inputs["assumeRolePolicy"]].includes(UNKNOWN))
      .map((each) => each.name);
    assert.deepEqual(unknown, ["airflow-key-use"]);
  });

  it("shows name, role and bucket of the environment in a preview", async () => {
    const recording = await platformWith();
    const { inputs, propertyDependencies } = recording.only(ENVIRONMENT);
    assert.match(String(inputs["executionRoleArn"]), /:role\/service-role\/AmazonMWAA-airflow-/);
    assert.match(String(inputs["sourceBucketArn"]), /^arn:aws:s3:::airflow-airflow-/);
    assert.deepEqual(propertyDependencies["executionRoleArn"], ["airflow-role"]);
    assert.deepEqual(propertyDependencies["sourceBucketArn"], ["airflow-bucket"]);
  });

  it("lets the role's policy name the bucket that is made", async () => {
    const recording = await platformWith();
    const bucketName = String(recording.only("aws:s3/bucket:Bucket").inputs["bucket"]);
    assert.equal(
      recording.only("aws:iam/policy:Policy").inputs["policy"],
      toJson(
        executionRolePolicy({
          place: { partition: "aws", region: "eu-west-1", account: "123456789012" },
          environmentName: "airflow",
          bucketName,
          encryption: "aws-owned",
        }),
      ),
    );
  });

  it("makes nothing that exists already", async () => {
    const recording = await platformWith(EXISTING);
    assert.deepEqual(recording.counts(), {
      [ENVIRONMENT]: 1,
      "aws:cloudwatch/logGroup:LogGroup": 5,
      "aws:s3/bucketObjectv2:BucketObjectv2": 2,
    });
    const { inputs } = recording.only(ENVIRONMENT);
    assert.equal(inputs["kmsKey"], KEY_ARN);
    assert.equal(inputs["executionRoleArn"], ROLE_ARN);
    assert.equal(inputs["sourceBucketArn"], "arn:aws:s3:::airflow-dags");
  });

  it("lets a new role use an existing key, and a new key admit an existing role", async () => {
    const withKey = await platformWith({ key: { existing: KEY_ARN } });
    assert.ok(
      String(withKey.only("aws:iam/policy:Policy").inputs["policy"]).includes(`"${KEY_ARN}"`),
    );
    const withRole = await platformWith({ key: {}, executionRole: { existing: ROLE_ARN } });
    assert.ok(String(withRole.only("aws:kms/key:Key").inputs["policy"]).includes(`"${ROLE_ARN}"`));
    assert.deepEqual(withRole.ofType("aws:iam/policy:Policy"), []);
  });

  it("protects the environment and what holds its data, and nothing else", async () => {
    const recording = await platformWith({ preset: "production" });
    const isProtected = (type: string): boolean => recording.only(type).protect;
    assert.equal(isProtected(ENVIRONMENT), true);
    assert.equal(isProtected("aws:s3/bucket:Bucket"), true);
    assert.equal(isProtected("aws:kms/key:Key"), true);
    assert.equal(isProtected("aws:ec2/vpc:Vpc"), false);
    const unprotected = await platformWith();
    assert.ok(unprotected.registrations.every((each) => !each.protect));
  });

  it("hands its provider to every resource and to every question", async () => {
    const recording = await platformWith({ preset: "production" }, () => ({
      provider: new Provider("elsewhere", { region: "eu-west-1" }),
    }));
    const others = recording.registrations.filter(
      ({ custom, type, provider }) =>
        custom && type !== "pulumi:providers:aws" && !provider.includes("::elsewhere::"),
    );
    assert.deepEqual(others, []);
  });
});
