import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { exportedRequest } from "../../../components/platform/exported-request";
import {
  OtherStack,
  type Shape,
  TEXT,
  TEXT_PER_ZONE,
  TEXTS,
} from "../../../components/platform/other-stack";
import type { CustomerEndpointsStackSettings } from "../../../mwaa/settings/types";
import { record } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";
import { built, settingsOf } from "./built";

const STACK = "organization/mwaa/shared-vpc-participant";

const REQUEST = {
  environmentName: "airflow-participant",
  environmentAccount: "222222222222",
  securityGroupIds: ["sg-1"],
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  databaseVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0d",
  webserverVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0e",
  webserverAccessMode: "PRIVATE_ONLY",
  webserverHost: "",
};

function settings(
  endpoints: Partial<CustomerEndpointsStackSettings["endpoints"]> = {},
): CustomerEndpointsStackSettings {
  const own = settingsOf("shared-vpc-endpoints");
  assert.ok(own.builds === "customer-endpoints");
  return { ...own, endpoints: { ...own.endpoints, ...endpoints } };
}

/** What is said of a stack that exports something else. */
async function refusal(
  path: string,
  exported: Readonly<Record<string, unknown>>,
  read: (stack: OtherStack) => pulumi.Output<unknown>,
): Promise<string> {
  const { result } = await record(
    () => {
      const stack = new OtherStack(
        { kind: "Platform", name: "airflow" },
        { stack: STACK, path: path.split("."), what: "a stack with an environment" },
        { name: "other", options: {} },
      );
      return { read: () => valueOf(read(stack)) };
    },
    { computed: { "pulumi:pulumi:StackReference": { outputs: exported } } },
  );
  return result.read().then(
    () => assert.fail("the output was accepted"),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe("A stack of customer endpoints", () => {
  it("makes endpoints of what the environment's stack exports, in the owner's account", async () => {
    const { recording, result } = await built(settings(), { preview: false });
    const services = recording
      .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ name, inputs }) => [name, inputs["serviceName"], inputs["subnetIds"]]);
    assert.deepEqual(services, [
      [
        "airflow-participant-database",
        "com.amazonaws.vpce.eu-west-1.vpce-svc-0d",
        ["subnet-1", "subnet-2"],
      ],
      [
        "airflow-participant-webserver",
        "com.amazonaws.vpce.eu-west-1.vpce-svc-0e",
        ["subnet-1", "subnet-2"],
      ],
    ]);
    const rule = recording.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.equal(rule.inputs["referencedSecurityGroupId"], "222222222222/sg-1");
    assert.deepEqual(Object.keys(result).sort(), [
      "databaseEndpointId",
      "securityGroupId",
      "webserverDnsHandOver",
      "webserverEndpointId",
    ]);
  });

  it("waits for the environment by the role that its stack exports, after every endpoint", async () => {
    const { recording } = await built(settings({ waitUntilAvailable: true }), { preview: false });
    const waiting = recording.registrations.find(({ name }) => name.endsWith("-available"));
    assert.equal(
      waiting?.inputs["roleArn"],
      "arn:aws:iam::222222222222:role/mwaa-status-reader-eu-west-1",
    );
    assert.equal(waiting.inputs["environmentName"], "airflow-participant");
    for (const name of ["airflow-participant-database", "airflow-participant-webserver"]) {
      assert.ok(waiting.dependencies.includes(name), name);
    }
  });

  it("names the web server only after the wait, for it has no name while it is pending", async () => {
    const wanted = { waitUntilAvailable: true, privateHostedZone: true };
    const { recording } = await built(settings(wanted), { preview: true });
    const zones = recording.registrations.filter(({ type }) => type === "aws:route53/zone:Zone");
    assert.deepEqual(
      zones.map(({ name }) => name),
      ["airflow-participant-web-address-zone"],
    );
    assert.ok(zones[0]?.dependencies.includes("airflow-participant-available"));
  });

  const refused: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    [
      "that has no environment, or none any more",
      {},
      /environmentStack: is the stack organization\/mwaa\/shared-vpc-participant, which has no output endpointRequest: .*run pulumi up in that stack first/,
    ],
    [
      "whose output is something else",
      { endpointRequest: "airflow" },
      /whose output endpointRequest is not the endpointRequest of an Environment: got "airflow"/,
    ],
    [
      "whose output lacks a part",
      { endpointRequest: { ...REQUEST, vpcId: null } },
      /which has no output endpointRequest\.vpcId/,
    ],
    [
      "with more groups than rules are made for",
      { endpointRequest: { ...REQUEST, securityGroupIds: ["sg-1", "sg-2"] } },
      /endpointRequest\.securityGroupIds is not a list of one group: got \["sg-1","sg-2"\]/,
    ],
    [
      "with one subnet",
      { endpointRequest: { ...REQUEST, subnetIds: ["subnet-1"] } },
      /endpointRequest\.subnetIds is not a list of two texts: got \["subnet-1"\]/,
    ],
    [
      "of another access mode",
      { endpointRequest: { ...REQUEST, webserverAccessMode: "PUBLIC_ONLY" } },
      /webserverAccessMode: is not that of the environment.*got "PRIVATE_ONLY", allowed: PUBLIC_ONLY; set it to PUBLIC_ONLY/,
    ],
  ];
  for (const [what, exported, message] of refused) {
    it(`refuses a stack ${what}, and names stack and output`, async () => {
      const text = await refusal("environmentStack", exported, (stack) =>
        exportedRequest(stack, "PRIVATE_ONLY"),
      );
      assert.match(text, message);
      assert.equal(text.trim().split("\n").length, 2, text);
    });
  }

  it("refuses to wait where the stack exports no role to ask by", async () => {
    const text = await refusal("environmentStack", {}, (stack) =>
      stack.output("statusReaderRoleArn", TEXT),
    );
    assert.match(
      text,
      new RegExp(`is the stack ${STACK}, which has no output statusReaderRoleArn`),
    );
  });
});

