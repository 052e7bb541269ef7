import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ServiceEndpoints,
  type ServiceEndpointsArgs,
} from "../../../components/endpoints/service-endpoints";
import { fullAccessPolicy, scopedEndpointPolicy } from "../../../mwaa/documents/endpoint-policies";
import { toJson } from "../../../mwaa/documents/statement";
import { placeOf } from "../../../mwaa/service/partitions";
import { record, type Recording } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const TABLE = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";

const tables = ["rtb-1", "rtb-2"];

/** In a region that only the provider knows, without a way for gateways. */
const bare: ServiceEndpointsArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  callers: { securityGroupIds: ["sg-1"] },
};

const sound: ServiceEndpointsArgs = { ...bare, routeTableIds: tables, region: "eu-west-1" };

async function endpointsWith(args: Partial<ServiceEndpointsArgs> = {}): Promise<Recording> {
  const { recording } = await record(() => new ServiceEndpoints("ends", { ...sound, ...args }));
  return recording;
}

function namesOf(recording: Recording): readonly unknown[] {
  return recording.ofType(ENDPOINT).map(({ inputs }) => inputs["serviceName"]);
}

async function faultsOf(args: Partial<ServiceEndpointsArgs>): Promise<readonly string[]> {
  const paths: string[] = [];
  await assert.rejects(endpointsWith(args), (error) => {
    assert.ok(pulumi.InputPropertiesError.isInstance(error));
    paths.push(...error.errors.map(({ propertyPath }) => propertyPath));
    return true;
  });
  return paths;
}

