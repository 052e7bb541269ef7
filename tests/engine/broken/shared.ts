import type { BrokenStack } from "./stack";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const ENVIRONMENT = "aws:mwaa/environment:Environment";
const ONE = ["shared-vpc-one-program"];
const OWN = ["own-endpoints"];
const OWNER = "shared-vpc-owner";
const PARTICIPANT = "shared-vpc-participant";
const ENDPOINTS = "shared-vpc-endpoints";

/** Endpoints that the service does not make, and VPCs that another account shares. */
export const BROKEN_SHARED: readonly BrokenStack[] = [
  {
    stacks: ONE,
    faults: [
      {
        when: "the service is to make the endpoints in a shared VPC",
        edits: [{ type: ENVIRONMENT, set: { endpointManagement: "SERVICE" } }],
        rules: ["shared-subnets-have-customer-endpoints"],
        ends: /in a shared VPC endpointManagement must be CUSTOMER/,
      },
    ],
  },
  {
    stacks: ONE,
    faults: [
      {
        when: "the participant makes the endpoints in a shared VPC",
        edits: [{ type: "mwaa:index:CustomerManagedEndpoints", withoutProvider: true }],
        rules: ["endpoints-made-by-vpc-owner"],
        ends: /This operation does not support shared VPCs/,
      },
    ],
  },
  {
    stacks: ONE,
    faults: [
      {
        when: "the subnets are shared with another account",
        edits: [
          {
            type: "aws:ram/principalAssociation:PrincipalAssociation",
            set: { principal: "333333333333" },
          },
        ],
        rules: ["subnets-shared-with-environment-account"],
        ends: /The ID 'subnet-[0-9a-f]+' does not exist|The ID 'vpc-[0-9a-f]+' does not exist/,
      },
    ],
  },
  {
    stacks: ONE,
    faults: [
      {
        when: "the database's endpoint gets a private DNS name",
        edits: [{ type: ENDPOINT, names: "-database$", set: { privateDnsEnabled: true } }],
        rules: ["customer-endpoints-without-private-dns"],
        ends: /Private DNS can't be enabled because the service/,
      },
    ],
  },
  {
    stacks: ONE,
    faults: [
      {
        when: "the group of its endpoints admits a group of another account",
        edits: [
          {
            type: INGRESS,
            names: "from-environment-1",
            set: { referencedSecurityGroupId: null, cidrIpv4: "192.0.2.0/24" },
          },
        ],
        rules: ["customer-endpoints-admit-environment"],
        ends: /no security group of the database endpoint admits/,
      },
    ],
  },
  {
    stacks: ONE,
    faults: [
      {
        when: "the participant's group does not admit itself",
        edits: [
          {
            type: INGRESS,
            names: "airflow-shared-network-security-group-from-itself",
            set: { referencedSecurityGroupId: null, cidrIpv4: "192.0.2.0/24" },
          },
        ],
        rules: ["security-groups-admit-themselves"],
        ends: /no group admits itself/,
      },
    ],
  },
  {
    stacks: OWN,
    faults: [
      {
        when: "an endpoint stands in one of its two subnets alone",
        edits: [
          {
            type: ENDPOINT,
            names: "-webserver$",
            set: { subnetIds: [{ idOf: "network-private-1$" }] },
          },
        ],
        rules: ["customer-endpoints-in-environment-subnets"],
        ends: /the webserver endpoint is not in the environment's subnets/,
      },
      {
        when: "an endpoint of its own has the other address family",
        edits: [{ type: ENDPOINT, names: "-database$", set: { ipAddressType: "ipv6" } }],
        rules: ["customer-endpoints-match-address-family", "endpoint-options-fit-together"],
        ends: /the database endpoint is ipv6, the environment ipv4/,
      },
    ],
  },
  {
    stacks: OWN,
    faults: [
      {
        when: "the endpoint of the web server leads to another service",
        edits: [
          {
            type: ENDPOINT,
            names: "-webserver$",
            set: { serviceName: "com.amazonaws.eu-west-1.airflow.env" },
          },
        ],
        rules: ["customer-endpoints-exist"],
        ends: /the webserver endpoint is missing/,
      },
    ],
  },
  {
    stacks: [OWNER, PARTICIPANT, ENDPOINTS],
    faults: [
      {
        when: "the owner makes endpoints for another access mode",
        settings: { "mwaa:webserverAccessMode": "PUBLIC_ONLY" },
        rules: [],
        ends: /webserverAccessMode: is not that of the environment, whose endpoints are others then/,
      },
    ],
  },
  {
    stacks: [OWNER, PARTICIPANT, ENDPOINTS],
    faults: [
      {
        when: "the third stack runs in the participant's account",
        settings: { "mwaa:account": "222222222222" },
        rules: ["endpoints-made-by-vpc-owner"],
        ends: /This operation does not support shared VPCs/,
      },
    ],
  },
  {
    stacks: [OWNER, PARTICIPANT],
    faults: [
      {
        when: "the owner shares with an account that is none of the participants",
        settings: { "mwaa:account": "333333333333" },
        rules: ["subnets-shared-with-environment-account"],
        ends: /The ID '(?:vpc|subnet)-[0-9a-f]+' does not exist/,
      },
    ],
  },
  {
    stacks: ["automation-owner"],
    faults: [
      {
        when: "the function that makes endpoints has a role that it cannot assume",
        edits: [
          {
            type: "aws:iam/role:Role",
            names: "endpoints-role$",
            replace: {
              property: "assumeRolePolicy",
              from: "lambda\\.amazonaws\\.com",
              to: "ec2.amazonaws.com",
            },
          },
        ],
        rules: ["status-handler-role-assumable"],
        ends: /cannot be assumed by Lambda/,
      },
    ],
  },
  {
    stacks: ["automation-owner"],
    faults: [
      {
        when: "the function that makes endpoints has a runtime that Lambda creates no more",
        edits: [{ type: "aws:lambda/function:Function", set: { runtime: "nodejs14.x" } }],
        rules: ["status-handler-runtime-creatable"],
        ends: /nodejs14\.x/,
      },
    ],
  },
  {
    stacks: ["quick-start", "production"],
    faults: [
      {
        when: "another stack has an environment of this name in the account and Region",
        settings: { "aws:region": "us-east-1" },
        edits: [{ type: ENVIRONMENT, set: { name: "MWAAEnvironment" } }],
        rules: [
          "environment-names-unique",
          "execution-role-permits-required-calls",
          "execution-role-trust-names-environment",
          "key-admits-cloudwatch-logs",
        ],
        ends: /An environment with name MWAAEnvironment already exists/,
      },
    ],
  },
];
