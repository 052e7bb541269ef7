import assert from "node:assert/strict";

import type { CloudEvent } from "./provider/cloud/records";
import { textOf } from "./provider/wire";
import type { JsonObject } from "./provider/wire";
import { TestCloud } from "./test-cloud";
import type { TestAccount } from "./test-cloud";
import {
  makeEnvironment,
  makeNetwork,
  makeSelfGroup,
  makeServiceEndpoints,
} from "./test-environment";
import type { TestNetwork } from "./test-environment";

const OWNER = "111122223333";
const PARTICIPANT = "444455556666";
const NAME = "demo";

describe("an environment with customer endpoints in the test cloud", () => {
  let cloud: TestCloud;
  let owner: TestAccount;
  let participant: TestAccount;
  let network: TestNetwork;
  let groupId: string;

  beforeEach(async () => {
    cloud = new TestCloud();
    owner = cloud.account(OWNER);
    participant = cloud.account(PARTICIPANT);
    network = await makeNetwork(owner);
    const { id: resourceShareArn } = await owner.make("ram.ResourceShare", { name: "subnets" });
    await owner.make("ram.PrincipalAssociation", { principal: PARTICIPANT, resourceShareArn });
    for (const id of network.subnetIds) {
      const resourceArn = textOf(owner.look("ec2.Subnet", id), "arn") ?? "";
      await owner.make("ram.ResourceAssociation", { resourceArn, resourceShareArn });
    }
    groupId = await makeSelfGroup(participant, network.vpcId);
  });

  afterEach(() => {
    cloud.dispose();
  });

  /** Service endpoints, whose group admits the environment's subnets. */
  const serveNetwork = async (): Promise<void> => {
    await owner.make("vpc.SecurityGroupIngressRule", {
      securityGroupId: network.groupId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.0.0.0/16",
    });
    await makeServiceEndpoints(owner, network);
  };

  const start = (inputs: JsonObject = {}): Promise<JsonObject> =>
    makeEnvironment(participant, {
      name: NAME,
      subnetIds: network.subnetIds,
      securityGroupIds: [groupId],
      inputs: { endpointManagement: "CUSTOMER", webserverAccessMode: "PRIVATE_ONLY", ...inputs },
    });

  const state = (): JsonObject => participant.look("mwaa.Environment", NAME) ?? {};
  const status = (): unknown => state()["status"];
  const events = (action: CloudEvent["action"]): readonly (string | undefined)[] =>
    cloud.store
      .read()
      .events.filter((event) => event.action === action)
      .map(({ detail }) => detail);

  const openGroup = async (rule: JsonObject = {}): Promise<string> => {
    const { id } = await owner.make("ec2.SecurityGroup", { vpcId: network.vpcId });
    await owner.make("vpc.SecurityGroupIngressRule", {
      securityGroupId: id,
      ipProtocol: "-1",
      referencedSecurityGroupId: `${PARTICIPANT}/${groupId}`,
      ...rule,
    });
    return id;
  };

  const connect = async (
    part: "database" | "webserver",
    securityGroupId: string,
    change: JsonObject = {},
  ): Promise<string> => {
    const service = textOf(state(), `${part}VpcEndpointService`) ?? "";
    const made = await owner.make("ec2.VpcEndpoint", {
      vpcId: network.vpcId,
      vpcEndpointType: "Interface",
      serviceName: service,
      subnetIds: network.subnetIds,
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: false,
      ...change,
    });
    return made.id;
  };

  const MODES = [
    ["PRIVATE_ONLY", ["database", "webserver"]],
    ["PUBLIC_AND_PRIVATE", ["database", "webserver"]],
    ["PUBLIC_ONLY", ["database"]],
  ] as const;

  for (const [mode, parts] of MODES) {
    it(`waits in ${mode} for ${parts.join(" and ")}, and for nothing else`, async () => {
      await serveNetwork();
      const created = await start({ webserverAccessMode: mode });
      assert.equal(created["status"], "PENDING");
      const offered = (["database", "webserver"] as const).filter(
        (part) => textOf(state(), `${part}VpcEndpointService`) !== undefined,
      );
      assert.deepEqual(offered, parts);
      const group = await openGroup();
      for (const part of parts) {
        assert.equal(status(), "PENDING");
        await connect(part, group);
      }
      assert.equal(status(), "AVAILABLE");
      assert.deepEqual(events("status"), ["CREATING", "PENDING", "AVAILABLE"]);
    });
  }

  const WRONG: Readonly<Record<string, (group: string) => Promise<unknown>>> = {
    "in one of the subnets only": (group) =>
      connect("webserver", group, { subnetIds: network.subnetIds.slice(0, 1) }),
    "of the other address family": (group) =>
      connect("webserver", group, { ipAddressType: "ipv6" }),
    "behind a group that admits another port": async () =>
      connect("webserver", await openGroup({ ipProtocol: "tcp", fromPort: 5432, toPort: 5432 })),
    "that is there twice": async (group) => {
      await connect("webserver", group);
      await connect("webserver", group);
    },
  };

  for (const [what, make] of Object.entries(WRONG)) {
    it(`does not come up with an endpoint ${what}`, async () => {
      await serveNetwork();
      await start();
      const group = await openGroup();
      await make(group);
      await connect("database", group);
      assert.equal(status(), "PENDING");
    });
  }

  it("refuses private names for its endpoints", async () => {
    await start();
    await assert.rejects(connect("database", await openGroup(), { privateDnsEnabled: true }), {
      message: /^InvalidParameter: Private DNS can't be enabled because the service/,
    });
  });

  it("fails when its endpoints are not there after 72 hours", async () => {
    await start();
    cloud.set({ hours: 71 });
    assert.equal(status(), "PENDING");
    cloud.set({ hours: 72 });
    assert.equal(status(), "CREATE_FAILED");
    const [update] = state()["lastUpdateds"] as readonly JsonObject[];
    assert.deepEqual(update?.["errors"], [
      {
        errorCode: "INCORRECT_CONFIGURATION",
        errorMessage:
          "The VPC endpoints were not created within 72 hours: the database endpoint is missing; the webserver endpoint is missing",
      },
    ]);
  });

  it("fails when its endpoints are there and its network does not work", async () => {
    await start({ webserverAccessMode: "PUBLIC_ONLY" });
    await connect("database", await openGroup());
    assert.equal(status(), "CREATE_FAILED");
  });

  it("breaks when an endpoint is deleted under it, which is recorded as a fault", async () => {
    await serveNetwork();
    await start({ webserverAccessMode: "PUBLIC_ONLY" });
    const endpoint = await connect("database", await openGroup());
    await owner.remove("ec2.VpcEndpoint", endpoint);
    assert.equal(status(), "UNAVAILABLE");
    assert.deepEqual(events("fault"), ["the database endpoint is missing"]);
  });

  it("takes its endpoint services with it, and leaves the endpoints to their owner", async () => {
    await serveNetwork();
    await start({ webserverAccessMode: "PUBLIC_ONLY" });
    const group = await openGroup();
    const endpoint = await connect("database", group);
    const serviceName = textOf(state(), "databaseVpcEndpointService") ?? "";
    await participant.remove("mwaa.Environment", NAME);
    await owner.remove("ec2.VpcEndpoint", endpoint);
    assert.deepEqual(events("fault"), []);
    await assert.rejects(
      owner.make("ec2.VpcEndpoint", {
        vpcId: network.vpcId,
        vpcEndpointType: "Interface",
        serviceName,
        subnetIds: network.subnetIds,
      }),
      { message: `InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist` },
    );
  });

  it("is refused in a shared VPC when the service should make its endpoints", async () => {
    await assert.rejects(start({ endpointManagement: "SERVICE" }), {
      message: `ValidationException: ${network.subnetIds[0] ?? ""} is shared by account ${OWNER}: in a shared VPC endpointManagement must be CUSTOMER`,
    });
  });

  it("leaves them to the service where that manages them, which takes them away with the environment", async () => {
    await makeServiceEndpoints(owner, network);
    const { subnetIds, groupId: group } = network;
    const made = await makeEnvironment(owner, {
      name: "own",
      subnetIds,
      securityGroupIds: [group],
      inputs: { webserverAccessMode: "PRIVATE_ONLY" },
    });
    assert.equal(made["status"], "AVAILABLE");
    const serviceName = textOf(made, "webserverVpcEndpointService") ?? "";
    const find = (): JsonObject => owner.ask("ec2.getVpcEndpoint", { serviceName });
    const found = find();
    assert.deepEqual(
      [found["requesterManaged"], found["subnetIds"], found["securityGroupIds"]],
      [true, subnetIds, [group]],
    );
    await owner.remove("mwaa.Environment", "own");
    assert.throws(find, { message: "no matching EC2 VPC Endpoint found" });
  });

  it("works the same in its owner's own account, where groups have plain ids", async () => {
    await makeServiceEndpoints(owner, network);
    await makeEnvironment(owner, {
      name: "own",
      subnetIds: network.subnetIds,
      securityGroupIds: [network.groupId],
      inputs: { endpointManagement: "CUSTOMER", webserverAccessMode: "PUBLIC_ONLY" },
    });
    const own = (): JsonObject => owner.look("mwaa.Environment", "own") ?? {};
    assert.equal(own()["status"], "PENDING");
    await owner.make("ec2.VpcEndpoint", {
      vpcId: network.vpcId,
      vpcEndpointType: "Interface",
      serviceName: textOf(own(), "databaseVpcEndpointService") ?? "",
      subnetIds: network.subnetIds,
      securityGroupIds: [network.groupId],
    });
    assert.equal(own()["status"], "AVAILABLE");
  });
});
