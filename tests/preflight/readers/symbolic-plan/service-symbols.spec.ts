import assert from "node:assert/strict";
import { answerFor } from "../../../../preflight/readers/symbolic-plan/symbols";
import { managedPrefixList } from "../../../../preflight/readers/symbolic-plan/symbols/prefix-lists";
import { UNKNOWN_SENTINEL } from "../../../../preflight/readers/symbolic-plan/sentinels";
import { textOf } from "../../../programs/run";
import type { WireProperties } from "../../../../preflight/readers/symbolic-plan/protocol";

const OUTPUTS_OF_OTHERS: Readonly<Record<string, WireProperties>> = {
  "subnet-1": { vpcId: "vpc-1", availabilityZone: "eu-west-1a" },
  "subnet-2": { vpcId: "vpc-1" },
  Z1: { name: "Example.com." },
};

function answer(type: string, inputs: WireProperties, where: { account?: string } = {}) {
  const made = answerFor(type, {
    urn: `urn:pulumi:dev::p::${type}::thing`,
    name: "thing",
    inputs,
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    account: "111111111111",
    region: "eu-west-1",
    byId: (id) => OUTPUTS_OF_OTHERS[id],
    ...where,
  });
  return { ...made.outputs, ...(made.id === undefined ? {} : { id: made.id }) } as WireProperties;
}

const PLACE = "eu-west-1:111111111111";
const SHARE = "arn:aws:ram:eu-west-1:222222222222:resource-share/8b3f6c1e";
const BALANCER = `arn:aws:elasticloadbalancing:${PLACE}:loadbalancer/app/web/50dc6c495c0c9188`;
const LISTENER = `arn:aws:elasticloadbalancing:${PLACE}:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2`;

