import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ENGINE_CACHE } from "./paths";
import { Store } from "./provider/cloud/store";
import { Provider } from "./provider/provider";
import { Catalogue } from "./provider/schema/catalogue";
import { UNKNOWN, show } from "./provider/wire";
import type { JsonObject } from "./provider/wire";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));
const SEED = new Uint8Array([1, 2, 3]);
const VPC = { token: "aws:ec2/vpc:Vpc", name: "vpc" };
const ENVIRONMENT = { token: "aws:mwaa/environment:Environment", name: "environment" };

const ENVIRONMENT_INPUTS: JsonObject = {
  name: "demo",
  dagS3Path: "dags",
  executionRoleArn: "arn:aws:iam::000000000000:role/demo",
  sourceBucketArn: "arn:aws:s3:::demo",
  networkConfiguration: { securityGroupIds: ["sg-1"], subnetIds: ["subnet-1", "subnet-2"] },
};

describe("the test provider", () => {
  let folder: string;
  let provider: Provider;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mwaa-provider-"));
    const catalogue = new Catalogue(SDK, path.join(ENGINE_CACHE, "schema", "specs"));
    provider = new Provider(catalogue, new Store(path.join(folder, "cloud.json")), "000000000000");
    provider.configure({ region: "eu-central-1" });
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const reasons = (subject: { token: string; name: string }, news: JsonObject): readonly string[] =>
    provider.check(subject, {}, news, SEED).refusals.map((refusal) => refusal.reason);

  describe("check", () => {
    it("refuses a type that @pulumi/aws does not declare", () => {
      assert.throws(() => reasons({ token: "aws:mwaa/cluster:Cluster", name: "x" }, {}), {
        message: "unrecognized resource type (Check): aws:mwaa/cluster:Cluster",
      });
    });

    const cases: readonly (readonly [string, JsonObject, readonly string[]])[] = [
      ["what is right", {}, []],
      [
        "an unknown name",
        { enviromentClass: "mw1.small" },
        ["Invalid or unknown key. Examine values at 'environment.enviromentClass'."],
      ],
      [
        "an unknown nested name",
        { loggingConfiguration: { taskLogs: { enabled: true, level: "INFO" } } },
        [
          "Invalid or unknown key. Examine values at 'environment.loggingConfiguration.taskLogs.level'.",
        ],
      ],
      [
        "a missing required property",
        { dagS3Path: null },
        ["Missing required property 'dagS3Path'"],
      ],
      [
        "a missing nested property",
        { networkConfiguration: { subnetIds: ["subnet-1", "subnet-2"] } },
        ["Missing required property 'networkConfiguration.securityGroupIds'"],
      ],
      [
        "an object where a text belongs",
        { environmentClass: { size: "small" } },
        [
          "Incorrect attribute value type: string expected, got an object. Examine values at 'environment.environmentClass'.",
        ],
      ],
      ["a value that is not known yet", { environmentClass: UNKNOWN }, []],
      [
        "too many web servers",
        { maxWebservers: 6 },
        ["expected maxWebservers to be in the range (1 - 5), got 6"],
      ],
    ];
    for (const [what, change, expected] of cases) {
      it(`says about ${what}: ${expected[0] ?? "nothing"}`, () => {
        assert.deepEqual(reasons(ENVIRONMENT, { ...ENVIRONMENT_INPUTS, ...change }), expected);
      });
    }

    it("fills in defaults and all tags, and marks what it filled in", () => {
      provider.configure({ region: "eu-central-1", defaultTags: { tags: { owner: "data" } } });
      const { inputs } = provider.check(
        VPC,
        {},
        { cidrBlock: "10.0.0.0/16", tags: { Name: "v" } },
        SEED,
      );
      assert.deepEqual(inputs, {
        __defaults: ["assignGeneratedIpv6CidrBlock", "enableDnsSupport", "instanceTenancy"],
        assignGeneratedIpv6CidrBlock: false,
        cidrBlock: "10.0.0.0/16",
        enableDnsSupport: true,
        instanceTenancy: "default",
        tags: { __defaults: [], Name: "v" },
        tagsAll: { __defaults: [], owner: "data", Name: "v" },
      });
    });

    it("gives an automatic name once and keeps it afterwards", () => {
      const role = { token: "aws:iam/role:Role", name: "worker" };
      const first = provider.check(role, {}, { assumeRolePolicy: "{}" }, SEED).inputs;
      assert.match(show(first["name"]), /^worker-[0-9a-f]{7}$/);
      const second = provider.check(role, first, { assumeRolePolicy: "{}" }, new Uint8Array([9]));
      assert.equal(second.inputs["name"], first["name"]);
    });

    it("turns a policy document that is an object to text", () => {
      const role = { token: "aws:iam/role:Role", name: "worker" };
      const document = { Version: "2012-10-17", Statement: [] };
      const { inputs, refusals } = provider.check(role, {}, { assumeRolePolicy: document }, SEED);
      assert.deepEqual(refusals, []);
      assert.equal(inputs["assumeRolePolicy"], JSON.stringify(document));
    });
  });

  describe("diff", () => {
    const STATE: JsonObject = {
      ...ENVIRONMENT_INPUTS,
      airflowVersion: "2.10.3",
      environmentClass: "mw1.small",
      maxWorkers: 10,
      loggingConfiguration: {
        taskLogs: { cloudWatchLogGroupArn: "arn:…", enabled: true, logLevel: "INFO" },
      },
    };
    const cases: readonly (readonly [string, JsonObject, Readonly<Record<string, boolean>>])[] = [
      ["nothing", {}, {}],
      ["a count", { maxWorkers: 5 }, { maxWorkers: false }],
      [
        "a log level",
        { loggingConfiguration: { taskLogs: { enabled: true, logLevel: "ERROR" } } },
        { "loggingConfiguration.taskLogs.logLevel": false },
      ],
      ["the name", { name: "other" }, { name: true }],
      ["the key", { kmsKey: "arn:aws:kms:eu-central-1:000000000000:key/1" }, { kmsKey: true }],
      ["who manages endpoints", { endpointManagement: "CUSTOMER" }, { endpointManagement: true }],
      ["a minor version", { airflowVersion: "2.11.0" }, { airflowVersion: false }],
      ["a lower version", { airflowVersion: "2.9.2" }, { airflowVersion: false }],
      ["a major version", { airflowVersion: "3.2.1" }, { airflowVersion: true }],
      [
        "the subnets",
        {
          networkConfiguration: { securityGroupIds: ["sg-1"], subnetIds: ["subnet-1", "subnet-3"] },
        },
        { "networkConfiguration.subnetIds": true },
      ],
      [
        "the groups",
        {
          networkConfiguration: { securityGroupIds: ["sg-2"], subnetIds: ["subnet-1", "subnet-2"] },
        },
        { "networkConfiguration.securityGroupIds": false },
      ],
      [
        "only the order of subnets",
        {
          networkConfiguration: { securityGroupIds: ["sg-1"], subnetIds: ["subnet-2", "subnet-1"] },
        },
        {},
      ],
      [
        "a value that is not known yet",
        { requirementsS3ObjectVersion: UNKNOWN },
        { requirementsS3ObjectVersion: false },
      ],
    ];
    for (const [what, change, expected] of cases) {
      it(`tells what changing ${what} does`, () => {
        const news = { ...ENVIRONMENT_INPUTS, ...change };
        const { changes } = provider.diff(ENVIRONMENT, STATE, ENVIRONMENT_INPUTS, news, []);
        const replaced = [...changes].map(([key, { replaces }]) => [key, replaces] as const);
        assert.deepEqual(Object.fromEntries(replaced), expected);
      });
    }

    it("deletes first where the name is fixed, and not where it is automatic", () => {
      const change = { kmsKey: "arn:aws:kms:eu-central-1:000000000000:key/1" };
      const fixed = { ...ENVIRONMENT_INPUTS, ...change, __defaults: [] };
      const automatic = { ...fixed, __defaults: ["name"] };
      const first = (news: JsonObject): boolean =>
        provider.diff(ENVIRONMENT, STATE, ENVIRONMENT_INPUTS, news, []).deleteBeforeReplace;
      assert.deepEqual([first(fixed), first(automatic)], [true, false]);
    });

    it("lets changes be ignored", () => {
      const news = { ...ENVIRONMENT_INPUTS, maxWorkers: 5 };
      const { changes } = provider.diff(ENVIRONMENT, STATE, ENVIRONMENT_INPUTS, news, [
        "maxWorkers",
      ]);
      assert.equal(changes.size, 0);
    });
  });

  describe("create and delete", () => {
    it("promise every output that @pulumi/aws declares", async () => {
      const { state } = await provider.create(VPC, { cidrBlock: "10.0.0.0/16" }, 0);
      const catalogue = new Catalogue(SDK, path.join(ENGINE_CACHE, "schema", "specs"));
      const promised = Object.entries(catalogue.resource(VPC.token)?.outputs ?? {})
        .filter(([, output]) => output.required)
        .map(([key]) => key);
      assert.ok(promised.length > 10);
      assert.deepEqual(
        promised.filter((key) => state[key] === undefined),
        [],
      );
    });

    it("refuse what names something that does not exist", async () => {
      const subnet = { token: "aws:ec2/subnet:Subnet", name: "subnet" };
      const inputs = { cidrBlock: "10.0.0.0/24", vpcId: "vpc-0123456789abcdef0" };
      await assert.rejects(provider.create(subnet, inputs, 0), {
        message: "InvalidID.NotFound: The ID 'vpc-0123456789abcdef0' does not exist",
      });
    });

    it("refuse to delete what is in use, and then delete it in the right order", async () => {
      const vpc = await provider.create(VPC, { cidrBlock: "10.0.0.0/16" }, 0);
      const group = { token: "aws:ec2/securityGroup:SecurityGroup", name: "group" };
      const made = await provider.create(group, { vpcId: vpc.id, name: "g" }, 0);
      await assert.rejects(provider.delete(VPC, vpc.id, 0), /DependencyViolation/);
      await provider.delete(group, made.id, 0);
      await provider.delete(VPC, vpc.id, 0);
      assert.equal(provider.read(VPC, vpc.id), undefined);
    });

    it("refuse a key policy that names a role which is not there", async () => {
      const key = { token: "aws:kms/key:Key", name: "key" };
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: {
              AWS: ["arn:aws:iam::000000000000:root", "arn:aws:iam::000000000000:role/late"],
            },
            Action: "kms:*",
            Resource: "*",
          },
        ],
      });
      await assert.rejects(provider.create(key, { policy }, 0), {
        message:
          "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
      });
    });
  });

  describe("invoke", () => {
    it("answers from account and region", () => {
      const identity = provider.invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
      assert.equal(identity.result["accountId"], "000000000000");
      const zones = provider.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {});
      assert.deepEqual(zones.result["names"], ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
      assert.deepEqual(zones.result["zoneIds"], ["euc1-az2", "euc1-az3", "euc1-az1"]);
    });

    it("refuses functions that do not exist or that it does not play", () => {
      for (const token of ["aws:index/getNothing:getNothing", "aws:ec2/getAmi:getAmi"]) {
        assert.throws(() => provider.invoke(token, {}), {
          message: `unrecognized data function (Invoke): ${token}`,
        });
      }
    });
  });

  describe("configure", () => {
    it("wants a region and an allowed account", () => {
      assert.throws(() => {
        provider.configure({});
      }, /missing a required configuration key/);
      assert.throws(
        () => {
          provider.configure({ region: "eu-central-1", allowedAccountIds: ["111122223333"] });
        },
        { message: "AWS account ID not allowed: 000000000000" },
      );
    });
  });
});
