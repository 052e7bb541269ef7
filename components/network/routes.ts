import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../children";

/** Where a route leads: the one argument of `aws.ec2.Route` that names the next hop. */
type NextHop = Pick<ec2.RouteArgs, "gatewayId" | "natGatewayId" | "egressOnlyGatewayId">;

/** The next hop of everything that no other route of the table covers, for each IP family. */
export interface DefaultHops {
  readonly ipv4: NextHop;
  readonly ipv6?: NextHop;
}

/** Adds the default routes to a table: `0.0.0.0/0` and, given a next hop for it, `::/0`. */
export function createDefaultRoutes(
  children: Children,
  name: string,
  table: ec2.RouteTable,
  hops: DefaultHops,
  dependsOn: pulumi.Resource[] = [],
): readonly ec2.Route[] {
  const options = { parent: children.parent, dependsOn };
  const ipv4 = new ec2.Route(
    children.named(`${name}-default-route`),
    { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...hops.ipv4 },
    options,
  );
  if (hops.ipv6 === undefined) return [ipv4];
  const ipv6 = new ec2.Route(
    children.named(`${name}-default-route-ipv6`),
    { routeTableId: table.id, destinationIpv6CidrBlock: "::/0", ...hops.ipv6 },
    options,
  );
  return [ipv4, ipv6];
}

/** Makes a subnet follow a route table. */
export function createAssociation(
  children: Children,
  name: string,
  table: ec2.RouteTable,
  subnet: ec2.Subnet,
): ec2.RouteTableAssociation {
  return new ec2.RouteTableAssociation(
    children.named(`${name}-association`),
    { routeTableId: table.id, subnetId: subnet.id },
    { parent: children.parent },
  );
}
