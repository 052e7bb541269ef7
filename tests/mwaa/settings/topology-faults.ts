/** Lines of a stack file that are refused, and the beginning of the one message that says so. */
type Refused = readonly (readonly [what: string, lines: readonly string[], expected: RegExp])[];

const SHARE = ["mwaa:builds: shared-network", 'mwaa:share: {with: ["222222222222"]}'];
const PRIVATE = "mwaa:webserverAccessMode: PRIVATE_ONLY";

function automation(settings: string, ...others: readonly string[]): readonly string[] {
  return [...SHARE, ...others, `mwaa:endpointAutomation: {${settings}}`];
}

function served(settings: string): readonly string[] {
  return automation(`participants: [{account: "222222222222"}], ${settings}`);
}

function lent(settings: string): readonly string[] {
  return [`mwaa:network: {kind: shared, ownerAccount: "111111111111", ${settings}}`];
}

/** Accounts, shares, and what is served by the owner. */
export const SHARING_FAULTS: Refused = [
  [
    "the stack's own account as the owner",
    [
      'mwaa:account: "111111111111"',
      'mwaa:network: {kind: shared, owner: {account: "111111111111"}}',
    ],
    /mwaa:network\.owner\.account is the stack's own account: got "111111111111"/,
  ],
  [
    "the stack's own account as that of the owner's stack",
    ['mwaa:account: "111111111111"', ...lent("fromStack: owner")],
    /mwaa:network\.ownerAccount is the stack's own account/,
  ],
  [
    "the stack's own account as the owner of the key",
    ['mwaa:account: "111111111111"', 'mwaa:key: {owner: {account: "111111111111"}}'],
    /mwaa:key\.owner\.account is the stack's own account.*; remove owner, and the key is made here/,
  ],
  [
    "a role of another account than the owner's",
    [
      'mwaa:network: {kind: shared, owner: {account: "111111111111", assumeRoleArn: "arn:aws:iam::333333333333:role/x"}}',
    ],
    /mwaa:network\.owner\.assumeRoleArn is a role of another account than 111111111111/,
  ],
  [
    "a role of another partition",
    [
      'mwaa:network: {kind: shared, owner: {account: "111111111111", assumeRoleArn: "arn:aws-cn:iam::111111111111:role/x"}}',
    ],
    /^stacks.*:4:\d+ mwaa:network\.owner\.assumeRoleArn is an ARN of the partition aws-cn, and eu-west-1 is in aws/,
  ],
  [
    "a share with a part of an organization of another partition",
    [
      "mwaa:builds: shared-network",
      'mwaa:share: {with: ["arn:aws-us-gov:organizations::111111111111:organization/o-a1b2c3d4e5"]}',
    ],
    /mwaa:share\.with\[0\] is an ARN of the partition aws-us-gov/,
  ],
  [
    "a boundary of another partition",
    ['mwaa:executionRole: {permissionsBoundary: "arn:aws-cn:iam::aws:policy/Boundary"}'],
    /mwaa:executionRole\.permissionsBoundary is an ARN of the partition aws-cn/,
  ],
  [
    "a secret account of the owner",
    ["mwaa:network: {kind: shared, fromStack: owner, ownerAccount: {secure: abc}}"],
    /mwaa:network\.ownerAccount cannot be a secret, because it decides which resources exist/,
  ],
  [
    "a secret account of a participant",
    automation("participants: [{account: {secure: abc}}]"),
    /mwaa:endpointAutomation\.participants\[0\]\.account cannot be a secret/,
  ],
  [
    "restricted rules by IPv4 alone in shared subnets with IPv6",
    lent(
      "vpcId: vpc-1, subnetIds: [subnet-1, subnet-2], vpcCidr: 10.0.0.0/16, ipv6: true, securityGroupRules: restricted",
    ),
    /^stacks.*:4:\d+ mwaa:network\.securityGroupRules would let the environment reach the VPC by IPv4 alone/,
  ],
  [
    "the same in subnets that a stack lends",
    lent("fromStack: owner, vpcCidr: 10.0.0.0/16, ipv6: true, securityGroupRules: restricted"),
    /mwaa:network\.securityGroupRules would let the environment reach the VPC by IPv4 alone/,
  ],
  [
    "the same in a network without internet that the owner makes here",
    [
      'mwaa:network: {kind: shared, securityGroupRules: restricted, owner: {account: "111111111111", network: {kind: private-routing, ipv6: true}}}',
    ],
    /mwaa:network\.securityGroupRules would let the environment reach the VPC by IPv4 alone/,
  ],
  [
    "a share with oneself",
    [...SHARE, 'mwaa:account: "222222222222"'],
    /mwaa:share\.with\[0\] is the stack's own account/,
  ],
  [
    "a share with somebody twice",
    ["mwaa:builds: shared-network", 'mwaa:share: {with: ["222222222222", "222222222222"]}'],
    /mwaa:share\.with\[1\] is named a second time/,
  ],
  [
    "a participant that is named twice",
    automation('participants: [{account: "222222222222"}, {account: "222222222222"}]'),
    /mwaa:endpointAutomation\.participants\[1\]\.account is named a second time/,
  ],
  [
    "the owner as a participant",
    automation('participants: [{account: "111111111111"}]', 'mwaa:account: "111111111111"'),
    /mwaa:endpointAutomation\.participants\[0\]\.account is the stack's own account/,
  ],
  [
    "a participant's environment with a name that none has",
    automation('participants: [{account: "222222222222", environments: [1st]}]'),
    /participants\[0\]\.environments\[0\] holds a character/,
  ],
  [
    "a schedule in the syntax of crontab",
    served('schedule: "*/15 * * * *"'),
    /endpointAutomation\.schedule is not a schedule of EventBridge/,
  ],
  [
    "a schedule with five fields",
    served('schedule: "cron(0/15 * * * *)"'),
    /schedule has 5 fields of cron, and EventBridge wants six/,
  ],
  [
    "a schedule with both kinds of days",
    served('schedule: "cron(0/15 * * * * *)"'),
    /schedule needs a \? for just one of day of month and day of week/,
  ],
  [
    "a rate of 1 minutes",
    served("schedule: rate(1 minutes)"),
    /schedule has a plural after 1: .*set it to rate\(1 minute\)/,
  ],
  [
    "a rate of 5 minute",
    served("schedule: rate(5 minute)"),
    /schedule has a singular after more than 1: .*set it to rate\(5 minutes\)/,
  ],
  ["a rate of nothing", served("schedule: rate(0 minutes)"), /schedule never comes round/],
  [
    "the event bus that every account has",
    served("eventBusName: default"),
    /eventBusName is not the name of an event bus: got "default"/,
  ],
  [
    "the ARN of an event bus for its name",
    lent('fromStack: owner, eventBusName: "arn:aws:events:eu-west-1:111111111111:event-bus/x"'),
    /network\.eventBusName is not the name of an event bus/,
  ],
  [
    "a topic of another region",
    served('alarmTopicArn: "arn:aws:sns:us-east-1:111111111111:x"'),
    /alarmTopicArn is a topic of us-east-1, and the alarms are in eu-west-1/,
  ],
  [
    "the same subnet twice",
    lent("vpcId: vpc-1, subnetIds: [subnet-1, subnet-1]"),
    /network\.subnetIds\[1\] names a subnet a second time/,
  ],
  [
    "a name for the id of a VPC",
    lent("vpcId: hub, subnetIds: [subnet-1, subnet-2]"),
    /network\.vpcId is not the id of a VPC: got "hub"/,
  ],
  [
    "a share to be accepted that is not named",
    lent("vpcId: vpc-1, subnetIds: [subnet-1, subnet-2], acceptShare: true"),
    /network\.resourceShareArn is missing, and the share is to be accepted/,
  ],
  [
    "something else for the ARN of a share",
    lent("vpcId: vpc-1, subnetIds: [subnet-1, subnet-2], resourceShareArn: share-1"),
    /network\.resourceShareArn is not the ARN of a resource share/,
  ],
  [
    "a security group of the owner, which makes none",
    [...SHARE, "mwaa:network: {securityGroupRules: restricted}"],
    /network\.securityGroupRules describes a security group that the owner of a shared network does not make/,
  ],
];

