import assert from "node:assert/strict";
import Module from "node:module";
import { resolve } from "node:path";
import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { availabilityProvider } from "../../../components/endpoints/availability-provider";
import {
  EnvironmentAvailability,
  type EnvironmentAvailabilityArgs,
} from "../../../components/endpoints/environment-availability";
import { record, type Registration } from "../../helpers/mocks";
import { type Response, withLoopback, withVariables } from "./loopback";

const TYPE = "pulumi-nodejs:dynamic/mwaa:EnvironmentAvailability";
const ROLE = "arn:aws:iam::222222222222:role/mwaa-status-reader-eu-west-1";

async function registered(args: Partial<EnvironmentAvailabilityArgs> = {}): Promise<Registration> {
  const { recording } = await record(() => {
    const endpoint = new ec2.VpcEndpoint("endpoint", { vpcId: "vpc-1" });
    return new EnvironmentAvailability("available", {
      environmentName: "airflow",
      region: "eu-west-1",
      endpoints: [endpoint],
      ...args,
    });
  });
  return recording.only(TYPE);
}

/** The provider as another process finds it: made from the text in the state of the stack. */
async function revived(): Promise<pulumi.dynamic.ResourceProvider> {
  const { inputs } = await registered();
  const text = inputs["__provider"];
  assert.ok(typeof text === "string");
  const place = resolve(__dirname, "revived.js");
  const module = new Module(place);
  const internals = module as Module & { _compile(code: string, filename: string): void };
  internals.paths = [resolve(__dirname, "../../../node_modules")];
  internals._compile(text, place);
  return (module.exports as { handler(): pulumi.dynamic.ResourceProvider }).handler();
}

function json(body: object, status = 200, headers: Record<string, string> = {}): Response {
  return { status, type: "application/json", body: JSON.stringify(body), headers };
}

function environment(more: object): Response {
  return json({ Environment: { Name: "airflow", ...more } });
}

const AVAILABLE = environment({
  Status: "AVAILABLE",
  WebserverUrl: "a-vpce.c1.airflow.eu-west-1.on.aws",
});

const CREDENTIALS = { AWS_ACCESS_KEY_ID: "OWN", AWS_SECRET_ACCESS_KEY: "secret" };

const INPUTS = {
  environmentName: "airflow",
  region: "eu-west-1",
  endpointIds: ["vpce-1"],
  timeoutMinutes: 1,
};

async function create(
  inputs: object,
  answer: Parameters<typeof withLoopback>[0],
): Promise<{
  readonly outs: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly arrived: Parameters<Parameters<typeof withLoopback>[1]>[1];
}> {
  const provider = await revived();
  return withLoopback(answer, (address, arrived) =>
    withVariables(
      { ...CREDENTIALS, AWS_ENDPOINT_URL_MWAA: address, AWS_ENDPOINT_URL_STS: address },
      async () => {
        const made = (await provider.create(inputs)) as {
          id: string;
          outs: Readonly<Record<string, unknown>>;
        };
        return { ...made, arrived };
      },
    ),
  );
}

