import type { BrokenStack } from "./stack";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const STACKS = ["private-routing"];

/** A network without a way to the internet, whose endpoints are wrong. */
export const BROKEN_PRIVATE: readonly BrokenStack[] = [
  {
    stacks: STACKS,
    faults: [
      {
        when: "the endpoint of the queue is one of another service",
        edits: [
          {
            type: ENDPOINT,
            names: "endpoints-sqs$",
            set: { serviceName: "com.amazonaws.eu-central-1.sns" },
          },
        ],
        rules: ["subnets-reach-aws-services"],
        ends: /there is no endpoint for sqs/,
      },
      {
        when: "the endpoint of the metrics has no private DNS name",
        edits: [
          { type: ENDPOINT, names: "endpoints-monitoring$", set: { privateDnsEnabled: false } },
        ],
        rules: ["subnets-reach-aws-services"],
        ends: /the endpoint for monitoring has no private DNS name/,
      },
      {
        when: "the gateway of S3 is not on the table of one subnet",
        edits: [
          {
            type: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
            names: "s3-table-2$",
            set: { routeTableId: { idOf: "private-1-routes$" } },
          },
        ],
        rules: ["subnets-reach-aws-services"],
        ends: /the s3 gateway endpoint is not on/,
      },
      {
        when: "a network ACL denies what comes back",
        edits: [
          {
            type: "aws:ec2/networkAclRule:NetworkAclRule",
            names: "acl-in-ipv4$",
            set: { ruleAction: "deny" },
          },
        ],
        rules: ["network-acls-let-traffic-through"],
        ends: /the network ACL acl-[0-9a-f]+ of subnet-[0-9a-f]+ stops what goes back from/,
      },
    ],
  },
  {
    stacks: STACKS,
    faults: [
      {
        when: "the group of the endpoints admits nobody of the environment",
        edits: [
          {
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            names: "endpoints-from-group-1$",
            set: { referencedSecurityGroupId: null, cidrIpv4: "192.0.2.0/24" },
          },
        ],
        rules: ["feature-endpoints-present", "subnets-reach-aws-services"],
        ends: /no security group of the endpoint for logs admits/,
      },
    ],
  },
  {
    stacks: STACKS,
    faults: [
      {
        when: "the policy of the queue's endpoint admits queues of another name",
        edits: [
          {
            type: ENDPOINT,
            names: "endpoints-sqs$",
            replace: { property: "policy", from: "airflow-celery-", to: "another-queue-" },
          },
        ],
        rules: ["endpoint-policies-admit-environment"],
        ends: /the policy of the endpoint for sqs does not admit/,
      },
      {
        when: "the policy of the gateway of S3 admits other buckets",
        edits: [
          {
            type: ENDPOINT,
            names: "endpoints-s3$",
            replace: { property: "policy", from: "airflow-private", to: "airflow-public" },
          },
        ],
        rules: ["endpoint-policies-admit-environment"],
        ends: /the policy of the endpoint for s3 does not admit/,
      },
    ],
  },
  {
    stacks: STACKS,
    faults: [
      {
        when: "the VPC gives no DNS names",
        edits: [{ type: "aws:ec2/vpc:Vpc", set: { enableDnsHostnames: false } }],
        rules: ["vpc-resolves-names"],
        ends: /Enabling private DNS requires both enableDnsSupport and enableDnsHostnames/,
      },
    ],
  },
  {
    stacks: STACKS,
    faults: [
      {
        when: "one service has two endpoints with private DNS",
        edits: [
          {
            type: ENDPOINT,
            names: "endpoints-logs$",
            add: true,
            set: { policy: null },
          },
        ],
        rules: ["endpoint-services-not-taken-twice", "environment-waits-for-network"],
        ends: /there is already a conflicting DNS domain/,
      },
    ],
  },
];