describe("What a plan knows of", () => {
  const cases: readonly (readonly [
    type: string,
    inputs: WireProperties,
    output: string,
    expected: RegExp | string | undefined,
  ])[] = [
    [
      "aws:ram/resourceShare:ResourceShare",
      { name: "s" },
      "arn",
      /^arn:aws:ram:eu-west-1:111111111111:resource-share\/[0-9a-f-]{36}$/,
    ],
    [
      "aws:ram/resourceAssociation:ResourceAssociation",
      { resourceShareArn: SHARE, resourceArn: "arn:r" },
      "id",
      `${SHARE},arn:r`,
    ],
    [
      "aws:ram/principalAssociation:PrincipalAssociation",
      { resourceShareArn: SHARE, principal: "333333333333" },
      "id",
      `${SHARE},333333333333`,
    ],
    [
      "aws:ram/resourceShareAccepter:ResourceShareAccepter",
      { shareArn: SHARE },
      "senderAccountId",
      "222222222222",
    ],
    [
      "aws:ram/resourceShareAccepter:ResourceShareAccepter",
      { shareArn: SHARE },
      "receiverAccountId",
      "111111111111",
    ],
    [
      "aws:ram/resourceShareAccepter:ResourceShareAccepter",
      { shareArn: SHARE },
      "shareId",
      "rs-8b3f6c1e",
    ],
    [
      "aws:ram/resourceShareAccepter:ResourceShareAccepter",
      { shareArn: SHARE },
      "resources",
      undefined,
    ],
    [
      "aws:lambda/function:Function",
      { name: "f" },
      "qualifiedArn",
      `arn:aws:lambda:${PLACE}:function:f:$LATEST`,
    ],
    ["aws:lambda/function:Function", { name: "f", publish: true }, "qualifiedArn", undefined],
    [
      "aws:lambda/function:Function",
      { name: "f", publish: UNKNOWN_SENTINEL },
      "version",
      undefined,
    ],
    [
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
      { functionName: "f" },
      "id",
      "f",
    ],
    [
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
      { functionName: "f", qualifier: "live" },
      "id",
      "f:live",
    ],
    [
      "aws:lambda/alias:Alias",
      { functionName: "f", name: "live" },
      "arn",
      `arn:aws:lambda:${PLACE}:function:f:live`,
    ],
    [
      "aws:lambda/alias:Alias",
      { functionName: "arn:aws:lambda:x:1:function:f", name: "live" },
      "arn",
      "arn:aws:lambda:x:1:function:f:live",
    ],
    [
      "aws:cloudwatch/eventBus:EventBus",
      { name: "b" },
      "arn",
      `arn:aws:events:${PLACE}:event-bus/b`,
    ],
    ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", {}, "id", "default"],
    ["aws:cloudwatch/eventRule:EventRule", { name: "r" }, "arn", `arn:aws:events:${PLACE}:rule/r`],
    [
      "aws:cloudwatch/eventRule:EventRule",
      { name: "r", eventBusName: "b" },
      "arn",
      `arn:aws:events:${PLACE}:rule/b/r`,
    ],
    [
      "aws:cloudwatch/eventRule:EventRule",
      { name: "r", eventBusName: `arn:aws:events:${PLACE}:event-bus/b` },
      "id",
      "b/r",
    ],
    [
      "aws:cloudwatch/eventRule:EventRule",
      { name: "r", eventBusName: UNKNOWN_SENTINEL },
      "arn",
      undefined,
    ],
    ["aws:cloudwatch/eventTarget:EventTarget", { rule: "r", targetId: "t" }, "id", "r-t"],
    [
      "aws:cloudwatch/eventTarget:EventTarget",
      { rule: "r", eventBusName: "b" },
      "id",
      /^b-r-terraform-\d{26}$/,
    ],
    [
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      { name: "a" },
      "arn",
      `arn:aws:cloudwatch:${PLACE}:alarm:a`,
    ],
    ["aws:sqs/queue:Queue", { fifoQueue: true }, "name", /^thing-[0-9a-f]{7}\.fifo$/],
    [
      "aws:sqs/queue:Queue",
      { name: "q" },
      "url",
      "https://sqs.eu-west-1.amazonaws.com/111111111111/q",
    ],
    ["aws:kms/grant:Grant", { keyId: "k" }, "id", /^k:[0-9a-f]{64}$/],
    ["aws:kms/grant:Grant", { keyId: "k" }, "grantToken", undefined],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { name: "web" },
      "arn",
      new RegExp(`^arn:aws:elasticloadbalancing:${PLACE}:loadbalancer/app/web/[0-9a-f]{16}$`),
    ],
    [
      "aws:alb/loadBalancer:LoadBalancer",
      { name: "web", loadBalancerType: "network" },
      "dnsName",
      /^web-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com$/,
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { name: "web" },
      "dnsName",
      /^web-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/,
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { name: "web", internal: UNKNOWN_SENTINEL },
      "dnsName",
      undefined,
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { name: "web", subnets: ["subnet-1", "subnet-2"] },
      "vpcId",
      "vpc-1",
    ],
    [
      "aws:lb/targetGroup:TargetGroup",
      { name: "t" },
      "arnSuffix",
      /^targetgroup\/t\/[0-9a-f]{16}$/,
    ],
    [
      "aws:lb/listener:Listener",
      { loadBalancerArn: BALANCER },
      "arn",
      new RegExp(
        `^arn:aws:elasticloadbalancing:${PLACE}:listener/app/web/50dc6c495c0c9188/[0-9a-f]{16}$`,
      ),
    ],
    [
      "aws:lb/listenerRule:ListenerRule",
      { listenerArn: LISTENER },
      "arn",
      new RegExp(`:listener-rule/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2/[0-9a-f]{16}$`),
    ],
    ["aws:lb/listener:Listener", { loadBalancerArn: UNKNOWN_SENTINEL }, "arn", undefined],
    [
      "aws:acm/certificate:Certificate",
      { domainName: "a.example" },
      "arn",
      /:certificate\/[0-9a-f-]{36}$/,
    ],
    [
      "aws:acm/certificate:Certificate",
      { domainName: "a.example" },
      "domainValidationOptions",
      undefined,
    ],
    ["aws:route53/zone:Zone", { name: "example.com" }, "zoneId", /^Z[A-Z2-7]{20}$/],
    ["aws:route53/zone:Zone", { name: "example.com" }, "nameServers", undefined],
    [
      "aws:route53/record:Record",
      { zoneId: "Z1", name: "www", type: "A" },
      "fqdn",
      "www.example.com",
    ],
    [
      "aws:route53/record:Record",
      { zoneId: "Z1", name: "www.example.com.", type: "A" },
      "fqdn",
      "www.example.com",
    ],
    ["aws:route53/record:Record", { zoneId: "Z1", name: "", type: "A" }, "fqdn", "example.com"],
    ["aws:route53/record:Record", { zoneId: "Z2", name: "www", type: "A" }, "fqdn", undefined],
    [
      "aws:route53/record:Record",
      { zoneId: "Z1", name: "www", type: "A", setIdentifier: "s" },
      "id",
      "Z1_www_A_s",
    ],
    [
      "aws:mwaa/environment:Environment",
      { name: "e", webserverAccessMode: "PRIVATE_ONLY" },
      "webserverUrl",
      /^[0-9a-f-]{36}-vpce\.c1\.airflow\.eu-west-1\.on\.aws$/,
    ],
    [
      "aws:mwaa/environment:Environment",
      { name: "e", webserverAccessMode: UNKNOWN_SENTINEL },
      "webserverVpcEndpointService",
      undefined,
    ],
    [
      "aws:mwaa/environment:Environment",
      { name: "e", endpointManagement: UNKNOWN_SENTINEL },
      "status",
      undefined,
    ],
    [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      { serviceName: "com.amazonaws.eu-west-1.s3" },
      "prefixListId",
      /^pl-[0-9a-f]{8}$/,
    ],
    [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      { serviceName: "com.amazonaws.eu-west-1.s3" },
      "networkInterfaceIds",
      undefined,
    ],
    [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      { serviceName: "com.amazonaws.eu-west-1.s3" },
      "cidrBlocks",
      undefined,
    ],
    [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      { serviceName: "com.amazonaws.eu-west-1.s3", vpcEndpointType: UNKNOWN_SENTINEL },
      "prefixListId",
      undefined,
    ],
    [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      { serviceName: "s", vpcEndpointType: "Interface", subnetIds: ["subnet-1", UNKNOWN_SENTINEL] },
      "networkInterfaceIds",
      undefined,
    ],
    [
      "aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation",
      { securityGroupId: "sg-1", vpcId: "vpc-1" },
      "id",
      "sg-1,vpc-1",
    ],
    [
      "aws:ec2clientvpn/endpoint:Endpoint",
      {},
      "dnsName",
      /^\*\.cvpn-endpoint-0[0-9a-f]{16}\.prod\.clientvpn\.eu-west-1\.amazonaws\.com$/,
    ],
    [
      "aws:ec2clientvpn/networkAssociation:NetworkAssociation",
      { subnetId: "subnet-1" },
      "vpcId",
      "vpc-1",
    ],
    [
      "aws:ec2clientvpn/authorizationRule:AuthorizationRule",
      { clientVpnEndpointId: "c", targetNetworkCidr: "10.0.0.0/16" },
      "id",
      "c,10.0.0.0/16",
    ],
  ];
  for (const [type, inputs, output, expected] of cases) {
    const title = `${type.split(":")[2] ?? type} with ${JSON.stringify(inputs).replaceAll(UNKNOWN_SENTINEL, "?")}`;
    it(`${title}: ${output} is ${expected === undefined ? "unknown" : String(expected)}`, () => {
      const found = answer(type, inputs)[output];
      if (expected instanceof RegExp) assert.match(textOf(found), expected);
      else assert.equal(found, expected);
    });
  }

  it("a public web server: it has no service for an endpoint", () => {
    const type = "aws:mwaa/environment:Environment";
    for (const inputs of [{ name: "e" }, { name: "e", webserverAccessMode: "PUBLIC_ONLY" }]) {
      assert.equal(answer(type, inputs)["webserverVpcEndpointService"], null);
    }
  });

  it("the records that prove a certificate: one for a domain and its wildcard", () => {
    const { domainValidationOptions: options } = answer("aws:acm/certificate:Certificate", {
      domainName: "a.example",
      subjectAlternativeNames: ["*.a.example", "b.example", "a.example"],
      validationMethod: "DNS",
    });
    const [a, wildcard, b, ...others] = options as readonly WireProperties[];
    assert.deepEqual(others, []);
    assert.equal(a?.["resourceRecordName"], wildcard?.["resourceRecordName"]);
    assert.notEqual(a?.["resourceRecordName"], b?.["resourceRecordName"]);
    assert.match(textOf(b?.["resourceRecordName"]), /^_[0-9a-f]{32}\.b\.example\.$/);
  });

  it("the names of an endpoint: how many there are, even where a zone is not known", () => {
    const { dnsEntries } = answer("aws:ec2/vpcEndpoint:VpcEndpoint", {
      serviceName: "com.amazonaws.eu-west-1.sqs",
      vpcEndpointType: "Interface",
      subnetIds: ["subnet-1", "subnet-2"],
      privateDnsEnabled: true,
    });
    const names = (dnsEntries as readonly WireProperties[]).map(({ dnsName }) => textOf(dnsName));
    assert.equal(names.length, 4);
    assert.match(
      names[0] ?? "",
      /^vpce-0[0-9a-f]{16}-[0-9a-f]{8}\.sqs\.eu-west-1\.vpce\.amazonaws\.com$/,
    );
    assert.match(names[1] ?? "", /-eu-west-1a\.sqs\./);
    assert.deepEqual(names.slice(2), [
      "«unknown: the name of the endpoint in zone 2»",
      "«unknown: the private name of sqs»",
    ]);
  });

  it("what is in an account that nobody can tell: no ARN, but an id", () => {
    const made = answerFor("aws:ec2/vpc:Vpc", {
      urn: "urn:x",
      name: "x",
      inputs: {},
      partition: "aws",
      dnsSuffix: "amazonaws.com",
      region: "eu-west-1",
      byId: () => undefined,
    });
    assert.match(String(made.id), /^vpc-0/);
    assert.equal(made.outputs["arn"], undefined);
    assert.equal(made.outputs["ownerId"], undefined);
  });
});

