/**
 * A shared VPC in raw `@pulumi/aws`, as `shared-vpc:builds` says: `all` of it in one program with two providers, or
 * one of the three stacks `network`, `environment`, `endpoints` that are joined by their outputs.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { Availability } from "./availability";
import { customerEndpoints, ownerNetwork } from "./owner";
import { participantEnvironment } from "./participant";

const config = new pulumi.Config();
const region = "eu-central-1";
const owner = config.require("owner");
const participant = config.require("participant");
const builds = config.require("builds");
const mode = config.get("mode") ?? "PRIVATE_ONLY";

function providerOf(title: string, account: string, profile: string): pulumi.CustomResourceOptions {
  const provider = new aws.Provider(title, { region, allowedAccountIds: [account], profile });
  return { provider };
}

interface Network {
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly ready: readonly pulumi.Resource[];
}

function makeEnvironment({ vpcId, subnetIds, ready }: Network): {
  readonly environment: aws.mwaa.Environment;
  readonly groupId: pulumi.Output<string>;
} {
  const options = providerOf("participant", participant, "participant");
  const group = new aws.ec2.SecurityGroup(
    "environment",
    { vpcId },
    { ...options, dependsOn: [...ready] },
  );
  const self = new aws.vpc.SecurityGroupIngressRule(
    "environment",
    { securityGroupId: group.id, ipProtocol: "-1", referencedSecurityGroupId: group.id },
    options,
  );
  const out = new aws.vpc.SecurityGroupEgressRule(
    "environment",
    { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
    options,
  );
  const environment = participantEnvironment(
    {
      account: participant,
      subnetIds,
      groupId: group.id,
      ready: [...ready, self, out],
      endpointManagement: config.get("endpointManagement") ?? "CUSTOMER",
      webserverAccessMode: mode,
    },
    options,
  );
  return { environment, groupId: group.id };
}

function services(
  database: pulumi.Input<string>,
  webserver: pulumi.Input<string>,
): Readonly<Record<string, pulumi.Input<string>>> {
  return mode === "PUBLIC_ONLY" ? { database } : { database, webserver };
}

function buildNetwork(): pulumi.Inputs {
  const { vpcId, subnetIds } = ownerNetwork(
    region,
    participant,
    providerOf("owner", owner, "owner"),
  );
  return { vpcId, subnetIds };
}

function stack(name: string): pulumi.StackReference {
  return new pulumi.StackReference(`organization/shared-vpc/${name}`);
}

function buildEnvironment(): pulumi.Inputs {
  const network = stack("network");
  const { environment, groupId } = makeEnvironment({
    vpcId: network.requireOutput("vpcId"),
    subnetIds: network.requireOutput("subnetIds"),
    ready: [],
  });
  return {
    groupId,
    database: environment.databaseVpcEndpointService,
    webserver: environment.webserverVpcEndpointService,
  };
}

function buildEndpoints(): pulumi.Inputs {
  const [network, environment] = [stack("network"), stack("environment")];
  customerEndpoints(
    {
      vpcId: network.requireOutput("vpcId"),
      subnetIds: network.requireOutput("subnetIds"),
      admitted: pulumi.interpolate`${participant}/${environment.requireOutput("groupId")}`,
      services: services(
        environment.requireOutput("database"),
        environment.requireOutput("webserver"),
      ),
    },
    providerOf("owner", owner, "owner"),
  );
  return {};
}

function buildAll(): pulumi.Inputs {
  const options = providerOf("owner", owner, "owner");
  const network = ownerNetwork(region, participant, options);
  const { environment, groupId } = makeEnvironment({
    ...network,
    subnetIds: [...network.subnetIds],
  });
  const endpoints = customerEndpoints(
    {
      vpcId: network.vpcId,
      subnetIds: [...network.subnetIds],
      admitted: pulumi.interpolate`${participant}/${groupId}`,
      services: services(
        environment.databaseVpcEndpointService,
        environment.webserverVpcEndpointService,
      ),
    },
    options,
  );
  const availability = new Availability("availability", {
    account: participant,
    name: environment.name,
    endpoints: endpoints.map(({ id }) => id),
  });
  return { status: availability.status, statusThen: environment.status };
}

const BUILDERS: Readonly<Record<string, () => pulumi.Inputs>> = {
  all: buildAll,
  network: buildNetwork,
  environment: buildEnvironment,
  endpoints: buildEndpoints,
};

const build = BUILDERS[builds];
if (build === undefined) {
  throw new Error(`builds ${builds} is none of ${Object.keys(BUILDERS).join(", ")}`);
}

export = build();
