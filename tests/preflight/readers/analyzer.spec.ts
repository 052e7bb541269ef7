import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AnalyzedResource } from "../../../preflight/readers/analyzer";
import { readAnalyzedResource, readAnalyzedStack } from "../../../preflight/readers/analyzer";
import type { Resource } from "../../../preflight/model/resource";
import { Unknown } from "../../../reasoning/known";
import { unknownCheckingProxy } from "../../policies/proxy";

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_NUMBER = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
const BACKEND = "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend";
const STACK = "urn:pulumi:dev::acme::";

const OPTIONS: AnalyzedResource["opts"] = {
  protect: false,
  ignoreChanges: [],
  additionalSecretOutputs: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
};

const PROVIDER = {
  urn: `${STACK}pulumi:providers:aws::default_7_48_0`,
  type: "pulumi:providers:aws",
  name: "default_7_48_0",
  props: unknownCheckingProxy({ region: "eu-west-1" }),
};

/** A resource with its properties behind the proxy that the policy server puts there. */
function analyzed(
  type: string,
  props: object,
  more: Partial<AnalyzedResource> = {},
): AnalyzedResource {
  return {
    urn: `${STACK}${type}::it`,
    type,
    props: unknownCheckingProxy(props),
    opts: OPTIONS,
    provider: PROVIDER,
    ...more,
  };
}

function first(resources: readonly Resource[]): Resource {
  const [resource] = resources;
  assert.ok(resource);
  return resource;
}

