import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach, readNetwork } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const SQS = "com.amazonaws.us-east-1.sqs";
const told: readonly Change[] = [
  put("services", {
    name: SQS,
    dnsNames: ["sqs.us-east-1.amazonaws.com", "*.queue.amazonaws.com"],
    addresses: ["3.208.0.0/12"],
  }),
  put("vpcEndpoints", {
    id: "vpce-1",
    type: "interface",
    vpcId: "vpc-1",
    serviceName: SQS,
    privateDnsEnabled: true,
    subnetIds: ["subnet-app"],
    securityGroupIds: ["sg-open"],
  }),
];
const zones = (...privateHostedZones: readonly (string | Unknown)[]): Change =>
  change("vpcs", "vpc-1", { privateHostedZones });

function answer(to: Question["to"], ...changes: readonly Change[]) {
  const network = [...told, ...changes].reduce<Network>((before, each) => each(before), GUIDE);
  const { outcome, blockedBy } = reach(network, {
    from: { kind: "interface", interfaceId: "eni-app" },
    to,
    ports: [{ first: 443, last: 443 }],
  });
  return [outcome, blockedBy];
}

const service = { kind: "service", serviceName: SQS } as const;
const named = (name: string) => ({ kind: "name", name }) as const;
const open = (zone: string) => [
  "unknown",
  [`what the private hosted zone ${zone} of vpc-1 answers`],
];

describe("a name in a VPC with private hosted zones", () => {
  const cases: readonly (readonly [string, Question["to"], readonly unknown[]])[] = [
    ["sqs.us-east-1.amazonaws.com", service, open("sqs.us-east-1.amazonaws.com")],
    ["amazonaws.com.", service, open("amazonaws.com.")],
    ["Queue.AmazonAWS.com", service, open("Queue.AmazonAWS.com")],
    ["eu.queue.amazonaws.com", service, open("eu.queue.amazonaws.com")],
    ["s3.us-east-1.amazonaws.com", service, ["reachable", []]],
    ["qs.us-east-1.amazonaws.com", service, ["reachable", []]],
    [
      "us-east-1.amazonaws.com",
      named("sqs.us-east-1.amazonaws.com"),
      open("us-east-1.amazonaws.com"),
    ],
    ["example.com", named("sqs.us-east-1.amazonaws.com"), ["reachable", []]],
  ];
  for (const [zone, to, expected] of cases) {
    it(`${String(expected[0])}: ${to.kind} beside the zone ${zone}`, () => {
      assert.deepEqual(answer(to, zones(zone)), expected);
    });
  }

  it("is not decided by a zone that nobody knows, or by names that nobody tells", () => {
    assert.deepEqual(answer(service, zones(new Unknown(["the zones"]))), [
      "unknown",
      ["the zones"],
    ]);
    const untold = put("services", { name: SQS, addresses: ["3.208.0.0/12"] });
    assert.deepEqual(answer(service, zones("example.com"), untold), [
      "unknown",
      [`the DNS names of ${SQS}`],
    ]);
  });

  it("is decided without zones, whether the service's names are told or not", () => {
    assert.deepEqual(answer(service), ["reachable", []]);
    assert.deepEqual(answer(service, put("services", { name: SQS })), ["reachable", []]);
  });

  it("is read from JSON", () => {
    const vpc = { id: "vpc-1", cidrBlocks: [], privateHostedZones: ["example.com"] };
    const reading = readNetwork({ vpcs: [vpc] });
    assert.ok(reading.kind === "network");
    assert.deepEqual(reading.network.vpcs, [vpc]);
  });
});
