import type { Resource, Stack, Value } from "../../../../preflight/model/resource";
import {
  change,
  endpointStack,
  HIDDEN,
  itSays,
  make,
  natStack,
  plus,
  without,
} from "../network-stack";
import { byOwner, PARTICIPANT, sharedStack } from "../shared-stack";

/** The environment with endpoints of its own making, in a VPC of its own. */
function ownVpc(): Stack {
  const stack = sharedStack();
  return { ...stack, resources: stack.resources.map((each) => ({ ...each, provider: OWN })) };
}

const OWN = "participant::participant-id";

/** The endpoints as a preview shows them: their services are not known yet. */
function previewed(): Stack {
  const hide = (stack: Stack, purpose: string): Stack =>
    change(
      stack,
      `${purpose}-endpoint`,
      { serviceName: HIDDEN },
      { propertyDependencies: { serviceName: ["environment"] } },
    );
  return change(
    hide(hide(sharedStack(), "database"), "webserver"),
    "environment",
    {},
    {
      outputs: {},
    },
  );
}

/** The function that makes endpoints by itself, as the owner runs it. */
function automated(variables: Readonly<Record<string, string>> = {}): Stack {
  const stack = without(sharedStack(), "database-endpoint", "webserver-endpoint");
  const handler: Resource = byOwner(
    make("lambda/function:Function", "automation", {
      environment: {
        variables: {
          READER_ROLE_NAME: "mwaa-status-reader-eu-west-1",
          PARTICIPANTS: '{"222222222222":null}',
          SUBNET_IDS: "private-1-id,private-2-id",
          SECURITY_GROUP_ID: "endpoint-group-id",
          ...variables,
        },
      },
    }),
  );
  return { ...stack, resources: [...stack.resources, handler, ...clock()] };
}

/** What calls the function now and then. */
function clock(): readonly Resource[] {
  return [
    make("cloudwatch/eventRule:EventRule", "clock", { scheduleExpression: "rate(15 minutes)" }),
    make("cloudwatch/eventTarget:EventTarget", "clock-target", {
      rule: "clock-id",
      arn: "automation-id",
    }),
    make("lambda/permission:Permission", "clock-permission", {
      function: "automation-id",
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
    }),
  ].map(byOwner);
}

/** A function of which nobody knows what it does when it hears of an environment's status. */
function somebodyElses(): Stack {
  const stack = without(ownVpc(), "database-endpoint", "webserver-endpoint");
  return {
    ...stack,
    resources: [
      ...stack.resources,
      make("lambda/function:Function", "theirs", {}),
      make("cloudwatch/eventRule:EventRule", "rule", {
        eventPattern: '{"source":["aws.airflow"]}',
      }),
      make("cloudwatch/eventTarget:EventTarget", "target", { rule: "rule-id", arn: "theirs-id" }),
    ],
  };
}

const EVERYTHING = { protocol: "-1", fromPort: 0, toPort: 0 };

/** The endpoints' group with its rule as a resource of the older form. */
function olderRule(type: string): Stack {
  const stack = change(sharedStack(), "endpoint-group", { ingress: undefined });
  const rule = byOwner(
    make("ec2/securityGroupRule:SecurityGroupRule", "rule", {
      ...EVERYTHING,
      type,
      securityGroupId: "endpoint-group-id",
      sourceSecurityGroupId: "222222222222/group-id",
    }),
  );
  return { ...stack, resources: [...stack.resources, rule] };
}

/** No endpoints here, but the word of the VPC's owner for an environment. */
function promised(account: string, environment: string): Stack {
  const stack = without(sharedStack(), "database-endpoint", "webserver-endpoint");
  const word = make(
    "",
    "word",
    { account, environment },
    { type: "mwaa:context:CustomerEndpoints" },
  );
  return { ...stack, resources: [...stack.resources, word] };
}

