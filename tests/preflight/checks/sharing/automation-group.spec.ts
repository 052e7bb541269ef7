import type { Properties, Resource, Stack } from "../../../../preflight/model/resource";
import { HIDDEN, itSays, make, stackOf } from "../network-stack";

const RULE = "endpoint-automation-names-one-network";

const vpc = (name: string): Resource => make("ec2/vpc:Vpc", name, { cidrBlock: "10.0.0.0/16" });
const subnet = (name: string, vpcId = "vpc-id"): Resource =>
  make("ec2/subnet:Subnet", name, { vpcId });
const group = (vpcId = "vpc-id"): Resource =>
  make("ec2/securityGroup:SecurityGroup", "group", { vpcId });

function automation(variables: Properties = {}, more: Partial<Resource> = {}): Resource {
  const told = {
    READER_ROLE_NAME: "mwaa-status-reader-eu-west-1",
    PARTICIPANTS: "{}",
    SUBNET_IDS: "first-id,second-id",
    SECURITY_GROUP_ID: "group-id",
    ...variables,
  };
  return make(
    "lambda/function:Function",
    "handler",
    { name: "handler", environment: { variables: told } },
    more,
  );
}

const stack =
  (...resources: readonly Resource[]): (() => Stack) =>
  () =>
    stackOf([vpc("vpc"), vpc("other"), ...resources]);

describe(RULE, () => {
  const subnets = [subnet("first"), subnet("second")];
  itSays(RULE, [
    {
      when: "a group of the subnets' VPC",
      stack: stack(...subnets, group(), automation()),
      says: "pass",
    },
    {
      when: "a group of another VPC",
      stack: stack(...subnets, group("other-id"), automation()),
      says: "fail",
      findings: [
        "handler: SECURITY_GROUP_ID is a group of another VPC than the subnet first",
        "handler: SECURITY_GROUP_ID is a group of another VPC than the subnet second",
      ],
    },
    {
      when: "one subnet of another VPC",
      stack: stack(subnet("first"), subnet("second", "other-id"), group(), automation()),
      says: "fail",
      findings: ["handler: SECURITY_GROUP_ID is a group of another VPC than the subnet second"],
    },
    {
      when: "a group that no stack holds",
      stack: stack(...subnets, automation()),
      says: "unknown",
    },
    {
      when: "a group whose id is not known yet",
      stack: stack(
        ...subnets,
        group(),
        automation(
          { SECURITY_GROUP_ID: HIDDEN },
          { propertyDependencies: { environment: ["group"] } },
        ),
      ),
      says: "pass",
    },
    {
      when: "hidden subnets",
      stack: stack(...subnets, group(), automation({ SUBNET_IDS: HIDDEN })),
      says: "unknown",
    },
    {
      when: "a function with fewer variables",
      stack: stack(make("lambda/function:Function", "handler", { name: "handler" })),
      says: "notApplicable",
    },
    {
      when: "subnets that another account owns",
      stack: stack(
        make(
          "provider",
          "participant",
          { allowedAccountIds: ["222222222222"] },
          { type: "pulumi:providers:aws", outputs: { id: "id" } },
        ),
        make(
          "provider",
          "owner",
          { allowedAccountIds: ["111111111111"] },
          { type: "pulumi:providers:aws", outputs: { id: "id" } },
        ),
        ...[
          vpc("vpc-of-owner"),
          subnet("first", "vpc-of-owner-id"),
          subnet("second", "vpc-of-owner-id"),
          group("vpc-of-owner-id"),
        ].map((each): Resource => ({ ...each, provider: "owner::id" })),
        automation({}, { provider: "participant::id" }),
      ),
      says: "fail",
      findings: [
        "handler: is told of first, which belongs to another account",
        "handler: is told of second, which belongs to another account",
        "handler: is told of group, which belongs to another account",
      ],
    },
  ]);
});
