import type { Stack } from "../../../../preflight/model/resource";
import { HIDDEN, change, endpointStack, itSays, make, natStack, plus } from "../network-stack";

const elsewhere = { region: "us-east-1" };
const apart = (name: string, property: string, target: string): string =>
  `${name}: is in us-east-1, and ${property} names ${target}, which is in eu-west-1`;
const drifted = (name: string): Stack => change(natStack(), name, elsewhere);

describe("network-parts-in-one-region", () => {
  itSays("network-parts-in-one-region", [
    { when: "parts without a Region of their own", stack: natStack, says: "pass" },
    {
      when: "a part that names the provider's own Region",
      stack: () => change(natStack(), "nat", { region: "eu-west-1" }),
      says: "pass",
    },
    {
      when: "a NAT gateway of another Region",
      stack: () => drifted("nat"),
      says: "fail",
      findings: [apart("nat", "subnetId", "public")],
    },
    {
      when: "an association of another Region",
      stack: () => drifted("private-1-association"),
      says: "fail",
      findings: [
        apart("private-1-association", "subnetId", "private-1"),
        apart("private-1-association", "routeTableId", "private-table"),
      ],
    },
    {
      when: "an internet gateway of another Region",
      stack: () => drifted("igw"),
      says: "fail",
      findings: [apart("igw", "vpcId", "vpc")],
    },
    {
      when: "a route of another Region",
      stack: () =>
        plus(
          natStack(),
          make("ec2/route:Route", "route", {
            routeTableId: "private-table-id",
            destinationCidrBlock: "10.9.0.0/16",
            natGatewayId: "nat-id",
            ...elsewhere,
          }),
        ),
      says: "fail",
      findings: [
        apart("route", "routeTableId", "private-table"),
        apart("route", "natGatewayId", "nat"),
      ],
    },
    {
      when: "an endpoint of another Region",
      stack: () => change(endpointStack(), "sqs", elsewhere),
      says: "fail",
    },
    {
      when: "an environment of another Region than its network",
      stack: () => drifted("environment"),
      says: "fail",
      findings: [
        apart("environment", "subnetIds", "private-1"),
        apart("environment", "subnetIds", "private-2"),
        apart("environment", "securityGroupIds", "group"),
      ],
    },
    {
      when: "a Region that is not known",
      stack: () => change(natStack(), "nat", { region: HIDDEN }),
      says: "unknown",
    },
    {
      when: "parts of one provider whose Region nobody told",
      stack: () => {
        const { name, door, resources, assumptions, incomplete } = natStack();
        return { name, door, resources, assumptions, incomplete };
      },
      says: "pass",
    },
  ]);
});