describe("customer-endpoints-exist", () => {
  itSays("customer-endpoints-exist", [
    { when: "both endpoints of a private web server", stack: sharedStack, says: "pass" },
    { when: "endpoints of the service", stack: natStack, says: "notApplicable" },
    {
      when: "no endpoint of the web server in a VPC of one's own",
      stack: () => without(ownVpc(), "webserver-endpoint"),
      says: "fail",
      findings: ["environment: waits for an endpoint of the web server, and nothing here makes it"],
    },
    {
      when: "no endpoint of the database in a VPC of one's own",
      stack: () => without(ownVpc(), "database-endpoint"),
      says: "fail",
      findings: ["environment: waits for an endpoint of the database, and nothing here makes it"],
    },
    {
      when: "one endpoint for a public web server",
      stack: () =>
        change(without(ownVpc(), "webserver-endpoint"), "environment", {
          webserverAccessMode: "PUBLIC_ONLY",
        }),
      says: "pass",
    },
    {
      when: "two endpoints for one service",
      stack: () =>
        change(ownVpc(), "webserver-endpoint", {
          serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-database",
        }),
      says: "fail",
    },
    {
      when: "none in another account's VPC, whose owner may have a stack that is not here",
      stack: () => without(sharedStack(), "database-endpoint", "webserver-endpoint"),
      says: "unknown",
    },
    {
      when: "one of two, since whoever makes one makes the other",
      stack: () => without(sharedStack(), "webserver-endpoint"),
      says: "fail",
      findings: ["environment: waits for an endpoint of the web server, and nothing here makes it"],
    },
    {
      when: "none, with the owner's word that it makes them",
      stack: () => promised(PARTICIPANT, "etl"),
      says: "pass",
    },
    {
      when: "none, with the owner's word for another environment",
      stack: () => promised(PARTICIPANT, "reports"),
      says: "unknown",
    },
    {
      when: "none, with the owner's word for another account",
      stack: () => promised("333333333333", "etl"),
      says: "unknown",
    },
    { when: "services that only the provider will know", stack: previewed, says: "unknown" },
    {
      when: "services that the environment does not tell, and endpoints for what it told before",
      stack: () =>
        ["database", "webserver"].reduce(
          (stack, purpose) =>
            change(
              stack,
              `${purpose}-endpoint`,
              {},
              { propertyDependencies: { serviceName: ["environment"] } },
            ),
          change(ownVpc(), "environment", {}, { outputs: { id: "environment-id" } }),
        ),
      says: "unknown",
    },
    {
      when: "endpoints for services with fixed names, made before the environment has any",
      stack: () => change(ownVpc(), "environment", {}, { outputs: { id: "environment-id" } }),
      says: "fail",
    },
    {
      when: "a hidden access mode",
      stack: () => change(sharedStack(), "environment", { webserverAccessMode: HIDDEN }),
      says: "unknown",
    },
    { when: "the owner's automation for the account", stack: automated, says: "pass" },
    {
      when: "the owner's automation for the environment by name",
      stack: () => automated({ PARTICIPANTS: '{"222222222222":["etl"]}' }),
      says: "pass",
    },
    {
      when: "the owner's automation for other environments",
      stack: () => automated({ PARTICIPANTS: '{"222222222222":["reports"]}' }),
      says: "unknown",
    },
    {
      when: "the owner's automation for other subnets",
      stack: () => automated({ SUBNET_IDS: "private-1-id,public-id" }),
      says: "unknown",
    },
    {
      when: "the owner's automation that nothing calls",
      stack: () => without(automated(), "clock-target"),
      says: "unknown",
    },
    {
      when: "the owner's automation whose schedule may not call it",
      stack: () => without(automated(), "clock-permission"),
      says: "unknown",
    },
    {
      when: "the owner's automation with its schedule switched off",
      stack: () => change(automated(), "clock", { state: "DISABLED" }),
      says: "unknown",
    },
    {
      when: "the owner's automation that events alone call",
      stack: () =>
        change(automated(), "clock", {
          scheduleExpression: undefined,
          eventPattern: '{"source":["aws.airflow"]}',
        }),
      says: "unknown",
    },
    {
      when: "the owner's automation in another Region",
      stack: () => change(automated(), "automation", { region: "us-east-1" }),
      says: "unknown",
    },
    {
      when: "an automation in the participant's own account",
      stack: () => {
        const { resources, ...stack } = automated();
        return {
          ...stack,
          resources: resources.map(({ provider, ...each }) =>
            each.name === "automation" || provider === undefined ? each : { ...each, provider },
          ),
        };
      },
      says: "unknown",
    },
    {
      when: "an endpoint in another Region",
      stack: () => change(sharedStack(), "database-endpoint", { region: "eu-central-1" }),
      says: "fail",
      findings: [
        "database-endpoint: is made in eu-central-1, and the environment that waits for it is in eu-west-1",
      ],
    },
    {
      when: "an endpoint of the default type, which is a gateway",
      stack: () => change(sharedStack(), "database-endpoint", { vpcEndpointType: undefined }),
      says: "fail",
      findings: [
        "database-endpoint: vpcEndpointType is Gateway, and the services of MWAA take interface endpoints alone",
      ],
    },
    { when: "a function of somebody else that hears of it", stack: somebodyElses, says: "unknown" },
  ]);
});

