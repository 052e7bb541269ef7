import assert from "node:assert/strict";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { Environment } from "../../../components";
import { CustomerManagedEndpoints } from "../../../components/endpoints/customer-managed-endpoints";
import type { CustomerManagedEndpointsArgs } from "../../../components/endpoints/customer-managed-endpoints-arguments";
import { record, type RecordOptions, type Recording, UNKNOWN } from "../../helpers/mocks";
import { isKnownOutput, valueOf } from "../../helpers/value-of";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const DATABASE = "com.amazonaws.vpce.eu-west-1.vpce-svc-0d";
const WEBSERVER = "com.amazonaws.vpce.eu-west-1.vpce-svc-0e";
const HOST = "0a1b-vpce.c1.airflow.eu-west-1.on.aws";

const ARGS: CustomerManagedEndpointsArgs = {
  environmentName: "airflow",
  environmentSecurityGroupIds: ["sg-1"],
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  databaseVpcEndpointService: DATABASE,
  webserverVpcEndpointService: WEBSERVER,
  webserverAccessMode: "PRIVATE_ONLY",
};

/** Stands for an argument that is left out, over one that is given. */
const omitted = undefined as never;

async function endpointsWith(
  args: Partial<CustomerManagedEndpointsArgs> = {},
  options: RecordOptions = {},
): Promise<{ readonly recording: Recording; readonly result: CustomerManagedEndpoints }> {
  return record(() => new CustomerManagedEndpoints("endpoints", { ...ARGS, ...args }), options);
}

