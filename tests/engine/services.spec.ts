import assert from "node:assert/strict";

import { TestCloud } from "./test-cloud";
import type { TestAccount } from "./test-cloud";
import { makeNetwork, makeRole } from "./test-environment";
import type { TestNetwork } from "./test-environment";
import { SIGNATURE, textOf } from "./provider/wire";
import type { JsonObject } from "./provider/wire";

const ACCOUNT = "111122223333";
const OTHER = "444455556666";
const ARCHIVE_SIGNATURE = "0def7320c3a5731c473e5ecbe6d01bc7";
const ASSET_SIGNATURE = "c44067f5952c0a294b673a41bacd8c17";
const PATTERN = JSON.stringify({ source: ["aws.airflow"] });

function archive(files: Readonly<Record<string, string>>): JsonObject {
  const assets = Object.entries(files).map(([name, text]) => [
    name,
    { [SIGNATURE]: ASSET_SIGNATURE, text },
  ]);
  return {
    [SIGNATURE]: ARCHIVE_SIGNATURE,
    assets: Object.fromEntries(assets) as JsonObject,
    hash: "1",
  };
}

function delegating(...accounts: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: accounts.map((account) => ({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    })),
  });
}

describe("services of the test cloud", () => {
  let cloud: TestCloud;
  let account: TestAccount;

  beforeEach(() => {
    cloud = new TestCloud();
    account = cloud.account(ACCOUNT);
  });

  afterEach(() => {
    cloud.dispose();
  });

  const refuses = async (type: string, inputs: JsonObject, message: RegExp): Promise<void> => {
    await assert.rejects(account.make(type, inputs), message);
  };

  describe("event buses", () => {
    const target = (inputs: JsonObject): Promise<unknown> =>
      account.make("cloudwatch.EventTarget", { rule: "status", targetId: "one", ...inputs });

    it("have rules that look at events or the clock, the clock on the default bus only", async () => {
      await refuses(
        "cloudwatch.EventRule",
        { name: "status" },
        /EventPattern or ScheduleExpression/,
      );
      await refuses(
        "cloudwatch.EventRule",
        { name: "status", scheduleExpression: "rate(15 minute)" },
        /ScheduleExpression is not valid/,
      );
      await account.make("cloudwatch.EventBus", { name: "own" });
      const clock = { name: "clock", scheduleExpression: "rate(15 minutes)" };
      await refuses(
        "cloudwatch.EventRule",
        { ...clock, eventBusName: "own" },
        /only on the default event bus/,
      );
      const made = await account.make("cloudwatch.EventRule", clock);
      assert.equal(made.state["arn"], `arn:aws:events:eu-central-1:${ACCOUNT}:rule/clock`);
    });

    it("have targets that exist, or buses of other accounts with a role", async () => {
      await account.make("cloudwatch.EventRule", { name: "status", eventPattern: PATTERN });
      const missing = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:none`;
      await assert.rejects(target({ arn: missing }), /The target .*:function:none does not exist/);
      const bus = `arn:aws:events:eu-central-1:${OTHER}:event-bus/own`;
      await assert.rejects(target({ arn: bus }), /RoleArn is required/);
      const roleArn = await makeRole(account, "forward", ["events.amazonaws.com"], ["events:*"]);
      await target({ arn: bus, roleArn });
    });

    it("are deleted after their rules, and these after their targets", async () => {
      const bus = await account.make("cloudwatch.EventBus", { name: "own" });
      const eventBusName = "own";
      const rule = await account.make("cloudwatch.EventRule", {
        name: "status",
        eventPattern: PATTERN,
        eventBusName,
      });
      const queue = await account.make("sqs.Queue", { name: "dead" });
      const arn = textOf(queue.state, "arn") ?? "";
      await target({ arn, eventBusName });
      await assert.rejects(account.remove("cloudwatch.EventRule", rule.id), /it has targets/);
      await assert.rejects(account.remove("cloudwatch.EventBus", bus.id), /it has rules/);
      await account.remove("cloudwatch.EventTarget", "status-one");
      await account.remove("cloudwatch.EventRule", rule.id);
      await account.remove("cloudwatch.EventBus", bus.id);
    });
  });

  describe("functions", () => {
    const role = (actions: readonly string[]): Promise<string> =>
      makeRole(account, "function", ["lambda.amazonaws.com"], actions);
    const inputs = (roleArn: string, more: JsonObject = {}): JsonObject => ({
      name: "endpoints",
      runtime: "nodejs22.x",
      handler: "index.handler",
      code: archive({ "index.js": "exports.handler = async () => {}" }),
      role: roleArn,
      ...more,
    });

    it("run with a role that Lambda may assume", async () => {
      const roleArn = await makeRole(account, "other", ["ec2.amazonaws.com"], ["logs:*"]);
      await refuses("lambda.Function", inputs(roleArn), /cannot be assumed by Lambda/);
      const { state } = await account.make("lambda.Function", inputs(await role(["logs:*"])));
      assert.equal(state["arn"], `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:endpoints`);
    });

    it("have a handler that is in their archive, and a runtime that is still made", async () => {
      const roleArn = await role(["logs:*"]);
      const file = { handler: "main.handler" };
      await refuses("lambda.Function", inputs(roleArn, file), /names no file of the archive/);
      const name = { handler: "index.handle_it" };
      await refuses("lambda.Function", inputs(roleArn, name), /index\.js has no handle_it/);
      const old = { runtime: "python3.8" };
      await refuses("lambda.Function", inputs(roleArn, old), /python3\.8 is no longer supported/);
    });

    it("are called by who has a permission, and fail to where something is", async () => {
      await refuses(
        "lambda.Permission",
        { action: "lambda:InvokeFunction", function: "none", principal: "events.amazonaws.com" },
        /Function not found: none/,
      );
      await account.make("lambda.Function", inputs(await role(["logs:*"])));
      const destination = `arn:aws:sqs:eu-central-1:${ACCOUNT}:none`;
      await refuses(
        "lambda.FunctionEventInvokeConfig",
        { functionName: "endpoints", destinationConfig: { onFailure: { destination } } },
        /The destination ARN .*:none is invalid/,
      );
    });
  });

  describe("grants on keys", () => {
    const grant = (keyId: string, more: JsonObject = {}): Promise<unknown> =>
      account.make("kms.Grant", {
        keyId,
        granteePrincipal: `arn:aws:iam::${ACCOUNT}:root`,
        operations: ["Decrypt"],
        ...more,
      });

    it("are made on keys, not on aliases, with operations that exist", async () => {
      const key = await account.make("kms.Key", {});
      await account.make("kms.Alias", { name: "alias/data", targetKeyId: key.id });
      await assert.rejects(grant("alias/data"), /is an alias/);
      await assert.rejects(grant(key.id, { operations: ["Decipher"] }), /got Decipher/);
      await grant(key.id);
    });

    it("go to roles that exist", async () => {
      const key = await account.make("kms.Key", {});
      const granteePrincipal = `arn:aws:iam::${OTHER}:role/reader`;
      await assert.rejects(grant(key.id, { granteePrincipal }), /does not refer to a valid/);
      await makeRole(cloud.account(OTHER), "reader", ["ec2.amazonaws.com"], ["s3:*"]);
      await grant(key.id, { granteePrincipal });
    });

    it("are made on another account's key where its policy says so", async () => {
      const other = cloud.account(OTHER);
      const closed = await other.make("kms.Key", { policy: delegating(OTHER) });
      const open = await other.make("kms.Key", { policy: delegating(OTHER, ACCOUNT) });
      const arn = (key: { readonly state: JsonObject }): string => textOf(key.state, "arn") ?? "";
      await assert.rejects(grant(arn(closed)), /not authorized to perform: kms:CreateGrant/);
      await grant(arn(open));
    });
  });

  describe("web access", () => {
    let network: TestNetwork;

    beforeEach(async () => {
      network = await makeNetwork(account);
    });

    it("has load balancers in two zones, which go after their listeners", async () => {
      const subnets = network.subnetIds;
      await refuses(
        "lb.LoadBalancer",
        { name: "web", internal: true, subnets: subnets.slice(0, 1) },
        /At least two subnets in two different Availability Zones/,
      );
      const balancer = await account.make("lb.LoadBalancer", {
        name: "web",
        internal: true,
        subnets,
      });
      assert.equal(balancer.state["vpcId"], network.vpcId);
      const listener = await account.make("lb.Listener", {
        loadBalancerArn: balancer.id,
        port: 80,
        defaultActions: [{ type: "fixed-response" }],
      });
      await assert.rejects(account.remove("lb.LoadBalancer", balancer.id), /before its listener/);
      await account.remove("lb.Listener", listener.id);
      await account.remove("lb.LoadBalancer", balancer.id);
    });

    it("issues certificates once their records are there, and listeners take no other", async () => {
      const balancer = await account.make("lb.LoadBalancer", {
        name: "web",
        internal: true,
        subnets: network.subnetIds,
      });
      const certificate = await account.make("acm.Certificate", {
        domainName: "airflow.example.com",
        validationMethod: "DNS",
      });
      const listener = {
        loadBalancerArn: balancer.id,
        port: 443,
        protocol: "HTTPS",
        certificateArn: certificate.id,
        defaultActions: [{ type: "fixed-response" }],
      };
      await refuses("lb.Listener", listener, /it is not issued yet/);
      const certificateArn = certificate.id;
      await refuses("acm.CertificateValidation", { certificateArn }, /timeout while waiting/);
      const zone = await account.make("route53.Zone", { name: "example.com" });
      const options = certificate.state["domainValidationOptions"] as readonly JsonObject[];
      await account.make("route53.Record", {
        zoneId: zone.id,
        name: textOf(options[0], "resourceRecordName") ?? "",
        type: "CNAME",
        ttl: 60,
        records: [textOf(options[0], "resourceRecordValue") ?? ""],
      });
      await account.make("acm.CertificateValidation", { certificateArn });
      await account.make("lb.Listener", listener);
      await assert.rejects(account.remove("acm.Certificate", certificateArn), /is in use/);
      await assert.rejects(account.remove("route53.Zone", zone.id), /HostedZoneNotEmpty/);
    });
  });

  describe("lookups", () => {
    let network: TestNetwork;

    beforeEach(async () => {
      network = await makeNetwork(account);
    });

    it("find route tables by subnet, with their routes and gateway endpoints", async () => {
      const endpoint = await account.make("ec2.VpcEndpoint", {
        vpcId: network.vpcId,
        serviceName: "com.amazonaws.eu-central-1.s3",
        routeTableIds: [network.routeTableId],
      });
      const [subnetId = ""] = network.subnetIds;
      const table = account.ask("ec2.getRouteTable", { subnetId });
      assert.equal(table["routeTableId"], network.routeTableId);
      const routes = table["routes"] as readonly JsonObject[];
      assert.deepEqual(
        routes.map((route) => [route["gatewayId"], route["destinationPrefixListId"]]),
        [[endpoint.id, endpoint.state["prefixListId"]]],
      );
      const list = account.ask("ec2.getPrefixList", { name: "com.amazonaws.eu-central-1.s3" });
      assert.equal(list["id"], endpoint.state["prefixListId"]);
    });

    it("find network ACLs by subnet: the VPC's default one, or the subnet's own", async () => {
      const [subnetId = ""] = network.subnetIds;
      const byId = { filters: [{ name: "association.subnet-id", values: [subnetId] }] };
      const vpc = account.look("ec2.Vpc", network.vpcId);
      const acls = (): unknown => account.ask("ec2.getNetworkAcls", byId)["ids"];
      assert.deepEqual(acls(), [vpc?.["defaultNetworkAclId"]]);
      const own = await account.make("ec2.NetworkAcl", { vpcId: network.vpcId });
      await account.make("ec2.NetworkAclAssociation", { networkAclId: own.id, subnetId });
      assert.deepEqual(acls(), [own.id]);
    });

    it("find the addresses of an endpoint through its interfaces", async () => {
      const endpoint = await account.make("ec2.VpcEndpoint", {
        vpcId: network.vpcId,
        serviceName: "com.amazonaws.eu-central-1.logs",
        vpcEndpointType: "Interface",
        subnetIds: network.subnetIds,
        securityGroupIds: [network.groupId],
      });
      const found = account.ask("ec2.getVpcEndpoint", {
        vpcId: network.vpcId,
        serviceName: "com.amazonaws.eu-central-1.logs",
      });
      assert.equal(found["id"], endpoint.id);
      const ids = found["networkInterfaceIds"] as readonly string[];
      const addresses = ids.map(
        (id) => account.ask("ec2.getNetworkInterface", { id })["privateIp"],
      );
      assert.deepEqual(addresses, ["10.0.0.4", "10.0.1.4"]);
      await account.remove("ec2.VpcEndpoint", endpoint.id);
      assert.throws(() => account.ask("ec2.getNetworkInterface", { id: ids[0] ?? "" }), {
        message: "no matching EC2 Network Interface found",
      });
    });

    it("want exactly one answer", () => {
      assert.throws(() => account.ask("ec2.getSubnet", { vpcId: network.vpcId }), {
        message: /^multiple EC2 Subnets matched/,
      });
      assert.throws(() => account.ask("ec2.getSubnet", { id: "subnet-0" }), {
        message: "no matching EC2 Subnet found",
      });
    });
  });
});