describe("readAnalyzedResource", () => {
  it("reads past unknowns without throwing, on every level", () => {
    const given = analyzed("aws:ec2/subnet:Subnet", {
      vpcId: UNKNOWN_TEXT,
      cidrBlock: "10.0.0.0/24",
      tags: { Name: UNKNOWN_TEXT, team: "data" },
      list: [1, UNKNOWN_NUMBER],
    });
    assert.throws(() => (given.props as { vpcId: string }).vpcId, /can't be known during preview/);
    const { urn, inputs } = first(readAnalyzedResource(given).resources);
    assert.deepEqual(inputs, {
      vpcId: new Unknown([`${urn}#vpcId`]),
      cidrBlock: "10.0.0.0/24",
      tags: { Name: new Unknown([`${urn}#tags.Name`]), team: "data" },
      list: [1, new Unknown([`${urn}#list.1`])],
    });
  });

  it("takes what a stricter proxy refuses to show for unknown", () => {
    const props = new Proxy(
      { vpcId: "vpc-1" },
      {
        getOwnPropertyDescriptor: (target, key) => {
          if (new Error().stack?.includes("rawProperty")) throw new Error("no");
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
      },
    );
    const { urn, inputs } = first(
      readAnalyzedResource({ ...analyzed("aws:ec2/subnet:Subnet", {}), props }).resources,
    );
    assert.deepEqual(inputs, { vpcId: new Unknown([`${urn}#vpcId`]) });
  });

  it("reads properties that are computed by the proxy and have no descriptor of their own", () => {
    const values: Readonly<Record<string, unknown>> = { cidrBlock: "10.0.0.0/24" };
    const props = new Proxy(
      {},
      {
        ownKeys: () => ["cidrBlock"],
        get: (_, key) => values[String(key)],
        getOwnPropertyDescriptor: (_, key) => ({
          configurable: true,
          enumerable: true,
          get: () => values[String(key)],
        }),
      },
    );
    const { inputs } = first(
      readAnalyzedResource({ ...analyzed("aws:ec2/subnet:Subnet", {}), props }).resources,
    );
    assert.deepEqual(inputs, { cidrBlock: "10.0.0.0/24" });
  });

  it("says that the stack around the resource is not shown", () => {
    const stack = readAnalyzedResource(analyzed("aws:ec2/vpc:Vpc", {}));
    assert.equal(stack.incomplete.length, 1);
    assert.equal(stack.door, "analyzer");
    assert.equal(stack.name, "acme/dev");
    assert.equal(stack.region, "eu-west-1");
  });

  it("adds the resource's provider, so that its region is found", () => {
    const explicit = { ...PROVIDER, urn: `${STACK}pulumi:providers:aws::owner`, name: "owner" };
    const stack = readAnalyzedResource(analyzed("aws:ec2/vpc:Vpc", {}, { provider: explicit }));
    assert.equal(stack.region, undefined);
    const [vpc, provider] = stack.resources;
    assert.equal(vpc?.provider, `${explicit.urn}::unknown`);
    assert.equal(provider?.urn, explicit.urn);
    assert.equal(provider.inputs["region"], "eu-west-1");
  });

  it("reads options, leaving out timeouts that are the provider's own", () => {
    const { protect, customTimeouts, ignoreChanges, deleteBeforeReplace, parent } = first(
      readAnalyzedResource(
        analyzed(
          "aws:ec2/vpc:Vpc",
          {},
          {
            opts: {
              protect: true,
              ignoreChanges: ["tags"],
              deleteBeforeReplace: true,
              additionalSecretOutputs: [],
              customTimeouts: { createSeconds: 10800, updateSeconds: 0, deleteSeconds: 0 },
              parent: `${STACK}acme:index:Platform::platform`,
            },
          },
        ),
      ).resources,
    );
    assert.deepEqual(
      { protect, customTimeouts, ignoreChanges, deleteBeforeReplace, parent },
      {
        protect: true,
        customTimeouts: { create: 10800 },
        ignoreChanges: ["tags"],
        deleteBeforeReplace: true,
        parent: `${STACK}acme:index:Platform::platform`,
      },
    );
  });

  it("tells assets from archives, and drops the provider's marks but for what it chose itself", () => {
    const { inputs } = first(
      readAnalyzedResource(
        analyzed("aws:s3/bucketObjectv2:BucketObjectv2", {
          source: new pulumi.asset.FileAsset("dags/a.py"),
          text: new pulumi.asset.StringAsset("x"),
          archive: new pulumi.asset.FileArchive("plugins"),
          nested: { __defaults: [], of: 1 },
          __defaults: ["acl"],
        }),
      ).resources,
    );
    assert.deepEqual(inputs, {
      source: { kind: "asset" },
      text: { kind: "asset" },
      archive: { kind: "archive" },
      nested: { of: 1 },
      __defaults: ["acl"],
    });
  });

  it("keeps of Airflow options only names and the plainest values, since secrets come in clear", () => {
    const { inputs } = first(
      readAnalyzedResource(
        analyzed("aws:mwaa/environment:Environment", {
          airflowConfigurationOptions: {
            "celery.worker_autoscale": "5,5",
            "core.lazy_load_plugins": "False",
            "smtp.smtp_password": "hunter2",
            "smtp.smtp_port": "587",
            "webserver.secret_key": "1234",
            "email.from_email": "me@example.com",
            "secrets.backend": BACKEND,
          },
        }),
      ).resources,
    );
    assert.deepEqual(inputs["airflowConfigurationOptions"], {
      "celery.worker_autoscale": "5,5",
      "core.lazy_load_plugins": "False",
      "smtp.smtp_password": "[secret]",
      "smtp.smtp_port": "587",
      "webserver.secret_key": "[secret]",
      "email.from_email": "[secret]",
      "secrets.backend": BACKEND,
    });
    assert.equal(JSON.stringify(inputs).includes("hunter2"), false);
  });

  it("hides what the program marks as secret", () => {
    const { urn, inputs } = first(
      readAnalyzedResource(
        analyzed(
          "aws:ec2/vpc:Vpc",
          { tags: { token: "abc" } },
          { opts: { ...OPTIONS, additionalSecretOutputs: ["tags"] } },
        ),
      ).resources,
    );
    assert.deepEqual(inputs["tags"], { token: new Unknown([`${urn}#tags.token (secret)`]) });
  });
});

describe("readAnalyzedStack", () => {
  const vpc = analyzed("aws:ec2/vpc:Vpc", {
    arn: "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1",
    id: "vpc-1",
    mainRouteTableId: UNKNOWN_TEXT,
  });
  const subnet = analyzed(
    "aws:ec2/subnet:Subnet",
    { vpcId: UNKNOWN_TEXT },
    { dependencies: [vpc], propertyDependencies: { vpcId: [vpc], cidrBlock: [] } },
  );
  const component: AnalyzedResource = {
    urn: `${STACK}acme:index:Platform::platform`,
    type: "acme:index:Platform",
    props: {},
    opts: OPTIONS,
  };

  it("gives edges as URNs", () => {
    const { dependencies, propertyDependencies } = first(
      readAnalyzedStack([subnet, vpc]).resources,
    );
    assert.deepEqual(dependencies, [vpc.urn]);
    assert.deepEqual(propertyDependencies, { vpcId: [vpc.urn], cidrBlock: [] });
  });

  it("knows as outputs only what is known", () => {
    const { outputs, inputs } = first(readAnalyzedStack([vpc]).resources);
    assert.deepEqual(Object.keys(outputs).sort(), ["arn", "id"]);
    assert.ok(inputs["mainRouteTableId"] instanceof Unknown);
  });

  it("takes an unknown that the engine knows no origin of for an output to come", () => {
    const { inputs, outputs } = first(
      readAnalyzedStack([
        analyzed(
          "aws:ec2/subnet:Subnet",
          { vpcId: UNKNOWN_TEXT, region: UNKNOWN_TEXT, cidrBlock: "10.0.0.0/24", tagsAll: {} },
          { propertyDependencies: { vpcId: [vpc], cidrBlock: [] } },
        ),
      ]).resources,
    );
    assert.deepEqual(Object.keys(inputs).sort(), ["cidrBlock", "tagsAll", "vpcId"]);
    assert.deepEqual(Object.keys(outputs).sort(), ["cidrBlock", "tagsAll"]);
  });

  it("takes an empty text in outputs for unset", () => {
    const { inputs } = first(
      readAnalyzedStack([analyzed("aws:kms/key:Key", { description: "", isEnabled: true })])
        .resources,
    );
    assert.deepEqual(inputs, { isEnabled: true });
  });

  it("is whole, and learns region and account", () => {
    const stack = readAnalyzedStack([vpc, subnet]);
    assert.deepEqual(stack.incomplete, []);
    assert.equal(stack.region, "eu-west-1");
    assert.equal(stack.account, "123456789012");
  });

  it("lists a provider once, however many resources use it", () => {
    const urns = readAnalyzedStack([vpc, subnet]).resources.map(({ urn }) => urn);
    assert.deepEqual(urns, [vpc.urn, subnet.urn, PROVIDER.urn]);
  });

  it("takes a resource without a provider for a component", () => {
    assert.equal(first(readAnalyzedStack([component]).resources).custom, false);
  });
});