describe("CustomerManagedEndpoints", () => {
  it("makes an endpoint for the database and one for a private web server", async () => {
    const { recording, result } = await endpointsWith({ tags: { team: "data" } });
    assert.deepEqual(recording.counts(), {
      "aws:ec2/securityGroup:SecurityGroup": 1,
      [INGRESS]: 1,
      [EGRESS]: 1,
      [ENDPOINT]: 2,
    });
    const common = {
      vpcId: "vpc-1",
      vpcEndpointType: "Interface",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["endpoints-security-group_id", "sg-1"],
      ipAddressType: "ipv4",
      privateDnsEnabled: false,
    };
    assert.deepEqual(recording.only(ENDPOINT, "endpoints-database").inputs, {
      ...common,
      serviceName: DATABASE,
      tags: { team: "data", Name: "airflow-database" },
    });
    assert.deepEqual(recording.only(ENDPOINT, "endpoints-webserver").inputs, {
      ...common,
      serviceName: WEBSERVER,
      tags: { team: "data", Name: "airflow-webserver" },
    });
    assert.equal(await valueOf(result.databaseEndpointId), "endpoints-database_id");
    assert.ok(result.webserverEndpointId !== undefined);
    assert.equal(await valueOf(result.webserverEndpointId), "endpoints-webserver_id");
  });

  it("opens the endpoints before an environment can find them", async () => {
    const { recording } = await endpointsWith();
    for (const name of ["endpoints-database", "endpoints-webserver"]) {
      assert.deepEqual(recording.only(ENDPOINT, name).dependencies, [
        "endpoints-from-environment-1",
        "endpoints-security-group",
        "endpoints-to-ipv4",
      ]);
    }
  });

  for (const [mode, webserverEndpoint, made] of [
    ["PRIVATE_ONLY", undefined, ["endpoints-database", "endpoints-webserver"]],
    ["PRIVATE_ONLY", true, ["endpoints-database", "endpoints-webserver"]],
    ["PUBLIC_AND_PRIVATE", undefined, ["endpoints-database", "endpoints-webserver"]],
    ["PUBLIC_AND_PRIVATE", false, ["endpoints-database"]],
    ["PUBLIC_ONLY", undefined, ["endpoints-database"]],
    ["PUBLIC_ONLY", false, ["endpoints-database"]],
  ] as const) {
    it(`makes ${made.length} for ${mode} with webserverEndpoint ${String(webserverEndpoint)}`, async () => {
      const { recording, result } = await endpointsWith({
        webserverAccessMode: mode,
        ...(webserverEndpoint !== undefined && { webserverEndpoint }),
      });
      assert.deepEqual(
        recording.ofType(ENDPOINT).map((each) => each.name),
        made,
      );
      assert.equal(result.webserverEndpointId === undefined, made.length === 1);
      assert.equal(result.webserverEndpointAddresses === undefined, made.length === 1);
    });
  }

  it("refers to the groups of another account with the account before them", async () => {
    const { recording } = await endpointsWith({
      account: "111111111111",
      environmentAccount: pulumi.output("222222222222"),
      environmentSecurityGroupIds: ["sg-1", "sg-2"],
    });
    assert.deepEqual(
      recording.ofType(INGRESS).map((each) => each.inputs["referencedSecurityGroupId"]),
      ["222222222222/sg-1", "222222222222/sg-2"],
    );
  });

  it("bears the groups of its own account only, not those of another one", async () => {
    const groups = async (
      args: Partial<CustomerManagedEndpointsArgs>,
    ): Promise<readonly unknown[]> => {
      const { recording } = await endpointsWith(args);
      return recording.ofType(ENDPOINT).map((each) => each.inputs["securityGroupIds"]);
    };
    const own = ["endpoints-security-group_id"];
    assert.deepEqual(await groups({ environmentAccount: "222222222222" }), [own, own]);
    const both = ["endpoints-security-group_id", "sg-1"];
    assert.deepEqual(await groups({}), [both, both]);
  });

  for (const [title, accounts] of [
    ["it is the same account", { account: "111111111111", environmentAccount: "111111111111" }],
    ["the provider says that it is the same", { environmentAccount: "123456789012" }],
    ["there is no other account", {}],
    ["the owner is this account", { ownerAccount: "123456789012" }],
  ] as const) {
    it(`refers to a group by its plain id if ${title}`, async () => {
      const { recording } = await endpointsWith(accounts);
      assert.equal(recording.only(INGRESS).inputs["referencedSecurityGroupId"], "sg-1");
    });
  }

  it("admits everything from the environment and lets everything out by default", async () => {
    const { recording } = await endpointsWith();
    assert.deepEqual(recording.only(INGRESS).inputs, {
      securityGroupId: "endpoints-security-group_id",
      referencedSecurityGroupId: "sg-1",
      ipProtocol: "-1",
      description: "Everything from the environment",
      tags: { Name: "endpoints from environment 1" },
    });
    assert.deepEqual(
      recording.ofType(EGRESS).map(({ inputs }) => [inputs["cidrIpv4"], inputs["ipProtocol"]]),
      [["0.0.0.0/0", "-1"]],
    );
  });

  it("restricts the rules to the port of each endpoint, and lets nothing out", async () => {
    const portsFor = async (
      webserverAccessMode: "PRIVATE_ONLY" | "PUBLIC_ONLY",
    ): Promise<readonly unknown[]> => {
      const { recording } = await endpointsWith({
        webserverAccessMode,
        securityGroupRules: "restricted",
      });
      assert.deepEqual(recording.ofType(EGRESS), []);
      return recording
        .ofType(INGRESS)
        .map(({ name, inputs }) => [
          name,
          inputs["ipProtocol"],
          inputs["fromPort"],
          inputs["toPort"],
        ]);
    };
    const database = ["endpoints-from-environment-1-5432", "tcp", 5432, 5432];
    assert.deepEqual(await portsFor("PRIVATE_ONLY"), [
      ["endpoints-from-environment-1-443", "tcp", 443, 443],
      database,
    ]);
    assert.deepEqual(await portsFor("PUBLIC_ONLY"), [database]);
  });

  it("gives the endpoints addresses of the family that is asked for", async () => {
    const { recording, result } = await endpointsWith({ ipAddressType: "ipv6" });
    assert.deepEqual(
      recording.ofType(ENDPOINT).map((each) => each.inputs["ipAddressType"]),
      ["ipv6", "ipv6"],
    );
    assert.deepEqual(
      recording.ofType(EGRESS).map((each) => each.name),
      ["endpoints-to-ipv4", "endpoints-to-ipv6"],
    );
    assert.ok(result.webserverEndpointAddresses !== undefined);
    assert.equal(await valueOf(result.webserverEndpointAddresses[0]), "2600:1f18:abcd:ef02::7");
  });

  it("asks for the addresses of the web server's endpoint only if somebody wants them", async () => {
    const { recording: without } = await endpointsWith();
    assert.deepEqual(without.calls, []);
    const { recording, result } = await record(async () => {
      const endpoints = new CustomerManagedEndpoints("endpoints", ARGS);
      const { webserverEndpointAddresses: addresses } = endpoints;
      assert.ok(addresses !== undefined);
      assert.equal(endpoints.webserverEndpointAddresses, addresses);
      return Promise.all(addresses.map(valueOf));
    });
    assert.deepEqual(result, ["10.192.20.7", "10.192.20.7"]);
    assert.deepEqual(recording.calls, [
      "aws:ec2/getNetworkInterface:getNetworkInterface",
      "aws:ec2/getNetworkInterface:getNetworkInterface",
    ]);
  });

  it("hands over what a resolver of one's own has to know", async () => {
    const { result } = await endpointsWith({ webserverHost: HOST });
    const { dnsHandOver: entry } = result;
    assert.ok(entry !== undefined);
    assert.equal(await valueOf(entry.name), HOST);
    assert.equal(await valueOf(entry.target), "vpce-1.eu-west-1.vpce.amazonaws.com");
    assert.equal(await valueOf(entry.targetHostedZoneId), "Z1");
    assert.equal((await endpointsWith()).result.dnsHandOver, undefined);
  });

  for (const [ipAddressType, type] of [
    ["ipv4", "A"],
    ["ipv6", "AAAA"],
  ] as const) {
    it(`leads the web server's own name to its ${ipAddressType} endpoint inside the VPC`, async () => {
      const { recording } = await endpointsWith({
        webserverHost: HOST,
        privateHostedZone: true,
        ipAddressType,
      });
      assert.deepEqual(recording.only("aws:route53/zone:Zone").inputs, {
        name: HOST,
        comment: "The web server of an Airflow environment, inside its VPC",
        vpcs: [{ vpcId: "vpc-1", vpcRegion: "eu-west-1" }],
        tags: { Name: "endpoints-address zone" },
      });
      assert.deepEqual(recording.only("aws:route53/record:Record").inputs, {
        zoneId: "endpoints-address-zone_id",
        name: HOST,
        type,
        aliases: [
          {
            name: "vpce-1.eu-west-1.vpce.amazonaws.com",
            zoneId: "Z1",
            evaluateTargetHealth: false,
          },
        ],
      });
    });
  }

  it("makes the same resources in a preview, before the environment names its services", async () => {
    const { recording, result } = await record(
      () => {
        const environment = new Environment("airflow", {
          network: {
            vpcId: pulumi.output("vpc-1"),
            subnetIds: ["subnet-1", "subnet-2"],
            securityGroupIds: ["sg-1"],
            endpointManagement: "CUSTOMER",
          },
          bucket: "airflow-dags",
          executionRole: "arn:aws:iam::123456789012:role/airflow",
          airflowVersion: "3.2.1",
        });
        const { securityGroupIds, ...request } = environment.endpointRequest;
        return new CustomerManagedEndpoints("endpoints", {
          vpcId: "vpc-1",
          ...request,
          environmentSecurityGroupIds: securityGroupIds,
          webserverAccessMode: "PRIVATE_ONLY",
          privateHostedZone: true,
        });
      },
      { preview: true },
    );
    assert.deepEqual(
      recording.ofType(ENDPOINT).map(({ inputs }) => [inputs["serviceName"], inputs["vpcId"]]),
      [
        [UNKNOWN, "vpc-1"],
        [UNKNOWN, "vpc-1"],
      ],
    );
    assert.equal(recording.only("aws:route53/zone:Zone").inputs["name"], UNKNOWN);
    assert.equal(recording.only(INGRESS).inputs["referencedSecurityGroupId"], "sg-1");
    assert.equal(await isKnownOutput(result.databaseEndpointId), false);
  });

  it("makes everything with the provider of the VPC's owner", async () => {
    const { recording } = await record(() => {
      const provider = new Provider("owner", { region: "eu-west-1" });
      return new CustomerManagedEndpoints(
        "endpoints",
        { ...ARGS, privateHostedZone: true, webserverHost: HOST },
        { provider },
      );
    });
    const children = recording.registrations.filter(
      (each) => each.custom && !each.type.startsWith("pulumi:"),
    );
    assert.equal(children.length, 7);
    for (const { name, provider } of children) {
      assert.match(provider, /::pulumi:providers:aws::owner::owner_id$/, name);
    }
  });

  it("keeps the endpoints of an environment that is gone, without its names", async () => {
    const { recording } = await endpointsWith({
      databaseVpcEndpointService: omitted,
      webserverVpcEndpointService: omitted,
      retired: true,
      privateHostedZone: true,
    });
    assert.deepEqual(
      recording.ofType(ENDPOINT).map(({ inputs, ignoreChanges }) => ({
        serviceName: inputs["serviceName"],
        ignoreChanges,
      })),
      [
        { serviceName: undefined, ignoreChanges: ["serviceName"] },
        { serviceName: undefined, ignoreChanges: ["serviceName"] },
      ],
    );
    assert.deepEqual(recording.ofType("aws:route53/zone:Zone"), []);
  });

  it("follows the environment to other services until it is retired", async () => {
    const { recording } = await endpointsWith();
    assert.deepEqual(
      recording.ofType(ENDPOINT).map((each) => each.ignoreChanges),
      [[], []],
    );
  });

  for (const [fault, args] of [
    [/environmentName: is empty/, { environmentName: "" }],
    [/subnetIds: has 1 subnets/, { subnetIds: ["subnet-1"] as never }],
    [/environmentSecurityGroupIds: has 0 security groups/, { environmentSecurityGroupIds: [] }],
    [
      /environmentSecurityGroupIds: leaves no place for the endpoints' own group: got 5/,
      { environmentSecurityGroupIds: ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5"] },
    ],
    [
      /webserverAccessMode: is not a web server access mode: got "PRIVATE"/,
      { webserverAccessMode: "PRIVATE" as never },
    ],
    [
      /webserverEndpoint: leaves out what a private web server waits for/,
      { webserverEndpoint: false },
    ],
    [
      /webserverEndpoint: asks for an endpoint that a public web server has no service for/,
      { webserverAccessMode: "PUBLIC_ONLY", webserverEndpoint: true },
    ],
    [
      /databaseVpcEndpointService: is missing, and access mode PRIVATE_ONLY has an endpoint for it/,
      { databaseVpcEndpointService: omitted },
    ],
    [
      /webserverVpcEndpointService: is missing, and access mode PUBLIC_AND_PRIVATE has/,
      { webserverAccessMode: "PUBLIC_AND_PRIVATE", webserverVpcEndpointService: omitted },
    ],
    [/databaseVpcEndpointService: is empty: got ""/, { databaseVpcEndpointService: "" }],
    [
      /webserverVpcEndpointService: is not the name of an endpoint service: got "vpce-1".*webserverEndpoint: false/,
      { webserverVpcEndpointService: "vpce-1" },
    ],
    [/environmentAccount: is not the number of an AWS account/, { environmentAccount: "1" }],
    [
      /ownerAccount: is another account than 222222222222, where the endpoints would be made/,
      { ownerAccount: "111111111111", account: "222222222222" },
    ],
    [/webserverHost: is missing/, { privateHostedZone: true }],
    [
      /privateHostedZone: asks for a name of a web server endpoint that is not made/,
      { privateHostedZone: true, webserverAccessMode: "PUBLIC_ONLY" },
    ],
    [
      /webserverHost: is empty, as it may be while the environment is PENDING/,
      { privateHostedZone: true, webserverHost: "" },
    ],
    [
      /webserverHost: is not a host: got "https:\/\/a\.b"/,
      { privateHostedZone: true, webserverHost: "https://a.b" },
    ],
  ] as readonly (readonly [RegExp, Partial<CustomerManagedEndpointsArgs>])[]) {
    it(`refuses ${JSON.stringify(args)}`, async () => {
      await assert.rejects(endpointsWith(args), fault);
    });
  }
});