describe("customer-endpoints-in-environment-subnets", () => {
  itSays("customer-endpoints-in-environment-subnets", [
    { when: "both subnets", stack: sharedStack, says: "pass" },
    {
      when: "one subnet",
      stack: () => change(sharedStack(), "database-endpoint", { subnetIds: ["private-1-id"] }),
      says: "fail",
      findings: ["database-endpoint: does not stand in both subnets of the environment"],
    },
    {
      when: "another subnet",
      stack: () =>
        change(sharedStack(), "webserver-endpoint", { subnetIds: ["private-1-id", "public-id"] }),
      says: "fail",
    },
    {
      when: "hidden subnets",
      stack: () => change(sharedStack(), "database-endpoint", { subnetIds: HIDDEN }),
      says: "unknown",
    },
    {
      when: "no endpoints at all",
      stack: () => without(ownVpc(), "database-endpoint", "webserver-endpoint"),
      says: "notApplicable",
    },
    {
      when: "services that are hidden, and one subnet",
      stack: () => change(previewed(), "database-endpoint", { subnetIds: ["private-1-id"] }),
      says: "fail",
    },
  ]);
});

describe("customer-endpoints-admit-environment", () => {
  const ingress =
    (...rules: readonly object[]): (() => Stack) =>
    () =>
      change(sharedStack(), "endpoint-group", { ingress: rules as never });
  const from = "222222222222/group-id";
  itSays("customer-endpoints-admit-environment", [
    { when: "a rule for the participant's group", stack: sharedStack, says: "pass" },
    {
      when: "rules for the two ports alone",
      stack: ingress(
        { protocol: "tcp", fromPort: 443, toPort: 443, securityGroups: [from] },
        { protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [from] },
      ),
      says: "pass",
    },
    {
      when: "a rule for the subnets' blocks",
      stack: ingress({
        protocol: "tcp",
        fromPort: 0,
        toPort: 65535,
        cidrBlocks: ["10.0.10.0/23"],
      }),
      says: "pass",
    },
    {
      when: "the port of the web server alone",
      stack: ingress({ protocol: "tcp", fromPort: 443, toPort: 443, securityGroups: [from] }),
      says: "fail",
      findings: [
        "database-endpoint: has no security group that admits TCP 5432 from the environment",
      ],
    },
    {
      when: "a rule for another group",
      stack: ingress({
        protocol: "-1",
        fromPort: 0,
        toPort: 0,
        securityGroups: ["222222222222/sg-x"],
      }),
      says: "fail",
    },
    {
      when: "a rule for the group as another account's",
      stack: ingress({ ...EVERYTHING, securityGroups: ["333333333333/group-id"] }),
      says: "fail",
    },
    {
      when: "a rule for the group without its account's number",
      stack: ingress({ ...EVERYTHING, securityGroups: ["group-id"] }),
      says: "unknown",
    },
    {
      when: "a rule for a group that is hidden, and with it its account's number",
      stack: () => ({
        ...change(sharedStack(), "endpoint-group", { ingress: [] }),
        resources: [
          ...change(sharedStack(), "endpoint-group", { ingress: [] }).resources,
          byOwner(
            make(
              "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
              "rule",
              {
                securityGroupId: "endpoint-group-id",
                ipProtocol: "-1",
                referencedSecurityGroupId: HIDDEN,
              },
              { propertyDependencies: { referencedSecurityGroupId: ["group"] } },
            ),
          ),
        ],
      }),
      says: "unknown",
    },
    {
      when: "a rule in the older form",
      stack: () => olderRule("ingress"),
      says: "pass",
    },
    { when: "an older rule for the other way", stack: () => olderRule("egress"), says: "fail" },
    { when: "no rule", stack: ingress(), says: "fail" },
    {
      when: "hidden rules",
      stack: () => change(sharedStack(), "endpoint-group", { ingress: HIDDEN }),
      says: "unknown",
    },
    {
      when: "hidden services, and the port of the web server alone",
      stack: () =>
        change(previewed(), "endpoint-group", {
          ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, securityGroups: [from] }],
        }),
      says: "unknown",
    },
  ]);
});