describe("EnvironmentAvailability", () => {
  it("waits for the endpoints, and anew for other ones", async () => {
    const { inputs, dependencies } = await registered();
    const { __provider: provider, ...rest } = inputs;
    assert.equal(typeof provider, "string");
    assert.deepEqual(rest, { ...INPUTS, endpointIds: ["endpoint_id"], timeoutMinutes: 180 });
    assert.deepEqual(dependencies, ["endpoint"]);
  });

  it("travels as the same text each time, so that a second update finds no change", async () => {
    const [first, second] = [await registered(), await registered()];
    assert.equal(first.inputs["__provider"], second.inputs["__provider"]);
  });

  for (const [fault, args] of [
    [/environmentName: is empty/, { environmentName: "" }],
    [/timeoutMinutes: .*got 0, allowed: 1 to 4320 minutes/, { timeoutMinutes: 0 }],
    [/timeoutMinutes: .*got 4321/, { timeoutMinutes: 4321 }],
    [
      /roleArn: is not the ARN of a role: got "mwaa-status-reader"/,
      { roleArn: "mwaa-status-reader" },
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(args)}`, async () => {
      await assert.rejects(registered(args), fault);
    });
  }
});

describe("the provider of EnvironmentAvailability, revived from the state of a stack", () => {
  it("asks MWAA's API and shows the address that the environment has now", async () => {
    const { id, outs, arrived } = await create(INPUTS, () => AVAILABLE);
    assert.equal(id, "eu-west-1/airflow");
    assert.deepEqual(outs, {
      ...INPUTS,
      status: "AVAILABLE",
      webserverUrl: "https://a-vpce.c1.airflow.eu-west-1.on.aws",
    });
    assert.deepEqual(
      arrived.map(({ method, path, accessKey }) => ({ method, path, accessKey })),
      [{ method: "GET", path: "/environments/airflow", accessKey: "OWN" }],
    );
    assert.match(arrived[0]?.host ?? "", /^127\.0\.0\.1:\d+$/);
  });

  it("asks as the role that it is given", async () => {
    const { arrived } = await create({ ...INPUTS, roleArn: ROLE }, ({ path }) =>
      path.startsWith("/environments/")
        ? AVAILABLE
        : {
            status: 200,
            type: "text/xml",
            body:
              '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>' +
              `<AssumedRoleUser><Arn>${ROLE}/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser>` +
              "<Credentials><AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey>" +
              "<SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials>" +
              "</AssumeRoleResult></AssumeRoleResponse>",
          },
    );
    const [first, second] = arrived;
    assert.equal(first?.accessKey, "OWN");
    assert.equal(new URLSearchParams(first.body).get("RoleArn"), ROLE);
    assert.equal(
      new URLSearchParams(first.body).get("RoleSessionName"),
      "pulumi-mwaa-availability",
    );
    assert.equal(second?.accessKey, "ASSUMED");
    assert.equal(arrived.length, 2);
  });

  it("fails with what MWAA says of the environment, and what to check", async () => {
    const failed = environment({
      Status: "CREATE_FAILED",
      LastUpdate: {
        Status: "FAILED",
        Error: { ErrorCode: "INCORRECT_CONFIGURATION", ErrorMessage: "No." },
      },
    });
    await assert.rejects(
      create(INPUTS, () => failed),
      /could not be created \(CREATE_FAILED\)\. MWAA says: INCORRECT_CONFIGURATION: No\. Check that \(1\) the owner of the VPC shares both subnets/,
    );
  });

  it("fails at once if there is no such environment", async () => {
    await assert.rejects(
      create(INPUTS, () =>
        json({ message: "no" }, 404, { "x-amzn-errortype": "ResourceNotFoundException" }),
      ),
      /cannot be read \(ResourceNotFoundException: no\)/,
    );
  });

  it("changes for other endpoints, is replaced for another environment, and else stays as it is", async () => {
    const { diff } = await revived();
    const changed = async (news: object): Promise<unknown> =>
      diff?.("id", { ...INPUTS, __provider: "old", status: "AVAILABLE" }, { ...INPUTS, ...news });
    assert.deepEqual(await changed({}), { changes: false, replaces: [] });
    assert.deepEqual(await changed({ __provider: "new", timeoutMinutes: 5, roleArn: ROLE }), {
      changes: false,
      replaces: [],
    });
    assert.deepEqual(await changed({ endpointIds: ["vpce-2"] }), { changes: true, replaces: [] });
    assert.deepEqual(await changed({ environmentName: "other" }), {
      changes: true,
      replaces: ["environmentName"],
    });
  });

  it("waits again in an update, and has nothing to do in a deletion", async () => {
    const provider = await revived();
    assert.equal(provider.delete, undefined);
    const outs = await withLoopback(
      () => AVAILABLE,
      (address) =>
        withVariables({ ...CREDENTIALS, AWS_ENDPOINT_URL_MWAA: address }, async () =>
          provider.update?.("id", INPUTS, { ...INPUTS, endpointIds: ["vpce-2"] }),
        ),
    );
    assert.deepEqual(outs?.outs, {
      ...INPUTS,
      endpointIds: ["vpce-2"],
      status: "AVAILABLE",
      webserverUrl: "https://a-vpce.c1.airflow.eu-west-1.on.aws",
    });
  });

  it("finds its packages in a preview already", async () => {
    const { check } = await revived();
    const news = { ...INPUTS, roleArn: ROLE };
    assert.deepEqual(await check?.({}, news), { inputs: news });
  });
});

describe("availabilityProvider", () => {
  const providerWithout = (missing: string): pulumi.dynamic.ResourceProvider =>
    availabilityProvider({
      wait: () => assert.fail("Nothing can be asked."),
      load: (packageName) => {
        if (packageName !== missing) return {};
        throw Object.assign(new Error(`Cannot find module '${packageName}'`), {
          code: "MODULE_NOT_FOUND",
        });
      },
      advice: { creationFailed: [], staysPending: [] },
    });

  for (const [missing, inputs] of [
    ["@aws-sdk/client-mwaa", INPUTS],
    ["@aws-sdk/credential-providers", { ...INPUTS, roleArn: ROLE }],
    ["@aws-sdk/credential-providers", { ...INPUTS, profile: "network-team" }],
  ] as const) {
    it(`says in a preview that ${missing} is missing, for ${JSON.stringify(inputs)}`, () => {
      assert.throws(() => providerWithout(missing).check?.({}, inputs), {
        message: `EnvironmentAvailability asks MWAA with the package ${missing}, which is not installed: run npm install ${missing}`,
      });
    });
  }

  it("does without the package for credentials if the run's own are enough", async () => {
    const { check } = providerWithout("@aws-sdk/credential-providers");
    assert.deepEqual(await check?.({}, INPUTS), { inputs: INPUTS });
  });
});
