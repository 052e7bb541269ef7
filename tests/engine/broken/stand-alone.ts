import type { BrokenStack } from "./stack";

const ENVIRONMENT = "aws:mwaa/environment:Environment";
const SUBNET = "aws:ec2/subnet:Subnet";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const PUBLIC = ["quick-start"];

/** Environments of which one account makes everything. */
export const BROKEN_ALONE: readonly BrokenStack[] = [
  {
    stacks: PUBLIC,
    faults: [
      {
        when: "the versioning of its bucket is suspended",
        edits: [
          {
            type: "aws:s3/bucketVersioning:BucketVersioning",
            set: { versioningConfiguration: { status: "Suspended" } },
          },
        ],
        rules: ["bucket-versioning-enabled"],
        ends: /Versioning is not enabled for s3 bucket/,
      },
      {
        when: "a public policy of its bucket would be honoured",
        edits: [
          {
            type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            set: { restrictPublicBuckets: false },
          },
        ],
        rules: ["bucket-public-access-blocked"],
        ends: /does not have BlockPublicAccess set/,
      },
      {
        when: "its role trusts another service",
        edits: [
          {
            type: "aws:iam/role:Role",
            names: "role$",
            replace: {
              property: "assumeRolePolicy",
              from: '"airflow-env.amazonaws.com"',
              to: '"ec2.amazonaws.com"',
            },
          },
        ],
        rules: ["execution-role-trusts-mwaa"],
        ends: /assume/,
      },
      {
        when: "its counts do not fit its class",
        edits: [{ type: ENVIRONMENT, set: { environmentClass: "mw1.micro", schedulers: 2 } }],
        rules: ["capacity-fits-class"],
        ends: /schedulers must be between 1 and 1|must be 1\./,
      },
      {
        when: "both subnets are in one zone",
        edits: [{ type: SUBNET, set: { availabilityZoneId: "use1-az1" } }],
        rules: ["subnets-in-two-zones"],
        ends: /The subnets must be in two different Availability Zones of one VPC/,
      },
    ],
  },
  {
    stacks: PUBLIC,
    faults: [
      {
        when: "a private subnet has a route table without routes",
        edits: [
          { type: "aws:ec2/routeTable:RouteTable", names: "private-1-routes$", add: true },
          {
            type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
            names: "private-1-association$",
            set: { routeTableId: { idOf: "private-1-routes-added$" } },
          },
        ],
        rules: ["subnets-reach-aws-services", "workers-reach-web-server"],
        ends: /has neither a route to a NAT gateway nor the endpoints it needs: there is no endpoint for s3/,
      },
      {
        when: "NAT gateways stand in the private subnets that they serve",
        edits: [
          {
            type: "aws:ec2/natGateway:NatGateway",
            names: "nat-2$",
            set: { subnetId: { idOf: "network-private-2$" } },
          },
        ],
        rules: ["nat-gateways-lead-out"],
        ends: /stands in a subnet without a route to an internet gateway/,
      },
      {
        when: "its security group admits a range instead of itself",
        edits: [
          {
            type: INGRESS,
            names: "from-itself$",
            set: { referencedSecurityGroupId: null, cidrIpv4: "192.0.2.0/24" },
          },
        ],
        rules: ["security-groups-admit-themselves"],
        ends: /no group admits itself/,
      },
      {
        when: "its security group lets nothing out but into another network",
        edits: [{ type: EGRESS, names: "to-ipv4$", set: { cidrIpv4: "192.0.2.0/24" } }],
        rules: ["security-groups-let-own-traffic-out"],
        ends: /no group lets traffic out to services on port 443/,
      },
      {
        when: "its role may not write to the queue",
        edits: [
          {
            type: "aws:iam/policy:Policy",
            names: "role-policy$",
            replace: { property: "policy", from: '"sqs:SendMessage"', to: '"sqs:ListQueues"' },
          },
        ],
        rules: ["execution-role-permits-required-calls"],
        ends: /lacks permissions/,
      },
    ],
  },
  {
    stacks: PUBLIC,
    faults: [
      {
        when: "an environment is put into subnets that lead to the internet gateway",
        edits: [
          {
            type: ENVIRONMENT,
            set: {
              "networkConfiguration.subnetIds": [
                { idOf: "network-public-1$" },
                { idOf: "network-public-2$" },
              ],
            },
          },
        ],
        rules: ["subnets-private"],
        ends: /has neither a route to a NAT gateway nor the endpoints it needs/,
      },
    ],
  },
  {
    stacks: ["ipv6"],
    faults: [
      {
        when: "a subnet has a range outside of its VPC",
        edits: [{ type: SUBNET, names: "private-2$", set: { cidrBlock: "10.99.1.0/24" } }],
        rules: ["subnet-fits-vpc"],
        ends: /InvalidSubnet\.Range/,
      },
    ],
  },
  {
    stacks: ["ipv6"],
    faults: [
      {
        when: "IPv6 subnets give no addresses to what stands in them",
        edits: [
          { type: SUBNET, names: "private-\\d$", set: { assignIpv6AddressOnCreation: null } },
        ],
        rules: ["ipv6-subnets-assign-addresses"],
        ends: /has an IPv6 range and assigns no address of it/,
      },
    ],
  },
  {
    stacks: ["cross-account-key"],
    faults: [
      {
        when: "the key that another account owns does not permit grants",
        edits: [
          {
            type: "aws:kms/key:Key",
            replace: { property: "policy", from: '"kms:CreateGrant"', to: '"kms:RevokeGrant"' },
          },
        ],
        rules: ["key-permits-service-grants"],
        ends: /does not allow account 123456789012 to create grants/,
      },
    ],
  },
  {
    stacks: ["production"],
    faults: [
      {
        when: "its key is a multi-Region key",
        edits: [{ type: "aws:kms/key:Key", set: { multiRegion: true } }],
        rules: [],
        ends: /is a multi-Region key, which MWAA does not accept/,
      },
    ],
  },
  {
    stacks: ["production"],
    faults: [
      {
        when: "its key is named by an alias",
        edits: [{ type: ENVIRONMENT, set: { kmsKey: "alias/airflow-production" } }],
        rules: ["bucket-encrypted-with-environment-key", "environment-key-usable"],
        ends: /is an alias; the ARN of a key is required/,
      },
    ],
  },
  {
    stacks: ["production"],
    faults: [
      {
        when: "its key does not admit the service of the log groups",
        edits: [
          {
            type: "aws:kms/key:Key",
            replace: { property: "policy", from: "logs\\.eu-west-1", to: "logs.eu-west-2" },
          },
        ],
        rules: ["key-admits-cloudwatch-logs"],
        ends: /AccessDeniedException: The specified KMS key does not exist or is not allowed to be used/,
      },
    ],
  },
  {
    stacks: ["custom-domain"],
    faults: [
      {
        when: "the certificate of its domain is in another Region",
        edits: [{ type: "aws:acm/certificate:Certificate", set: { region: "us-east-1" } }],
        rules: ["load-balancer-certificate-in-region"],
        ends: /CertificateNotFound/,
      },
    ],
  },
];