const DOMAIN = "domainName: airflow.example.com, allowedCidrs: [10.0.0.0/8]";
const CUSTOMER = "mwaa:endpointManagement: CUSTOMER";
const UNREAD =
  "mwaa:network: {kind: existing, lookUp: false, subnetIds: [subnet-1, subnet-2], securityGroupIds: [sg-1]}";

/** Endpoints, groups and domains. */
export const ENDPOINT_FAULTS: Refused = [
  [
    "an environment without a security group",
    ["mwaa:network: {securityGroupRules: none}"],
    /network\.securityGroupRules leaves the environment without a security group/,
  ],
  [
    "no endpoint for a private web server",
    [PRIVATE, CUSTOMER, "mwaa:endpoints: {webserverEndpoint: false}"],
    /endpoints\.webserverEndpoint leaves out what a private web server waits for/,
  ],
  [
    "an endpoint for a public web server",
    [
      "mwaa:builds: customer-endpoints",
      "mwaa:environmentStack: a/b/c",
      "mwaa:webserverAccessMode: PUBLIC_ONLY",
      "mwaa:endpoints: {webserverEndpoint: true}",
    ],
    /endpoints\.webserverEndpoint asks for an endpoint that a public web server has no service for/,
  ],
  [
    "a private name for a public web server",
    [
      CUSTOMER,
      "mwaa:webserverAccessMode: PUBLIC_ONLY",
      "mwaa:endpoints: {privateHostedZone: true}",
    ],
    /endpoints\.privateHostedZone asks for a name of a web server endpoint that is not made/,
  ],
  [
    "endpoints in a VPC that nobody reads",
    [PRIVATE, CUSTOMER, UNREAD],
    /network\.lookUp is false, and endpoints are made in the VPC/,
  ],
  [
    "a load balancer in a VPC that nobody reads",
    [PRIVATE, UNREAD, `mwaa:webAccess: {${DOMAIN}, hostedZoneId: Z012345}`],
    /network\.lookUp is false, and a load balancer is made in the VPC/,
  ],
  [
    "endpoints to be read where nothing is read",
    [UNREAD.replace("lookUp: false", "lookUp: false, serviceEndpoints: [sqs]")],
    /network\.serviceEndpoints names endpoints to be read in a network that is not read/,
  ],
  [
    "a certificate of another region",
    [
      PRIVATE,
      `mwaa:webAccess: {${DOMAIN}, certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1"}`,
    ],
    /webAccess\.certificateArn is a certificate of us-east-1, and the load balancer is in eu-west-1/,
  ],
  [
    "a domain with a protocol, where the domain stands",
    [
      PRIVATE,
      "mwaa:webAccess: {domainName: https://a.example.com, allowedCidrs: [10.0.0.0/8], hostedZoneId: Z012345}",
    ],
    /:5:20 mwaa:webAccess\.domainName has a protocol: .*; set domainName to "a\.example\.com"/,
  ],
  [
    "a domain too long for a certificate",
    [
      PRIVATE,
      `mwaa:webAccess: {domainName: ${"a".repeat(60)}.example.com, allowedCidrs: [10.0.0.0/8], hostedZoneId: Z012345}`,
    ],
    /webAccess\.domainName has 72 characters, too many for a certificate to be requested/,
  ],
  [
    "a range that is named twice",
    [
      PRIVATE,
      "mwaa:webAccess: {domainName: airflow.example.com, allowedCidrs: [10.0.0.0/8, 10.0.0.0/8], hostedZoneId: Z012345}",
    ],
    /webAccess\.allowedCidrs\[1\] is named a second time/,
  ],
  [
    "a domain for a public web server",
    ["mwaa:webserverAccessMode: PUBLIC_ONLY", `mwaa:webAccess: {${DOMAIN}, hostedZoneId: Z012345}`],
    /webAccess\.domainName gives a domain to a web server that is PUBLIC_ONLY.*; remove webAccess, or set webserverAccessMode/,
  ],
  [
    "another domain than Airflow is told",
    [
      PRIVATE,
      "mwaa:airflowConfigurationOptions: {webserver.base_url: other.example.com}",
      `mwaa:webAccess: {${DOMAIN}, hostedZoneId: Z012345}`,
    ],
    /webAccess\.domainName is not the domain that webserver\.base_url tells Airflow/,
  ],
  [
    "a load balancer before addresses of IPv6",
    [
      PRIVATE,
      CUSTOMER,
      "mwaa:endpoints: {ipAddressType: ipv6}",
      `mwaa:webAccess: {${DOMAIN}, hostedZoneId: Z012345}`,
    ],
    /endpoints\.ipAddressType gives the web server's endpoint addresses that the load balancer has no use for/,
  ],
];
