import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Environment } from "../../../components/environment/environment";
import type { WebserverLoadBalancerArgs } from "../../../components/web-access/arguments";
import {
  countFaults,
  endpointAddressFaults,
  endpointServiceFaults,
} from "../../../components/web-access/faults";
import { WebserverLoadBalancer } from "../../../components/web-access/webserver-load-balancer";
import { record, type Recording, type RecordOptions, UNKNOWN } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const DOMAIN = "airflow.example.com";
const CERTIFICATE =
  "arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
const SERVICE = "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d";

const PLACE = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  environmentSecurityGroupId: "sg-environment",
  domainName: DOMAIN,
  allowedCidrs: ["10.0.0.0/8"],
} as const;

const CUSTOMER = {
  ...PLACE,
  endpointAddresses: ["10.0.1.7", "10.0.2.7"],
  certificateArn: CERTIFICATE,
} as const;

const GET_ENDPOINT = "aws:ec2/getVpcEndpoint:getVpcEndpoint";
const GET_INTERFACE = "aws:ec2/getNetworkInterface:getNetworkInterface";

/** The account of a test: one endpoint with two interfaces, the later one listed first. */
const ACCOUNT: RecordOptions = {
  answers: {
    [GET_ENDPOINT]: ({ vpcId, serviceName }) => {
      assert.deepEqual([vpcId, serviceName], ["vpc-1", SERVICE]);
      return { networkInterfaceIds: ["eni-2", "eni-1"] };
    },
    [GET_INTERFACE]: ({ id }) => ({ privateIp: id === "eni-1" ? "10.0.1.7" : "10.0.2.7" }),
  },
  computed: {
    "aws:mwaa/environment:Environment": { webserverVpcEndpointService: SERVICE },
    "aws:lb/loadBalancer:LoadBalancer": {
      dnsName: "internal-web-1.eu-west-1.elb.amazonaws.com",
      zoneId: "Z32O12XQLNTSW2",
    },
    "aws:acm/certificate:Certificate": {
      domainValidationOptions: [
        {
          domainName: DOMAIN,
          resourceRecordName: `_a1.${DOMAIN}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: "_b2.acm-validations.aws.",
        },
      ],
    },
    "aws:route53/record:Record": { fqdn: `_a1.${DOMAIN}` },
  },
};

async function balancerWith(
  args: WebserverLoadBalancerArgs,
  options: RecordOptions = ACCOUNT,
): Promise<{ recording: Recording; result: WebserverLoadBalancer }> {
  return record(() => new WebserverLoadBalancer("web", args), options);
}

function environmentWith(options: Record<string, string>): Environment {
  return new Environment("airflow", {
    airflowVersion: "3.2.1",
    network: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-environment"] },
    bucket: "airflow-dags",
    executionRole: "arn:aws:iam::123456789012:role/service-role/airflow",
    airflowConfigurationOptions: options,
  });
}

describe("WebserverLoadBalancer", () => {
  it("makes one of each, and an edge for each edge", async () => {
    const { recording } = await balancerWith({ ...CUSTOMER, hostedZoneId: "Z1" });
    assert.deepEqual(recording.counts(), {
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 2,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
      "aws:lb/targetGroup:TargetGroup": 1,
      "aws:lb/targetGroupAttachment:TargetGroupAttachment": 2,
      "aws:lb/loadBalancer:LoadBalancer": 1,
      "aws:lb/listener:Listener": 1,
      "aws:route53/record:Record": 1,
    });
    for (const { name } of recording.registrations) assert.match(name, /^web(-|$)/);
  });

  it("is internal, keeps odd headers out and can be destroyed, unless told otherwise", async () => {
    const { recording } = await balancerWith(CUSTOMER);
    assert.deepEqual(recording.only("aws:lb/loadBalancer:LoadBalancer").inputs, {
      namePrefix: "mwaa-",
      loadBalancerType: "application",
      internal: true,
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["web-security-group_id"],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: false,
      tags: { Name: "web" },
    });
    const other = await balancerWith({
      ...CUSTOMER,
      scheme: "internet-facing",
      deletionProtection: true,
      accessLogsBucket: "logs",
      accessLogsPrefix: "airflow",
    });
    const { inputs } = other.recording.only("aws:lb/loadBalancer:LoadBalancer");
    assert.equal(inputs["internal"], false);
    assert.equal(inputs["enableDeletionProtection"], true);
    assert.deepEqual(inputs["accessLogs"], { enabled: true, bucket: "logs", prefix: "airflow" });
  });

  it("speaks TLS to both addresses and takes a redirect for health", async () => {
    const { recording } = await balancerWith(CUSTOMER);
    assert.deepEqual(recording.only("aws:lb/targetGroup:TargetGroup").inputs, {
      vpcId: "vpc-1",
      namePrefix: "mwaa-",
      targetType: "ip",
      protocol: "HTTPS",
      port: 443,
      healthCheck: {
        enabled: true,
        protocol: "HTTPS",
        port: "443",
        path: "/",
        matcher: "200,302",
      },
      tags: { Name: "web web server" },
    });
    assert.deepEqual(
      recording
        .ofType("aws:lb/targetGroupAttachment:TargetGroupAttachment")
        .map(({ name, inputs }) => [name, inputs]),
      [
        [
          "web-target-1",
          { targetGroupArn: "arn:made-up:web-targets", targetId: "10.0.1.7", port: 443 },
        ],
        [
          "web-target-2",
          { targetGroupArn: "arn:made-up:web-targets", targetId: "10.0.2.7", port: 443 },
        ],
      ],
    );
  });

  it("listens on 443 alone, with the certificate and the recommended policy", async () => {
    const { recording } = await balancerWith(CUSTOMER);
    assert.deepEqual(recording.only("aws:lb/listener:Listener").inputs, {
      loadBalancerArn: "arn:made-up:web",
      protocol: "HTTPS",
      port: 443,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      certificateArn: CERTIFICATE,
      defaultActions: [{ type: "forward", targetGroupArn: "arn:made-up:web-targets" }],
      tags: { Name: "web listener" },
    });
    const policy = "ELBSecurityPolicy-TLS13-1-3-2021-06";
    const strict = await balancerWith({ ...CUSTOMER, tlsPolicy: policy });
    assert.equal(strict.recording.only("aws:lb/listener:Listener").inputs["sslPolicy"], policy);
  });

  it("lets nothing through but HTTPS, from those allowed to the endpoint", async () => {
    const { recording } = await balancerWith({
      ...CUSTOMER,
      allowedCidrs: ["10.0.0.0/8", "192.168.4.0/24"],
      allowedSecurityGroupIds: ["sg-vpn"],
    });
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    const rules = [
      ...recording.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
      ...recording.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
    ].map(({ name, inputs: { description, tags, ...inputs } }) => {
      assert.ok(description !== undefined && tags !== undefined, name);
      return [name, inputs];
    });
    const own = "web-security-group_id";
    assert.deepEqual(rules, [
      [
        "web-endpoint-from-load-balancer",
        { securityGroupId: "sg-environment", referencedSecurityGroupId: own, ...https },
      ],
      ["web-from-10-0-0-0-8", { securityGroupId: own, cidrIpv4: "10.0.0.0/8", ...https }],
      ["web-from-192-168-4-0-24", { securityGroupId: own, cidrIpv4: "192.168.4.0/24", ...https }],
      ["web-from-group-1", { securityGroupId: own, referencedSecurityGroupId: "sg-vpn", ...https }],
      [
        "web-to-endpoint",
        { securityGroupId: own, referencedSecurityGroupId: "sg-environment", ...https },
      ],
    ]);
  });

  it("announces the domain where it is given a zone, and else leaves that to others", async () => {
    const { recording, result } = await balancerWith({ ...CUSTOMER, hostedZoneId: "Z1" });
    assert.deepEqual(recording.only("aws:route53/record:Record").inputs, {
      zoneId: "Z1",
      name: DOMAIN,
      type: "A",
      aliases: [
        {
          name: "internal-web-1.eu-west-1.elb.amazonaws.com",
          zoneId: "Z32O12XQLNTSW2",
          evaluateTargetHealth: true,
        },
      ],
    });
    assert.equal(await valueOf(result.url), "https://airflow.example.com");
    const without = await balancerWith(CUSTOMER);
    assert.deepEqual(without.recording.ofType("aws:route53/record:Record"), []);
    assert.equal(
      await valueOf(without.result.dnsName),
      "internal-web-1.eu-west-1.elb.amazonaws.com",
    );
    assert.equal(await valueOf(without.result.dnsZoneId), "Z32O12XQLNTSW2");
  });

  it("requests a certificate, proves it and listens once it is issued", async () => {
    const { recording } = await balancerWith({
      ...PLACE,
      endpointAddresses: ["10.0.1.7", "10.0.2.7"],
      hostedZoneId: "Zprivate",
      validationZoneId: "Zpublic",
    });
    assert.deepEqual(recording.only("aws:acm/certificate:Certificate").inputs, {
      domainName: DOMAIN,
      validationMethod: "DNS",
      tags: { Name: "web certificate" },
    });
    assert.deepEqual(recording.only("aws:route53/record:Record", "web-certificate-record").inputs, {
      zoneId: "Zpublic",
      name: `_a1.${DOMAIN}.`,
      type: "CNAME",
      records: ["_b2.acm-validations.aws."],
      ttl: 60,
      allowOverwrite: true,
    });
    const validation = recording.only("aws:acm/certificateValidation:CertificateValidation");
    assert.deepEqual(validation.inputs, {
      certificateArn: "arn:made-up:web-certificate",
      validationRecordFqdns: [`_a1.${DOMAIN}`],
    });
    assert.deepEqual(validation.dependencies, ["web-certificate", "web-certificate-record"]);
    const listener = recording.only("aws:lb/listener:Listener");
    assert.deepEqual(listener.propertyDependencies["certificateArn"], [
      "web-certificate-validation",
    ]);
    assert.equal(
      recording.only("aws:route53/record:Record", "web-alias").inputs["zoneId"],
      "Zprivate",
    );
  });

  it("looks the endpoint up that MWAA makes, and keeps each address in its place", async () => {
    const { recording } = await record(() => {
      const environment = environmentWith({ "webserver.base_url": DOMAIN });
      const { vpcId, subnetIds, domainName, allowedCidrs } = PLACE;
      const place = { vpcId, subnetIds, domainName, allowedCidrs };
      return new WebserverLoadBalancer("web", { ...place, environment, hostedZoneId: "Z1" });
    }, ACCOUNT);
    assert.equal(
      recording.only(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "web-endpoint-from-load-balancer",
      ).inputs["securityGroupId"],
      "sg-environment",
    );
    assert.deepEqual(
      recording.calls.filter((each) => each.startsWith("aws:ec2/")),
      [GET_ENDPOINT, GET_INTERFACE, GET_INTERFACE],
    );
    const attachments = recording.ofType("aws:lb/targetGroupAttachment:TargetGroupAttachment");
    assert.deepEqual(
      attachments.map(({ inputs }) => inputs["targetId"]),
      ["10.0.1.7", "10.0.2.7"],
    );
    assert.deepEqual(attachments[0]?.propertyDependencies["targetId"], ["airflow"]);
  });

  it("takes the name of the endpoint's service from another stack", async () => {
    const { recording } = await balancerWith({
      ...PLACE,
      webserverVpcEndpointService: pulumi.output(SERVICE),
      certificateArn: CERTIFICATE,
    });
    assert.deepEqual(
      recording
        .ofType("aws:lb/targetGroupAttachment:TargetGroupAttachment")
        .map(({ inputs }) => inputs["targetId"]),
      ["10.0.1.7", "10.0.2.7"],
    );
  });

  it("plans the same resources before the environment exists, with only the addresses unknown", async () => {
    const { recording } = await record(
      () => {
        const environment = environmentWith({ "webserver.base_url": DOMAIN });
        return new WebserverLoadBalancer("web", { ...PLACE, environment, hostedZoneId: "Z1" });
      },
      { ...ACCOUNT, preview: true },
    );
    const attachments = recording.ofType("aws:lb/targetGroupAttachment:TargetGroupAttachment");
    assert.deepEqual(
      attachments.map(({ name, inputs }) => [name, inputs["targetId"]]),
      [
        ["web-target-1", UNKNOWN],
        ["web-target-2", UNKNOWN],
      ],
    );
    assert.equal(recording.only("aws:route53/record:Record", "web-alias").inputs["name"], DOMAIN);
    assert.deepEqual(
      recording.calls.filter((each) => each.startsWith("aws:ec2/")),
      [],
    );
  });
});

describe("the arguments of a WebserverLoadBalancer", () => {
  const GOOD: WebserverLoadBalancerArgs = CUSTOMER;
  const { endpointAddresses, certificateArn, ...BARE } = GOOD;
  const { allowedCidrs, ...CLOSED } = GOOD;
  const { environmentSecurityGroupId, ...GROUPLESS } = GOOD;
  assert.ok(environmentSecurityGroupId !== undefined);
  assert.ok(endpointAddresses !== undefined && allowedCidrs !== undefined);
  const certificate = certificateArn ?? "";

  const refused: readonly (readonly [string, WebserverLoadBalancerArgs, readonly string[]])[] = [
    ["no endpoint", { ...BARE, certificateArn: certificate }, ["environment"]],
    ["two endpoints", { ...GOOD, webserverVpcEndpointService: SERVICE }, ["endpointAddresses"]],
    ["one address", { ...GOOD, endpointAddresses: ["10.0.1.7"] }, ["endpointAddresses"]],
    [
      "addresses of another family",
      { ...GOOD, endpointAddresses: ["10.0.1.7", "2001:db8::7"] },
      ["endpointAddresses[1]"],
    ],
    ["one subnet", { ...GOOD, subnetIds: ["subnet-1"] }, ["subnetIds"]],
    ["a subnet twice", { ...GOOD, subnetIds: ["subnet-1", "subnet-1"] }, ["subnetIds"]],
    [
      "an address for a domain",
      { ...GOOD, domainName: "https://airflow.example.com" },
      ["domainName"],
    ],
    ["no domain", { ...GOOD, domainName: "" }, ["domainName"]],
    [
      "neither certificate nor zone",
      { ...BARE, endpointAddresses: ["10.0.1.7", "10.0.2.7"] },
      ["certificateArn"],
    ],
    ["a proof for a given certificate", { ...GOOD, validationZoneId: "Z1" }, ["validationZoneId"]],
    ["a certificate of another Region", { ...GOOD, region: "us-east-1" }, ["certificateArn"]],
    [
      "a certificate of IAM",
      { ...GOOD, certificateArn: "arn:aws:iam::123456789012:server-certificate/web" },
      ["certificateArn"],
    ],
    ["nobody to open it", CLOSED, ["allowedCidrs"]],
    ["no group of the endpoint", GROUPLESS, ["environmentSecurityGroupId"]],
    ["a range that is none", { ...GOOD, allowedCidrs: ["10.0.0.7"] }, ["allowedCidrs[0]"]],
    ["old clients", { ...GOOD, tlsPolicy: "ELBSecurityPolicy-2016-08" }, ["tlsPolicy"]],
    [
      "everything at once",
      { ...CLOSED, subnetIds: [], domainName: "airflow", tlsPolicy: "TLS" },
      ["subnetIds", "domainName", "allowedCidrs", "tlsPolicy"],
    ],
  ];
  for (const [title, args, paths] of refused) {
    it(`are refused with ${title}`, async () => {
      await assert.rejects(balancerWith(args), (error) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.deepEqual(
          error.errors.map(({ propertyPath }) => propertyPath),
          paths,
        );
        return true;
      });
    });
  }
});

describe("what is known of the endpoint only later", () => {
  it("is held back unless it is an endpoint with two addresses", () => {
    assert.deepEqual(endpointServiceFaults(SERVICE), []);
    assert.deepEqual(
      endpointServiceFaults("").map(({ problem }) => problem),
      ["is empty: the environment has no endpoint for its web server"],
    );
    assert.deepEqual(countFaults(["eni-1", "eni-2"]), []);
    assert.deepEqual(
      countFaults(["eni-1"]).map(({ problem }) => problem),
      ["has 1, and not two addresses"],
    );
    assert.deepEqual(endpointAddressFaults(["10.0.1.7", ""]), []);
  });
});
