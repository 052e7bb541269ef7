import type { Properties, Stack, Value } from "../../../../preflight/model/resource";
import {
  HIDDEN,
  change,
  endpointStack,
  interfaceEndpoint,
  itSays,
  natStack,
  plus,
  without,
} from "../network-stack";

const BOTH = ["private-1", "private-2"];
const sqs = (inputs: Readonly<Record<string, Value | undefined>>): Stack =>
  change(endpointStack(), "sqs", inputs);
const dual = (stack: Stack): Stack =>
  BOTH.reduce((each, subnet) => change(each, subnet, { ipv6CidrBlock: "2001:db8::/64" }), stack);
const native = (stack: Stack): Stack =>
  BOTH.reduce((each, subnet) => change(each, subnet, { ipv6Native: true }), stack);

describe("endpoint-options-fit-together", () => {
  itSays("endpoint-options-fit-together", [
    { when: "endpoints of the usual kind", stack: endpointStack, says: "pass" },
    {
      when: "an endpoint without a type for a service without gateway",
      stack: () => sqs({ vpcEndpointType: undefined }),
      says: "fail",
      findings: ["sqs: vpcEndpointType is not set, and com.amazonaws.eu-west-1.sqs has no gateway"],
    },
    {
      when: "a gateway of S3 in subnets and behind a group",
      stack: () =>
        change(endpointStack(), "s3", {
          subnetIds: ["private-1-id"],
          securityGroupIds: ["group-id"],
        }),
      says: "fail",
      findings: [
        "s3: subnetIds is set. A gateway stands in no subnet",
        "s3: securityGroupIds is set. A gateway has no security group",
      ],
    },
    {
      when: "an interface endpoint on a route table",
      stack: () => sqs({ routeTableIds: ["private-table-id"] }),
      says: "fail",
    },
    {
      when: "a type that is not known",
      stack: () => sqs({ vpcEndpointType: HIDDEN }),
      says: "unknown",
    },
    {
      when: "both kinds of addresses in subnets that have them",
      stack: () =>
        dual(sqs({ ipAddressType: "dualstack", dnsOptions: { dnsRecordIpType: "dualstack" } })),
      says: "pass",
    },
    {
      when: "both kinds of addresses in subnets with IPv4 alone",
      stack: () => sqs({ ipAddressType: "dualstack" }),
      says: "fail",
      findings: BOTH.map(
        (name) => `sqs: ipAddressType is dualstack, and ${name} has no IPv6 addresses`,
      ),
    },
    {
      when: "IPv6 addresses alone in subnets that have IPv4 too",
      stack: () => dual(sqs({ ipAddressType: "ipv6" })),
      says: "fail",
    },
    {
      when: "IPv6 addresses alone in subnets without IPv4",
      stack: () =>
        native(
          plus(
            without(endpointStack(), "sqs"),
            interfaceEndpoint("sqs", { ipAddressType: "ipv6" }),
          ),
        ),
      // The other endpoints have IPv4 addresses, which these subnets do not.
      says: "fail",
    },
    {
      when: "names for addresses that it does not have",
      stack: () => sqs({ ipAddressType: "ipv4", dnsOptions: { dnsRecordIpType: "dualstack" } }),
      says: "fail",
      findings: [
        "sqs: dnsOptions.dnsRecordIpType is dualstack, and ipAddressType ipv4 has no such addresses",
      ],
    },
    {
      when: "two subnets of one zone",
      stack: () => change(endpointStack(), "private-2", { availabilityZone: "eu-west-1a" }),
      says: "fail",
    },
    {
      when: "kinds of addresses that are not known",
      stack: () => sqs({ ipAddressType: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("an endpoint with IPv6 addresses alone", () => {
  const beside = (inputs: Properties): Stack => plus(natStack(), interfaceEndpoint("sqs", inputs));
  const names = { ipAddressType: "dualstack", dnsOptions: { dnsRecordIpType: "ipv6" } };
  const found = "sqs: takes the calls to sqs by its private DNS name, and has IPv6 addresses alone";
  itSays("subnets-reach-aws-services", [
    {
      when: "one beside a NAT gateway, which takes the calls all the same",
      stack: () => beside({ ipAddressType: "ipv6" }),
      says: "fail",
      findings: [found],
    },
    {
      when: "names that lead to IPv6 beside a NAT gateway",
      stack: () => beside(names),
      says: "fail",
    },
    {
      when: "one beside a NAT gateway without private DNS",
      stack: () => beside({ ...names, privateDnsEnabled: false }),
      says: "pass",
    },
    {
      when: "names that lead to IPv6 beside a NAT gateway, where callers have it",
      stack: () => dual(beside(names)),
      says: "unknown",
    },
    {
      when: "names that lead to both",
      stack: () => dual(beside({ ipAddressType: "dualstack" })),
      says: "pass",
    },
    {
      when: "one of a kind that is not known, in other subnets that may have IPv6",
      stack: () =>
        change(beside({ ipAddressType: HIDDEN, subnetIds: ["public-id"] }), "public", {
          ipv6CidrBlock: HIDDEN,
        }),
      says: "unknown",
    },
    {
      when: "a gateway of S3 that takes IPv6 alone",
      stack: () => change(endpointStack(), "s3", { ipAddressType: "ipv6" }),
      says: "fail",
    },
    {
      when: "a gateway of a service that has none",
      stack: () =>
        sqs({
          vpcEndpointType: "Gateway",
          routeTableIds: ["private-table-id"],
          subnetIds: undefined,
        }),
      says: "fail",
    },
  ]);
});
