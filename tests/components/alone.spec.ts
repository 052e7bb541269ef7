import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import {
  AwsxNetwork,
  CustomerEndpointAutomation,
  CustomerManagedEndpoints,
  DagFiles,
  Environment,
  EnvironmentAvailability,
  EnvironmentBucket,
  EnvironmentKey,
  ExecutionRole,
  ExistingNetwork,
  KeyGrant,
  LogGroups,
  PrivateRoutingNetwork,
  PublicRoutingNetwork,
  ServiceEndpoints,
  SharedVpcOwner,
  SharedVpcParticipant,
  WebserverAddress,
  WebserverLoadBalancer,
} from "../../components";
import { record } from "../helpers/mocks";

const home = path.join(__dirname, "../..");

/** What somebody makes who uses the library without settings, with the snippets of its comments. */
const ALONE: Readonly<Record<string, () => pulumi.Resource>> = {
  "network/public-routing": () => {
    const network = new PublicRoutingNetwork("airflow");
    return network;
  },
  "network/existing": () => {
    const network = new ExistingNetwork("airflow", {
      subnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"],
      securityGroupIds: ["sg-0a1b2c3d"],
    });
    return network;
  },
  "network/private-routing": () => {
    const network = new PrivateRoutingNetwork("airflow", {
      serviceEndpoints: { features: ["secretsmanager"] },
    });
    return network;
  },
  "network/awsx": () => {
    const network = new AwsxNetwork("airflow", { vpcCidr: "10.20.0.0/16" });
    return network;
  },
  "endpoints/service-endpoints": () => {
    const vpcId = "vpc-1";
    const subnetIds = ["subnet-1", "subnet-2"] as const;
    const routeTableIds = ["rtb-1", "rtb-2"] as const;
    const group = { id: "sg-1" };
    const endpoints = new ServiceEndpoints("airflow-endpoints", {
      vpcId,
      subnetIds,
      routeTableIds,
      callers: { securityGroupIds: [group.id] },
      features: ["secretsmanager"],
    });
    return endpoints;
  },
  "shared-vpc/shared-vpc-owner": () => {
    const owner = new SharedVpcOwner("airflow-network", {
      network: { kind: "private-routing" },
      shareWith: ["222222222222"],
    });
    return owner;
  },
  "shared-vpc/shared-vpc-participant": () => {
    const network = new SharedVpcParticipant("airflow-network", {
      vpcId: "vpc-0a1b2c3d",
      subnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"],
      ownerAccount: "111111111111",
      environmentName: "airflow",
    });
    return network;
  },
  "endpoints/customer-managed-endpoints": () => {
    const owner = { vpcId: "vpc-1" };
    const ownerProvider = new Provider("owner", { region: "eu-west-1" });
    const environment = {
      endpointRequest: {
        environmentName: "airflow",
        environmentAccount: "222222222222",
        securityGroupIds: ["sg-1"],
        subnetIds: ["subnet-1", "subnet-2"],
        databaseVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0d",
        webserverVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0e",
      },
    } as const;
    const { securityGroupIds, ...request } = environment.endpointRequest;
    const endpoints = new CustomerManagedEndpoints(
      "airflow-endpoints",
      {
        ...request,
        environmentSecurityGroupIds: securityGroupIds,
        vpcId: owner.vpcId,
        webserverAccessMode: "PRIVATE_ONLY",
      },
      { provider: ownerProvider },
    );
    return endpoints;
  },
  "endpoints/endpoint-automation": () => {
    const automation = new CustomerEndpointAutomation("airflow-endpoints", {
      vpcId: "vpc-0a1b2c3d",
      subnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"],
      participants: [{ account: "222222222222" }],
    });
    return automation;
  },
  "endpoints/environment-availability": () => {
    const endpoints: { readonly ready: readonly pulumi.Resource[] } = { ready: [] };
    return new EnvironmentAvailability("airflow-available", {
      environmentName: "airflow",
      region: "eu-west-1",
      endpoints: endpoints.ready,
    });
  },
  "endpoints/webserver-address": () => {
    const vpcId = "vpc-1";
    const webserverHost = "b1c2.c3.airflow.eu-west-1.on.aws";
    return new WebserverAddress("airflow-address", {
      vpcId,
      webserverHost,
      webserverEndpointDnsName: "vpce-0a-1b.vpce-svc-2c.eu-west-1.vpce.amazonaws.com",
      webserverEndpointHostedZoneId: "Z38GZ743OKFT7T",
    });
  },
  "access/execution-role": () => {
    const role = new ExecutionRole("airflow-role", {
      environmentName: "airflow",
      bucketName: "airflow-dags-1a2b3c",
    });
    return role;
  },
  "access/key": () => {
    const role = new ExecutionRole("airflow-role", {
      environmentName: "airflow",
      bucketName: "airflow-dags-1a2b3c",
      encryption: "separate",
    });
    const key = new EnvironmentKey("airflow-key", {
      environmentName: "airflow",
      executionRole: role,
    });
    return key;
  },
  "access/key-grant": () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const grant = new KeyGrant("reader", {
      key,
      grantee: "arn:aws:iam::444455556666:role/data-reader",
      operations: ["Decrypt"],
    });
    return grant;
  },
  "web-access/webserver-load-balancer": () => {
    const domainName = "airflow.example.com";
    const environment = new Environment("airflow", {
      network: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
      bucket: "airflow-dags",
      executionRole: "arn:aws:iam::123456789012:role/service-role/airflow",
      airflowVersion: "3.2.1",
      airflowConfigurationOptions: { "webserver.base_url": domainName },
    });
    const vpcId = "vpc-1";
    const subnetIds = ["subnet-1", "subnet-2"];
    const hostedZoneId = "Z1";
    const web = new WebserverLoadBalancer("web", {
      environment,
      vpcId,
      subnetIds,
      domainName,
      hostedZoneId,
      allowedCidrs: ["10.0.0.0/8"],
    });
    return web;
  },
  "storage/bucket": () => {
    const bucket = new EnvironmentBucket("airflow-bucket", { environmentName: "airflow" });
    return bucket;
  },
  "storage/dag-files": () => {
    const bucket = new EnvironmentBucket("airflow-bucket", { environmentName: "airflow" });
    const files = new DagFiles("airflow-files", { bucket, folder: "assets/dags" });
    return files;
  },
  "environment/log-groups": () => {
    const logs = new LogGroups("airflow-logs", { environmentName: "airflow", retentionDays: 30 });
    return logs;
  },
  "environment/environment": () => {
    const network = new PublicRoutingNetwork("airflow");
    const bucket = new EnvironmentBucket("airflow-bucket", { environmentName: "airflow" });
    const executionRole = new ExecutionRole("airflow-role", {
      environmentName: "airflow",
      bucketName: bucket.name,
    });
    return new Environment("airflow", {
      network,
      bucket,
      executionRole,
      airflowVersion: "3.2.1",
    });
  },
};

