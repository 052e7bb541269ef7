import type { Resource, Stack } from "../../../preflight/model/resource";
import { change, endpointStack, make, plus } from "./network-stack";

/** The account that owns the network. */
export const OWNER = "111111111111";
/** The stack's own account, in which the environment is. */
export const PARTICIPANT = "222222222222";
const PROVIDER = "owner::owner-id";

/** What the environment and its security group need nobody else for. */
const OWN = ["environment", "group"];

/** The same resource, made by the owner of the network. */
export function byOwner(resource: Resource): Resource {
  return { ...resource, provider: PROVIDER };
}

/**
 * An environment in two subnets that another account shares with it, in one program with two
 * providers, and the endpoints that the owner makes for it.
 */
export function sharedStack(): Stack {
  const made = endpointStack();
  const owned: Stack = {
    ...made,
    account: PARTICIPANT,
    resources: [
      make(
        "provider",
        "owner",
        { region: "eu-west-1", allowedAccountIds: [OWNER] },
        { type: "pulumi:providers:aws", outputs: { id: "owner-id" } },
      ),
      ...made.resources.map((each) =>
        OWN.includes(each.name) ? each : byOwner(withOwnGroup(arnOf(each))),
      ),
      byOwner(
        make("ec2/securityGroup:SecurityGroup", "service-group", {
          vpcId: "vpc-id",
          ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
        }),
      ),
    ],
  };
  const lent = plus(
    owned,
    byOwner(
      make(
        "ram/resourceShare:ResourceShare",
        "share",
        { allowExternalPrincipals: false },
        { outputs: { id: "share-arn", arn: "share-arn" } },
      ),
    ),
    ...["private-1", "private-2"].map((subnet) =>
      byOwner(
        make("ram/resourceAssociation:ResourceAssociation", `share-${subnet}`, {
          resourceShareArn: "share-arn",
          resourceArn: `${subnet}-arn`,
        }),
      ),
    ),
    byOwner(
      make("ram/principalAssociation:PrincipalAssociation", "share-participant", {
        resourceShareArn: "share-arn",
        principal: PARTICIPANT,
      }),
    ),
  );
  const waiting = change(
    lent,
    "environment",
    { endpointManagement: "CUSTOMER", webserverAccessMode: "PRIVATE_ONLY" },
    {
      outputs: {
        id: "environment-id",
        databaseVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-database",
        webserverVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-webserver",
      },
    },
  );
  return {
    ...waiting,
    resources: [
      ...waiting.resources,
      byOwner(
        make("ec2/securityGroup:SecurityGroup", "endpoint-group", {
          vpcId: "vpc-id",
          ingress: [
            { protocol: "-1", fromPort: 0, toPort: 0, securityGroups: [`${PARTICIPANT}/group-id`] },
          ],
        }),
      ),
      ...(["database", "webserver"] as const).map((purpose) =>
        byOwner(
          make("ec2/vpcEndpoint:VpcEndpoint", `${purpose}-endpoint`, {
            vpcId: "vpc-id",
            serviceName: `com.amazonaws.vpce.eu-west-1.vpce-svc-${purpose}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: false,
            ipAddressType: "ipv4",
            subnetIds: ["private-1-id", "private-2-id"],
            securityGroupIds: ["endpoint-group-id"],
          }),
        ),
      ),
    ],
  };
}

/** The owner's endpoints have a group of the owner. */
function withOwnGroup(resource: Resource): Resource {
  return resource.inputs["securityGroupIds"] === undefined
    ? resource
    : { ...resource, inputs: { ...resource.inputs, securityGroupIds: ["service-group-id"] } };
}

/** The stack with one resource of the owner's made by the participant instead. */
export function byParticipant(name: string): Stack {
  const { resources, ...stack } = sharedStack();
  return {
    ...stack,
    resources: resources.map(({ provider, ...each }) =>
      each.name === name || provider === undefined ? each : { ...each, provider },
    ),
  };
}

function arnOf(resource: Resource): Resource {
  return resource.type === "aws:ec2/subnet:Subnet"
    ? { ...resource, outputs: { ...resource.outputs, arn: `${resource.name}-arn` } }
    : resource;
}
