import { bucketPolicy } from "../../../../mwaa/documents/bucket-policy";
import { executionRolePolicy } from "../../../../mwaa/documents/execution-role";
import { keyPolicy } from "../../../../mwaa/documents/key-policy";
import { executionRoleTrust } from "../../../../mwaa/documents/trust";
import { endpointsFor } from "../../../../mwaa/service/endpoints";
import type { Resource, Stack } from "../../../../preflight/model/resource";
import type { Context } from "../../../../preflight/readers/context/read";
import { readContext } from "../../../../preflight/readers/context/read";
import { resource, stackOf } from "../../../helpers/small-stacks";

/** A value that YAML and JSON hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const place = { partition: "aws", region: "eu-west-1", account: "111122223333" } as const;
const NAME = "etl";
const BUCKET = "etl-dags";
const ROLE = "arn:aws:iam::111122223333:role/service-role/etl";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SUBNETS = ["subnet-1", "subnet-2"];
const TABLES = ["rtb-1", "rtb-2"];

/** An account in which everything exists that an environment with private routing needs. */
export function existingAccount(): { [key: string]: Json } {
  const endpoints = endpointsFor({ region: place.region, features: [], s3: "gateway" });
  const facts = {
    version: 1,
    account: place.account,
    region: place.region,
    vpcs: [
      {
        id: "vpc-1",
        cidrBlocks: ["10.0.0.0/16"],
        ipv6CidrBlocks: [],
        dnsSupport: true,
        dnsHostnames: true,
        dnsServers: ["AmazonProvidedDNS"],
        waysIn: ["client-vpn"],
        mainRouteTable: "rtb-1",
        defaultNetworkAcl: "acl-1",
        internetGateways: [],
        subnets: SUBNETS.map((id, i) => ({
          id,
          cidrBlock: `10.0.${i}.0/24`,
          zoneId: `euw1-az${i + 1}`,
          routeTable: TABLES[i] ?? "",
          networkAcl: "acl-1",
          assignIpv6AddressOnCreation: false,
        })),
        routeTables: TABLES.map((id) => ({ id, routes: [{ to: "10.0.0.0/16", via: "local" }] })),
        securityGroups: [
          { id: "sg-1", ingress: [{ from: "self" }], egress: [{ to: "0.0.0.0/0" }] },
          {
            id: "sg-2",
            ingress: [{ from: "sg-1", protocol: "tcp", ports: 443 }],
            egress: [],
          },
        ],
        networkAcls: [
          {
            id: "acl-1",
            ingress: [{ rule: 100, action: "allow", from: "0.0.0.0/0" }],
            egress: [{ rule: 100, action: "allow", to: "0.0.0.0/0" }],
          },
        ],
        endpoints: endpoints.map(({ service, kind }, i) =>
          kind === "gateway"
            ? {
                id: `vpce-${i}`,
                service,
                type: "Gateway",
                routeTables: TABLES,
                prefixList: "pl-6da54004",
                policy: "full",
              }
            : {
                id: `vpce-${i}`,
                service,
                type: "Interface",
                privateDns: true,
                subnets: SUBNETS,
                securityGroups: ["sg-2"],
                policy: "full",
              },
        ),
      },
    ],
    buckets: [
      {
        name: BUCKET,
        region: place.region,
        versioning: "Enabled",
        publicAccessBlock: {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        encryption: { algorithm: "aws:kms", key: KEY, bucketKey: true },
        policy: bucketPolicy({ place, bucketName: BUCKET }),
        objects: ["dags/hello.py"],
      },
    ],
    keys: [
      {
        arn: KEY,
        enabled: true,
        rotation: true,
        spec: "SYMMETRIC_DEFAULT",
        usage: "ENCRYPT_DECRYPT",
        policy: keyPolicy({ place, environmentName: NAME, executionRoleArn: ROLE }),
      },
    ],
    roles: [
      {
        arn: ROLE,
        trust: executionRoleTrust({ place, environmentName: NAME }),
        inlinePolicies: {
          environment: executionRolePolicy({
            place,
            environmentName: NAME,
            bucketName: BUCKET,
            encryption: { keyArn: KEY },
            hardened: true,
          }),
        },
        managedPolicies: [],
        permissionsBoundary: "none",
      },
    ],
  };
  return JSON.parse(JSON.stringify(facts)) as { [key: string]: Json };
}

/** A stack that makes an environment of nothing but what exists, named by ids and ARNs. */
export function environmentInExistingAccount(): Stack {
  const environment: Resource = resource("environment", "airflow", {
    name: NAME,
    airflowVersion: "3.2.1",
    dagS3Path: "dags",
    environmentClass: "mw1.small",
    webserverAccessMode: "PRIVATE_ONLY",
    sourceBucketArn: `arn:aws:s3:::${BUCKET}`,
    executionRoleArn: ROLE,
    kmsKey: KEY,
    loggingConfiguration: { taskLogs: { enabled: true, logLevel: "INFO" } },
    networkConfiguration: { subnetIds: SUBNETS, securityGroupIds: ["sg-1"] },
  });
  return stackOf([environment]);
}

/** The context that facts make. */
export function contextOf(facts: Json): Context {
  const read = readContext(JSON.stringify(facts), { file: "context.json" });
  if ("faults" in read) throw new Error(read.faults.map((each) => JSON.stringify(each)).join("\n"));
  return read;
}