describe("ServiceEndpoints", () => {
  for (const [region, names] of [
    [
      "eu-west-1",
      [
        "com.amazonaws.eu-west-1.airflow.api",
        "com.amazonaws.eu-west-1.airflow.env",
        "com.amazonaws.eu-west-1.ecr.api",
        "com.amazonaws.eu-west-1.ecr.dkr",
        "com.amazonaws.eu-west-1.kms",
        "com.amazonaws.eu-west-1.logs",
        "com.amazonaws.eu-west-1.monitoring",
        "com.amazonaws.eu-west-1.s3",
        "com.amazonaws.eu-west-1.sqs",
      ],
    ],
    [
      "cn-north-1",
      [
        "cn.com.amazonaws.cn-north-1.airflow.api",
        "cn.com.amazonaws.cn-north-1.airflow.env",
        "cn.com.amazonaws.cn-north-1.ecr.api",
        "cn.com.amazonaws.cn-north-1.ecr.dkr",
        "com.amazonaws.cn-north-1.kms",
        "com.amazonaws.cn-north-1.logs",
        "cn.com.amazonaws.cn-north-1.monitoring",
        "com.amazonaws.cn-north-1.s3",
        "cn.com.amazonaws.cn-north-1.sqs",
      ],
    ],
    [
      "us-gov-west-1",
      [
        "com.amazonaws.us-gov-west-1.airflow.api",
        "com.amazonaws.us-gov-west-1.airflow.env",
        "com.amazonaws.us-gov-west-1.ecr.api",
        "com.amazonaws.us-gov-west-1.ecr.dkr",
        "com.amazonaws.us-gov-west-1.kms",
        "com.amazonaws.us-gov-west-1.logs",
        "com.amazonaws.us-gov-west-1.monitoring",
        "com.amazonaws.us-gov-west-1.s3",
        "com.amazonaws.us-gov-west-1.sqs",
      ],
    ],
  ] as const) {
    it(`makes exactly what MWAA requires and advises in ${region}`, async () => {
      assert.deepEqual(namesOf(await endpointsWith({ region })), names);
    });
  }

  it("makes the same endpoints where only the provider knows the region", async () => {
    const elsewhere = { ...bare, routeTableIds: tables };
    const { recording } = await record(() => new ServiceEndpoints("ends", elsewhere));
    assert.deepEqual(namesOf(recording), namesOf(await endpointsWith()));
    const preview = await record(() => new ServiceEndpoints("ends", elsewhere), { preview: true });
    assert.deepEqual(namesOf(preview.recording), namesOf(recording));
  });

  it("adds what is asked for, health metrics only then", async () => {
    const asked = await endpointsWith({ features: ["airflow.ops", "secretsmanager"] });
    const base = namesOf(await endpointsWith());
    assert.deepEqual(
      namesOf(asked).filter((each) => !base.includes(each)),
      ["com.amazonaws.eu-west-1.airflow.ops", "com.amazonaws.eu-west-1.secretsmanager"],
    );
  });

  it("puts interfaces into both subnets, under the services' own names", async () => {
    const recording = await endpointsWith();
    assert.deepEqual(recording.only(ENDPOINT, "ends-ecr-api").inputs, {
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.eu-west-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["ends-security-group_id"],
      ipAddressType: "ipv4",
      tags: { Name: "ends ecr.api" },
    });
    const interfaces = recording
      .ofType(ENDPOINT)
      .filter(({ inputs }) => inputs["vpcEndpointType"] === "Interface");
    assert.equal(interfaces.length, 8);
    assert.ok(interfaces.every(({ inputs }) => inputs["privateDnsEnabled"] === true));
  });

  it("reaches S3 through a gateway on each route table", async () => {
    const recording = await endpointsWith();
    assert.deepEqual(recording.only(ENDPOINT, "ends-s3").inputs, {
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.eu-west-1.s3",
      vpcEndpointType: "Gateway",
      policy: toJson(fullAccessPolicy()),
      tags: { Name: "ends s3" },
    });
    assert.deepEqual(
      recording.ofType(TABLE).map(({ name, inputs }) => ({ name, ...inputs })),
      [
        { name: "ends-s3-table-1", vpcEndpointId: "ends-s3_id", routeTableId: "rtb-1" },
        { name: "ends-s3-table-2", vpcEndpointId: "ends-s3_id", routeTableId: "rtb-2" },
      ],
    );
  });

  it("reaches S3 through an interface whose names are for the VPC too, if asked to", async () => {
    const { recording } = await record(
      () => new ServiceEndpoints("ends", { ...bare, s3: "interface" }),
    );
    const { inputs } = recording.only(ENDPOINT, "ends-s3");
    assert.equal(inputs["vpcEndpointType"], "Interface");
    assert.equal(inputs["privateDnsEnabled"], true);
    assert.deepEqual(inputs["dnsOptions"], {
      dnsRecordIpType: "ipv4",
      privateDnsOnlyForInboundResolverEndpoint: false,
    });
    assert.deepEqual(recording.ofType(TABLE), []);
  });

  it("reaches DynamoDB through a gateway too", async () => {
    const recording = await endpointsWith({ features: ["dynamodb"] });
    assert.equal(recording.only(ENDPOINT, "ends-dynamodb").inputs["vpcEndpointType"], "Gateway");
    assert.equal(recording.only(ENDPOINT, "ends-dynamodb").inputs["policy"], undefined);
    assert.equal(recording.ofType(TABLE).length, 4);
  });

  it("gives endpoints addresses of IPv6 beside those of IPv4 on request", async () => {
    const recording = await endpointsWith({
      ipAddressType: "dualstack",
      callers: { ipv6Cidrs: ["2600:1f18:abcd:ef02::/64"] },
    });
    const { inputs } = recording.only(ENDPOINT, "ends-sqs");
    assert.equal(inputs["ipAddressType"], "dualstack");
    assert.deepEqual(inputs["dnsOptions"], { dnsRecordIpType: "dualstack" });
    assert.equal(recording.only(RULE).inputs["cidrIpv6"], "2600:1f18:abcd:ef02::/64");
  });

  it("admits HTTPS from each caller by a rule of its own, and lets nothing out", async () => {
    const recording = await endpointsWith({
      callers: {
        securityGroupIds: [pulumi.output("sg-1")],
        cidrs: ["10.0.1.0/24", "10.0.2.0/24"],
      },
    });
    const common = {
      securityGroupId: "ends-security-group_id",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "HTTPS to AWS services",
    };
    assert.deepEqual(
      recording.ofType(RULE).map(({ name, inputs }) => ({ name, ...inputs })),
      [
        {
          name: "ends-from-group-1",
          ...common,
          referencedSecurityGroupId: "sg-1",
          tags: { Name: "ends from group 1" },
        },
        {
          name: "ends-from-ipv4-1",
          ...common,
          cidrIpv4: "10.0.1.0/24",
          tags: { Name: "ends from ipv4 1" },
        },
        {
          name: "ends-from-ipv4-2",
          ...common,
          cidrIpv4: "10.0.2.0/24",
          tags: { Name: "ends from ipv4 2" },
        },
      ],
    );
    assert.deepEqual(
      recording.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
      [],
    );
  });

  it("states full access where a policy could be scoped, and nothing elsewhere", async () => {
    const recording = await endpointsWith();
    const stated = recording.ofType(ENDPOINT).filter(({ inputs }) => "policy" in inputs);
    assert.deepEqual(
      stated.map(({ name, inputs }) => [name, inputs["policy"]]),
      ["logs", "s3", "sqs"].map((each) => [`ends-${each}`, toJson(fullAccessPolicy())]),
    );
    assert.deepEqual(recording.calls, []);
  });

  it("scopes S3, the queue and the logs to what it is told of, and never the registry", async () => {
    const scope = { environments: ["orders"], buckets: ["orders-dags"], queues: ["jobs"] };
    const account = "111122223333";
    const recording = await endpointsWith({ policies: "scoped", account, ...scope });
    const place = placeOf({ region: "eu-west-1", account });
    const stated = recording.ofType(ENDPOINT).filter(({ inputs }) => "policy" in inputs);
    assert.deepEqual(
      stated.map(({ name, inputs }) => [name, inputs["policy"]]),
      (["logs", "s3", "sqs"] as const).map((service) => [
        `ends-${service}`,
        toJson(scopedEndpointPolicy(service, { place, ...scope })),
      ]),
    );
  });

  it("scopes policies to a bucket whose name is known only later", async () => {
    const recording = await endpointsWith({
      policies: "scoped",
      environments: [pulumi.output("orders")],
      buckets: [pulumi.output("orders-dags")],
    });
    assert.match(
      String(recording.only(ENDPOINT, "ends-s3").inputs["policy"]),
      /"arn:aws:s3:::orders-dags\/\*"/,
    );
  });

  it("hands out ids by service, its group and what to wait for", async () => {
    const { result } = await record(() => new ServiceEndpoints("ends", sound));
    assert.deepEqual(Object.keys(result.endpointIds), [
      "s3",
      "logs",
      "monitoring",
      "sqs",
      "kms",
      "ecr.api",
      "ecr.dkr",
      "airflow.api",
      "airflow.env",
    ]);
    assert.equal(await valueOf(pulumi.output(result.endpointIds["ecr.api"])), "ends-ecr-api_id");
    assert.equal(await valueOf(result.securityGroupId), "ends-security-group_id");
    const ready = await valueOf(pulumi.all(result.ready.map((each) => each.urn)));
    assert.deepEqual(ready.map((urn) => urn.split("::").at(-1)).sort(), [
      "ends-airflow-api",
      "ends-airflow-env",
      "ends-ecr-api",
      "ends-ecr-dkr",
      "ends-from-group-1",
      "ends-kms",
      "ends-logs",
      "ends-monitoring",
      "ends-s3",
      "ends-s3-table-1",
      "ends-s3-table-2",
      "ends-sqs",
    ]);
  });

  for (const { title, args, paths } of [
    { title: "callers that are nobody", args: { callers: {} }, paths: ["callers"] },
    {
      title: "callers of another form, or named twice",
      args: { callers: { securityGroupIds: ["web", "sg-1", "sg-1"], cidrs: ["10.0.0.0"] } },
      paths: ["callers.securityGroupIds[0]", "callers.securityGroupIds[2]", "callers.cidrs[0]"],
    },
    {
      title: "callers by IPv6 of endpoints without it",
      args: { callers: { ipv6Cidrs: ["2600::/64"] } },
      paths: ["callers.ipv6Cidrs"],
    },
    {
      title: "a gateway without a route table",
      args: { routeTableIds: [] },
      paths: ["routeTableIds"],
    },
    {
      title: "a route table that is listed twice",
      args: { routeTableIds: ["rtb-1", "rtb-1"] },
      paths: ["routeTableIds[1]"],
    },
    {
      title: "one subnet twice",
      args: { subnetIds: ["subnet-1", "subnet-1"] as const },
      paths: ["subnetIds[1]"],
    },
    {
      title: "scoped policies that would admit nothing",
      args: { policies: "scoped" },
      paths: ["environments", "buckets"],
    },
    {
      title: "a feature that the partition lacks",
      args: { region: "us-gov-west-1", features: ["airflow.ops"] },
      paths: ["features[0]"],
    },
    {
      title: "an S3 interface in China",
      args: { region: "cn-north-1", s3: "interface" },
      paths: ["s3"],
    },
    { title: "a misspelt region", args: { region: "eu-wets-1" }, paths: ["region"] },
  ] as const) {
    it(`refuses ${title}`, async () => {
      assert.deepEqual(await faultsOf(args as Partial<ServiceEndpointsArgs>), paths);
    });
  }
});
