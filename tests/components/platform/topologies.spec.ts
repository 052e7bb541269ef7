import assert from "node:assert/strict";
import { type Recording, UNKNOWN } from "../../helpers/mocks";
import { built, settingsOf, STACKS } from "./built";

/** What holds security-relevant decisions, by its property. */
const DOCUMENTS = ["policy", "assumeRolePolicy"] as const;

/** Documents that hold what a preview cannot know: a new key's ARN, or ids that AWS draws. */
const UNKNOWN_DOCUMENTS: readonly RegExp[] = [
  /-key-use$/,
  // Names the VPC, the subnets and the group that the function may make endpoints with.
  /-network-policy$/,
];

/** Types that cannot have tags, or have none of their own. */
const WITHOUT_TAGS: readonly RegExp[] = [
  /^pulumi/,
  /Association$/,
  /Attachment$/,
  /Policy$/,
  /Accepter$/,
  /:(Alias|Route|EventTarget|Permission|FunctionEventInvokeConfig|NetworkAclRule|Record|CertificateValidation)$/,
  /bucket(Lifecycle|Server|Ownership|PublicAccess|Versioning)/i,
  /EnvironmentAvailability$/,
];

const KEY_USE = /-key-use(-attachment)?$/;

async function made(stack: string, changes: object = {}): Promise<Recording> {
  const { recording } = await built({ ...settingsOf(stack), ...changes });
  return recording;
}

describe("What a stack is made of", () => {
  for (const stack of STACKS) {
    it(`is named after the component that it is part of in ${stack}`, async () => {
      const { registrations } = await made(stack);
      const { name: own } = settingsOf(stack);
      for (const { name, parent } of registrations) {
        // A policy belongs to the role, and is part of the key that it speaks of.
        const beginning = parent === "" || KEY_USE.test(name) ? own : parent;
        assert.ok(name === beginning || name.startsWith(`${beginning}-`), `${name} in ${parent}`);
      }
    });

    it(`bears the tags of ${stack} wherever it can`, async () => {
      const { registrations } = await made(stack, { tags: { team: "data" } });
      const untagged = registrations.filter(({ custom, type, inputs }) => {
        const tags = inputs["tags"] as Readonly<Record<string, unknown>> | undefined;
        const cannot = WITHOUT_TAGS.some((pattern) => pattern.test(type));
        return custom && !cannot && tags?.["team"] !== "data";
      });
      assert.deepEqual(
        untagged.map(({ type, name }) => `${type} ${name}`),
        [],
      );
    });

    it(`shows every document of ${stack} in a preview, but those that hold ids`, async () => {
      const { registrations } = await made(stack);
      const hidden = registrations.filter(
        ({ name, inputs }) =>
          DOCUMENTS.some((property) => inputs[property] === UNKNOWN) &&
          !UNKNOWN_DOCUMENTS.some((pattern) => pattern.test(name)),
      );
      assert.deepEqual(
        hidden.map(({ name }) => name),
        [],
      );
    });
  }
});

/** The accounts' providers of what a stack makes: `own` is the program's. */
function providersOf({ registrations }: Recording): Readonly<Record<string, readonly string[]>> {
  const byProvider: Record<string, string[]> = {};
  for (const { custom, name, provider, type } of registrations) {
    if (!custom || type.startsWith("pulumi:providers")) continue;
    const given = /::([^:]+)::[^:]*$/.exec(provider)?.[1] ?? "own";
    (byProvider[given] ??= []).push(name);
  }
  return byProvider;
}

describe("A shared VPC in one program", () => {
  const STACK = "shared-vpc-one-program";

  it("makes network, share and endpoints by the owner's provider, and all else by its own", async () => {
    const { "airflow-shared-owner": owners = [], own = [] } = providersOf(await made(STACK));
    const isOwners = (name: string): boolean =>
      /^airflow-shared-(owner-vpc|endpoints)(-|$)/.test(name);
    assert.ok(owners.length > 20, String(owners.length));
    assert.deepEqual(
      owners.filter((name) => !isOwners(name)),
      [],
    );
    assert.deepEqual(own.filter(isOwners), []);
    assert.ok(own.includes("airflow-shared-network-security-group"));
  });

  it("keeps its endpoints when it is retired, and takes the environment away", async () => {
    const retired = await made(STACK, { retired: true });
    assert.deepEqual(retired.ofType("aws:mwaa/environment:Environment"), []);
    const endpoints = retired
      .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
      .filter(({ name }) => name.startsWith("airflow-shared-endpoints-"));
    assert.deepEqual(
      endpoints.map(({ name, ignoreChanges }) => [name, ignoreChanges]),
      [
        ["airflow-shared-endpoints-database", ["serviceName"]],
        ["airflow-shared-endpoints-webserver", ["serviceName"]],
      ],
    );
  });

  it("waits for the environment once its endpoints are there, if it is told to", async () => {
    const settings = settingsOf(STACK);
    assert.ok(settings.builds === "environment");
    const endpoints = { ...settings.endpoints, waitUntilAvailable: true };
    const { registrations } = await made(STACK, { endpoints });
    const waiting = registrations.find(({ name }) => name === "airflow-shared-available");
    for (const part of ["database", "webserver"]) {
      assert.ok(waiting?.dependencies.includes(`airflow-shared-endpoints-${part}`), part);
    }
  });
});

describe("A key of another account", () => {
  it("is made by that account's provider, and its use is granted by the role's own", async () => {
    const { "airflow-foreign-key-key-owner": owners, own = [] } = providersOf(
      await made("cross-account-key"),
    );
    assert.deepEqual(owners, ["airflow-foreign-key-key", "airflow-foreign-key-key-alias"]);
    assert.ok(own.includes("airflow-foreign-key-key-use"));
  });
});

describe("A domain of one's own", () => {
  it("is served by a load balancer in the environment's subnets, in public ones if it is public", async () => {
    const settings = settingsOf("custom-domain");
    assert.ok(settings.builds === "environment" && settings.webAccess !== undefined);
    const subnetsOf = async (scheme: "internal" | "internet-facing"): Promise<unknown> => {
      const webAccess = { ...settings.webAccess, scheme };
      const recording = await made("custom-domain", { webAccess });
      const { propertyDependencies } = recording.only("aws:lb/loadBalancer:LoadBalancer");
      return propertyDependencies["subnets"];
    };
    assert.deepEqual(await subnetsOf("internal"), [
      "airflow-domain-network-private-1",
      "airflow-domain-network-private-2",
    ]);
    assert.deepEqual(await subnetsOf("internet-facing"), [
      "airflow-domain-network-public-1",
      "airflow-domain-network-public-2",
    ]);
  });
});