/** Documents that hold what only AWS can tell: a new key's ARN, the id of a new group. */
const HOLDS_IDS = ["airflow-key-use", "airflow-endpoints-network-policy"];

function squeezed(text: string): string {
  return text.replace(/\s|,(?=\s*[})])/g, "");
}

/** The example in the comment of a component's class. */
function exampleOf(file: string): string {
  const source = fs.readFileSync(path.join(home, "components", `${file}.ts`), "utf8");
  const example = /```ts\n([^]*?)```/.exec(source)?.[1];
  assert.ok(example !== undefined, `${file} shows no example`);
  return example.replace(/^ \* ?/gm, "");
}

describe("A component alone", () => {
  for (const [file, make] of Object.entries(ALONE)) {
    it(`is made as ${file} says, and its documents are known in a preview`, async () => {
      assert.ok(
        squeezed(fs.readFileSync(__filename, "utf8")).includes(squeezed(exampleOf(file))),
        exampleOf(file),
      );
      assert.ok(exampleOf(file).trim().split("\n").length <= 6);
      const { recording } = await record(make, { preview: true });
      for (const { name, inputs } of recording.registrations) {
        for (const document of ["assumeRolePolicy", "policy"]) {
          const text = inputs[document];
          if (text === undefined || HOLDS_IDS.includes(name)) continue;
          assert.ok(typeof text === "string", `${name} ${document}`);
          assert.match(text, /^\{"Version":"2012-10-17"/, `${name} ${document}`);
        }
      }
    });
  }
});
