import assert from "node:assert/strict";
import type { MadeNetwork, Settings, StackSettings } from "../../../mwaa/settings/types";
import { ENDPOINT_FAULTS, SHARING_FAULTS } from "./topology-faults";
import { accepted, acceptedStack, messagesOf, stackFile } from "./support";

function networkOf(...lines: readonly string[]): Settings["network"] {
  return accepted(stackFile(...lines)).settings.network;
}

describe("settings of networks", () => {
  it("cut the subnets of private routing out of the VPC's range, as those of public routing", () => {
    const network = networkOf("mwaa:network: {kind: private-routing, vpcCidr: 10.61.0.0/16}");
    assert.ok(network.kind === "private-routing");
    assert.deepEqual(network.privateSubnetCidrs, ["10.61.20.0/24", "10.61.21.0/24"]);
    assert.ok(!("publicSubnetCidrs" in network));
  });

  it("add the endpoints that the secrets backend and the grants show, each once", () => {
    const network = networkOf(
      "mwaa:network: {kind: private-routing, serviceEndpoints: {features: [sts, secretsmanager]}}",
      "mwaa:airflowConfigurationOptions:",
      "  secrets.backend: airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend",
      "mwaa:executionRole: {grants: [{service: secrets-manager, prefixes: [airflow]}]}",
    );
    assert.ok(network.kind === "private-routing");
    assert.deepEqual(network.serviceEndpoints, {
      features: ["sts", "secretsmanager"],
      policies: "full",
      s3: "gateway",
    });
  });

  it("take the flow logs of a preset over into whichever kind of network is made", () => {
    const network = networkOf(
      "mwaa:preset: production",
      "mwaa:airflowVersion: 3.2.1",
      "mwaa:network: {kind: private-routing}",
    );
    assert.ok(network.kind === "private-routing");
    assert.deepEqual(network.flowLogs, { retentionDays: 90 });
  });

  it("make no group in a network that is shared with others", () => {
    const { settings } = acceptedStack(
      stackFile("mwaa:builds: shared-network", 'mwaa:share: {with: ["222222222222"]}'),
    );
    assert.ok(settings.builds === "shared-network");
    assert.equal(settings.network.securityGroupRules, "none");
    const network = networkOf(
      'mwaa:network: {kind: shared, owner: {account: "111111111111", network: {kind: private-routing}}}',
    );
    assert.ok(network.kind === "shared" && "owner" in network);
    const owners: MadeNetwork = network.owner.network;
    assert.equal(owners.securityGroupRules, "none");
  });

  it("leave endpoints to the customer exactly where the network is shared or settings say so", () => {
    const managementOf = (...lines: readonly string[]): string =>
      accepted(stackFile(...lines)).settings.endpointManagement;
    assert.equal(managementOf(), "SERVICE");
    assert.equal(managementOf("mwaa:endpointManagement: CUSTOMER"), "CUSTOMER");
    assert.equal(
      managementOf(
        'mwaa:network: {kind: shared, ownerAccount: "111111111111", vpcId: vpc-1, subnetIds: [subnet-1, subnet-2]}',
      ),
      "CUSTOMER",
    );
  });

  it("tell Airflow the domain of its load balancer, unless the options say otherwise", () => {
    const webAccess =
      "mwaa:webAccess: {domainName: airflow.example.com, hostedZoneId: Z012345, allowedCidrs: [10.0.0.0/8]}";
    const { settings } = accepted(stackFile("mwaa:webserverAccessMode: PRIVATE_ONLY", webAccess));
    assert.deepEqual(settings.airflowConfigurationOptions, {
      "webserver.base_url": "airflow.example.com",
    });
    assert.equal(settings.webAccess?.scheme, "internal");
  });
});