describe("Another stack", () => {
  const outputs: readonly (readonly [unknown, Shape<unknown>, boolean])[] = [
    ["vpc-1", TEXT, true],
    ["", TEXT, false],
    [["vpc-1"], TEXT, false],
    [["sg-1"], TEXTS, true],
    [[], TEXTS, false],
    ["sg-1", TEXTS, false],
    [["subnet-1", "subnet-2"], TEXT_PER_ZONE, true],
    [["subnet-1", "subnet-2", "subnet-3"], TEXT_PER_ZONE, false],
    [["subnet-1", ""], TEXT_PER_ZONE, false],
  ];
  for (const [value, shape, fits] of outputs) {
    it(`${fits ? "takes" : "refuses"} ${JSON.stringify(value)} as ${shape.what}`, async () => {
      assert.equal(shape.fits(value), fits);
      if (fits) return;
      const text = await refusal("network.fromStack", { part: value }, (stack) =>
        stack.output("part", shape),
      );
      assert.ok(text.includes(`whose output part is not ${shape.what}: got `), text);
    });
  }
});

describe("A stack that refers to itself", () => {
  for (const [name, isItself] of [
    ["stack", true],
    ["project/stack", true],
    ["organization/project/stack", true],
    ["organization/other/stack", false],
    ["organization/project/other", false],
  ] as const) {
    it(`is ${isItself ? "refused" : "not seen"} in ${name}`, async () => {
      const making = record(
        () =>
          new OtherStack(
            { kind: "Platform", name: "airflow" },
            { stack: name, path: ["environmentStack"], what: "a stack with an environment" },
            { name: "other", options: {} },
          ),
      );
      if (isItself) await assert.rejects(making, /environmentStack: is this very stack/);
      else assert.ok((await making).result instanceof OtherStack);
    });
  }
});
