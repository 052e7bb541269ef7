import assert from "node:assert/strict";

import { TestCloud } from "./test-cloud";
import type { TestAccount } from "./test-cloud";
import { makeEnvironment, makeNetwork, makeServiceEndpoints } from "./test-environment";
import type { TestNetwork } from "./test-environment";
import type { JsonObject } from "./provider/wire";

type Change = (service: string, inputs: JsonObject) => JsonObject | undefined;

function only(name: string, change: (inputs: JsonObject) => JsonObject | undefined): Change {
  return (service, inputs) => (service === name ? change(inputs) : inputs);
}

function without(name: string): (inputs: JsonObject) => JsonObject {
  return (inputs) => Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== name));
}

/** What can be wrong with private routing, and the reason that the service then has. */
const FLAWS: Readonly<Record<string, readonly [Change, RegExp]>> = {
  "no endpoint for logs": [only("logs", () => undefined), /there is no endpoint for logs/],
  "no endpoint for keys": [only("kms", () => undefined), /there is no endpoint for kms/],
  "a queue endpoint without private DNS": [
    only("sqs", (inputs) => ({ ...inputs, privateDnsEnabled: false })),
    /the endpoint for sqs has no private DNS name/,
  ],
  "a monitoring endpoint whose group admits nobody": [
    only("monitoring", without("securityGroupIds")),
    /no security group of the endpoint for monitoring admits sg-/,
  ],
  "an S3 gateway on no table": [
    only("s3", without("routeTableIds")),
    /the s3 gateway endpoint is not on rtb-/,
  ],
};

describe("private routing in the test cloud", () => {
  let cloud: TestCloud;
  let account: TestAccount;
  let network: TestNetwork;

  beforeEach(async () => {
    cloud = new TestCloud();
    account = cloud.account("000000000000");
    network = await makeNetwork(account);
  });

  afterEach(() => {
    cloud.dispose();
  });

  const comeUp = async (): Promise<unknown> => {
    const { subnetIds, groupId } = network;
    const state = await makeEnvironment(account, { subnetIds, securityGroupIds: [groupId] });
    return state["status"];
  };

  it("lets an environment come up with endpoints for all that it needs", async () => {
    await makeServiceEndpoints(account, network);
    assert.equal(await comeUp(), "AVAILABLE");
  });

  it("lets an environment come up with an S3 interface endpoint in place of the gateway", async () => {
    await makeServiceEndpoints(account, network, (service, inputs) =>
      service === "s3"
        ? {
            vpcId: network.vpcId,
            serviceName: inputs["serviceName"] ?? "",
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: network.subnetIds,
            securityGroupIds: [network.groupId],
          }
        : inputs,
    );
    assert.equal(await comeUp(), "AVAILABLE");
  });

  for (const [flaw, [change, reason]] of Object.entries(FLAWS)) {
    it(`stops an environment with ${flaw}`, async () => {
      await makeServiceEndpoints(account, network, change);
      await assert.rejects(comeUp(), reason);
    });
  }

  it("makes no private names in a VPC without DNS hostnames", async () => {
    const vpc = await account.make("ec2.Vpc", { cidrBlock: "10.9.0.0/16" });
    const inputs = {
      vpcId: vpc.id,
      serviceName: "com.amazonaws.eu-central-1.logs",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
    };
    await assert.rejects(account.make("ec2.VpcEndpoint", inputs), {
      message:
        "InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true.",
    });
  });

  it("has one endpoint of a private name in a VPC", async () => {
    await makeServiceEndpoints(account, network);
    await assert.rejects(
      makeServiceEndpoints(
        account,
        network,
        only("s3", () => undefined),
      ),
      {
        message:
          "InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for com.amazonaws.eu-central-1.logs in the VPC",
      },
    );
  });
});