describe("settings of stacks", () => {
  const NONE_OF_AN_ENVIRONMENT = [
    "builds",
    "preset",
    "name",
    "region",
    "tags",
    "network",
    "share",
  ] as const;

  it("hold nothing of an environment where a network is shared", () => {
    const { settings } = acceptedStack(
      stackFile("mwaa:builds: shared-network", 'mwaa:share: {with: ["222222222222"]}'),
    );
    assert.deepEqual(new Set(Object.keys(settings)), new Set(NONE_OF_AN_ENVIRONMENT));
  });

  it("give the automation of endpoints its bus, its schedule and its alarm", () => {
    const { settings } = acceptedStack(
      stackFile(
        "mwaa:builds: shared-network",
        'mwaa:share: {with: ["222222222222"]}',
        'mwaa:endpointAutomation: {participants: [{account: "222222222222"}]}',
      ),
    );
    assert.ok(settings.builds === "shared-network");
    assert.deepEqual(settings.endpointAutomation, {
      participants: [{ account: "222222222222" }],
      eventBusName: "mwaa-environment-status",
      schedule: "rate(15 minutes)",
      alarmAfterHours: 24,
    });
  });

  const stacks: readonly (readonly [StackSettings["builds"], readonly string[]])[] = [
    ["shared-network", ['mwaa:share: {with: ["222222222222"]}']],
    ["customer-endpoints", ["mwaa:environmentStack: organization/mwaa/participant"]],
  ];
  for (const [builds, lines] of stacks) {
    it(`refuse what belongs to an environment where a stack builds ${builds}`, () => {
      const [message, ...others] = messagesOf(
        stackFile(`mwaa:builds: ${builds}`, ...lines, "mwaa:maxWorkers: 5"),
      );
      assert.deepEqual(others, []);
      assert.match(
        message ?? "",
        new RegExp(
          `mwaa:maxWorkers is not a setting of a stack that builds ${builds}: got 5, .*remove it, or set builds to environment`,
        ),
      );
    });
  }

  const faulty: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      "a share with nobody",
      ["mwaa:builds: shared-network"],
      /mwaa:share is missing.*12 digits|share/,
    ],
    [
      "a share with eleven digits",
      ["mwaa:builds: shared-network", 'mwaa:share: {with: ["12345678901"]}'],
      /mwaa:share\.with\[0\] is nobody that subnets can be shared with: got "12345678901".*write all 12 digits, in quotes/,
    ],
    [
      "endpoints without an environment's stack",
      ["mwaa:builds: customer-endpoints"],
      /mwaa:environmentStack is missing/,
    ],
    [
      "an existing network that somebody else would share",
      [
        "mwaa:builds: shared-network",
        'mwaa:share: {with: ["222222222222"]}',
        "mwaa:network: {kind: existing, subnetIds: [subnet-1, subnet-2], securityGroupIds: [sg-1]}",
      ],
      /mwaa:network\.kind is not a network that is made here and so can be shared: got "existing"/,
    ],
    [
      "endpoints of the service in a shared network",
      [
        "mwaa:endpointManagement: SERVICE",
        'mwaa:network: {kind: shared, fromStack: owner, ownerAccount: "111111111111"}',
      ],
      /mwaa:endpointManagement is SERVICE in a network that another account shares/,
    ],
    [
      "a description of endpoints that the service makes",
      ["mwaa:endpoints: {privateHostedZone: true}"],
      /mwaa:endpoints has nothing to describe.*set endpointManagement to CUSTOMER/,
    ],
    [
      "a retirement without endpoints of the customer",
      ["mwaa:retired: true"],
      /mwaa:retired is true where MWAA makes the endpoints itself/,
    ],
    [
      "a domain with neither certificate nor hosted zone",
      [
        "mwaa:webserverAccessMode: PRIVATE_ONLY",
        "mwaa:webAccess: {domainName: airflow.example.com, allowedCidrs: [10.0.0.0/8]}",
      ],
      /mwaa:webAccess\.certificateArn is missing/,
    ],
    [
      "a public load balancer without public subnets",
      [
        "mwaa:webserverAccessMode: PRIVATE_ONLY",
        "mwaa:network: {kind: private-routing}",
        "mwaa:webAccess: {domainName: airflow.example.com, hostedZoneId: Z012345, allowedCidrs: [10.0.0.0/8], scheme: internet-facing}",
      ],
      /mwaa:webAccess\.scheme is internet-facing in a network of kind private-routing/,
    ],
    [
      "an owner without an account",
      ["mwaa:network: {kind: shared, owner: {}}"],
      /mwaa:network\.owner\.account is missing/,
    ],
    [
      "overlapping ranges of an owner's network",
      [
        "mwaa:network:",
        "  kind: shared",
        '  owner: {account: "111111111111", network: {kind: private-routing, vpcCidr: 10.0.0.0/16, privateSubnetCidrs: [10.0.0.0/24, 10.0.0.0/25]}}',
      ],
      /mwaa:network\.owner\.network\.privateSubnetCidrs\[1\] overlaps/,
    ],
    [
      "an alarm after the service has given up",
      [
        "mwaa:builds: shared-network",
        'mwaa:share: {with: ["222222222222"]}',
        'mwaa:endpointAutomation: {participants: [{account: "222222222222"}], alarmAfterHours: 72}',
      ],
      /mwaa:endpointAutomation\.alarmAfterHours is not a whole number from 1 to 71: got 72/,
    ],
  ];
  it("say what is missing of a network that others share, and not that it does not belong there", () => {
    const messages = messagesOf(stackFile("mwaa:network: {kind: shared}")).join("\n");
    assert.match(messages, /mwaa:network\.subnetIds is missing/);
  });

  it("take the access mode of a stack of endpoints from its preset", () => {
    const { settings } = acceptedStack(
      stackFile("mwaa:builds: customer-endpoints", "mwaa:environmentStack: a/b/c"),
    );
    assert.ok(settings.builds === "customer-endpoints");
    assert.equal(settings.webserverAccessMode, "PUBLIC_ONLY");
  });

  for (const builds of ["shared-network", "customer-endpoints"]) {
    it(`judge the name of a stack that builds ${builds}`, () => {
      const text = stackFile(`mwaa:builds: ${builds}`).replace("mwaa:name: demo", "mwaa:name: a b");
      assert.ok(messagesOf(text).some((each) => /mwaa:name holds a character/.test(each)));
    });
  }

  for (const [what, lines, expected] of [...faulty, ...SHARING_FAULTS, ...ENDPOINT_FAULTS]) {
    it(`refuse ${what} in one message`, () => {
      const [message, ...others] = messagesOf(stackFile(...lines));
      assert.deepEqual(others, []);
      assert.match(message ?? "", expected);
    });
  }
});