describe("managedPrefixList", () => {
  it("is one in a Region, by name and by id, and another in each Region and for each service", () => {
    const s3 = managedPrefixList({ name: "com.amazonaws.eu-west-1.s3" }, "eu-west-1");
    assert.ok(s3 !== undefined);
    assert.deepEqual(managedPrefixList({ id: s3.id }, "eu-west-1"), s3);
    const others = [
      managedPrefixList({ name: "com.amazonaws.eu-west-1.dynamodb" }, "eu-west-1"),
      managedPrefixList({ name: "com.amazonaws.eu-west-2.s3" }, "eu-west-2"),
    ];
    assert.equal(new Set([s3.id, ...others.map((each) => each?.id)]).size, 3);
  });

  it("is none for what AWS keeps no list of, for another Region and for no question", () => {
    assert.equal(
      managedPrefixList({ name: "com.amazonaws.eu-west-1.sqs" }, "eu-west-1"),
      undefined,
    );
    assert.equal(managedPrefixList({ name: "com.amazonaws.eu-west-1.s3" }, "eu-west-2"), undefined);
    assert.equal(managedPrefixList({ id: "pl-00000000" }, "eu-west-1"), undefined);
    assert.equal(managedPrefixList({}, "eu-west-1"), undefined);
  });
});