describe("customer-endpoints-without-private-dns", () => {
  itSays("customer-endpoints-without-private-dns", [
    { when: "endpoints without it", stack: sharedStack, says: "pass" },
    {
      when: "an endpoint that says nothing",
      stack: () => change(sharedStack(), "database-endpoint", { privateDnsEnabled: undefined }),
      says: "pass",
    },
    {
      when: "an endpoint with it",
      stack: () => change(sharedStack(), "database-endpoint", { privateDnsEnabled: true }),
      says: "fail",
      findings: ["database-endpoint: privateDnsEnabled is true for a service of MWAA"],
    },
    {
      when: "an endpoint that hides it",
      stack: () => change(sharedStack(), "database-endpoint", { privateDnsEnabled: HIDDEN }),
      says: "unknown",
    },
    { when: "endpoints of AWS services alone", stack: endpointStack, says: "notApplicable" },
  ]);
});

describe("customer-endpoints-match-address-family", () => {
  const family =
    (ipAddressType: string): (() => Stack) =>
    () =>
      change(sharedStack(), "database-endpoint", { ipAddressType });
  const withRanges = (range: string | typeof HIDDEN, type: string): Stack =>
    ["private-1", "private-2"].reduce(
      (stack, subnet) => change(stack, subnet, { ipv6CidrBlock: range }),
      family(type)(),
    );
  const withRange = (): Stack => change(sharedStack(), "private-1", { ipv6CidrBlock: RANGE });
  const bothOf = (range: string | typeof HIDDEN): Stack =>
    change(withRanges(range, "ipv6"), "webserver-endpoint", { ipAddressType: "ipv6" });
  const RANGE = "2001:db8::/64";
  itSays("customer-endpoints-match-address-family", [
    { when: "IPv4", stack: sharedStack, says: "pass" },
    { when: "both families at once", stack: family("dualstack"), says: "fail" },
    { when: "IPv6 in subnets without a range", stack: family("ipv6"), says: "fail" },
    { when: "IPv6 in subnets with one", stack: () => bothOf(RANGE), says: "pass" },
    { when: "IPv4 in subnets with one", stack: () => withRanges(RANGE, "ipv4"), says: "unknown" },
    { when: "IPv4 where one subnet has a range", stack: withRange, says: "unknown" },
    {
      when: "subnets with a range that is hidden",
      stack: () => bothOf(HIDDEN),
      says: "unknown",
    },
    {
      when: "a hidden family",
      stack: () => change(sharedStack(), "database-endpoint", { ipAddressType: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("customer-endpoints-without-policy", () => {
  const policy = (text: Value): (() => Stack) => {
    return () => change(sharedStack(), "database-endpoint", { policy: text });
  };
  const allow = (more: object): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...more }],
    });
  itSays("customer-endpoints-without-policy", [
    { when: "endpoints without one", stack: sharedStack, says: "pass" },
    { when: "full access in words", stack: policy(allow({})), says: "pass" },
    {
      when: "a policy for one account",
      stack: policy(allow({ Principal: { AWS: "222222222222" } })),
      says: "fail",
      findings: [
        "database-endpoint: has a policy, and the services of MWAA take full access alone",
      ],
    },
    { when: "a text that is no policy", stack: policy("{}"), says: "fail" },
    {
      when: "a policy as a resource of its own",
      stack: () =>
        plus(
          sharedStack(),
          make("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "policy", {
            vpcEndpointId: "webserver-endpoint-id",
            policy: allow({ Action: "airflow:*" }),
          }),
        ),
      says: "fail",
      findings: [
        "webserver-endpoint: has a policy, and the services of MWAA take full access alone",
      ],
    },
    { when: "a hidden one", stack: policy(HIDDEN), says: "unknown" },
    { when: "endpoints of AWS services alone", stack: endpointStack, says: "notApplicable" },
  ]);
});
