import type { Truth } from "../../../reasoning/known";
import { isKnown, not, Unknown } from "../../../reasoning/known";
import { endpointSubnets } from "../../model/endpoints/endpoint-conditions";
import { hasGateway } from "../../model/endpoints/vpc-endpoints";
import { isExisting } from "../../model/existing";
import { hasIpv6 } from "../../model/network/address-family";
import { inOneZone } from "../../model/network/zones";
import type { Resource, Value } from "../../model/resource";
import type { World } from "../../model/world";
import type { Rule, Violation } from "../rule";
import { concludeAll, notApplicable } from "../rule";
import { aws } from "../sources";

type Judged = Violation | Unknown | undefined;

/** What EC2 asks of the options of a VPC endpoint. */
export const ENDPOINT_OPTION_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["vpcEndpoint"],
    decidedBy: "world",
    id: "endpoint-options-fit-together",
    title: "An endpoint's type, subnets and kinds of addresses fit together",
    why: "EC2 refuses a gateway for a service that has none, subnets on a gateway, two subnets of one zone, and kinds of addresses that the subnets do not have.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws("vpc/latest/privatelink/gateway-endpoints.html", "Considerations"),
      aws("vpc/latest/privatelink/create-interface-endpoint.html", "Prerequisites"),
      aws(
        "cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointIpAddressType.html",
        "enum VpcEndpointIpAddressType",
      ),
    ],
    examples: {
      fails: 'serviceName: "com.amazonaws.eu-west-1.sqs" without vpcEndpointType',
      passes: 'vpcEndpointType: "Interface", ipAddressType: "ipv4"',
    },
    check: (endpoint, world) => {
      if (isExisting(endpoint)) return notApplicable("it exists: EC2 has taken it");
      return concludeAll(
        [
          ...typeFaults(endpoint, world),
          recordFault(endpoint, world),
          ...subnetFaults(endpoint, world),
        ],
        "the type or the addresses of an endpoint are not known",
      );
    },
  },
];

function typeFaults(endpoint: Resource, world: World): readonly Judged[] {
  const type = world.text(endpoint, "vpcEndpointType");
  if (!isKnown(type)) return [type];
  const name = world.text(endpoint, "serviceName");
  const kind = type?.toLowerCase();
  if (kind === "interface")
    return [strange(endpoint, "routeTableIds", "Route tables are for gateways alone")];
  if (kind !== "gateway") return [];
  const said = endpoint.inputs["vpcEndpointType"] === undefined ? "is not set" : "is Gateway";
  return [
    ...(isKnown(name) ? [] : [name]),
    ...(isKnown(name) && name !== undefined && !hasGateway(name)
      ? [
          {
            message: `vpcEndpointType ${said}, and ${name} has no gateway`,
            fix: 'set vpcEndpointType to "Interface"',
          },
        ]
      : [
          strange(endpoint, "subnetIds", "A gateway stands in no subnet"),
          strange(endpoint, "securityGroupIds", "A gateway has no security group"),
        ]),
  ];
}

/** A list that endpoints of another type have. */
function strange(endpoint: Resource, property: string, why: string): Violation | undefined {
  const value: Value | undefined = endpoint.inputs[property];
  return Array.isArray(value) && value.length > 0
    ? { message: `${property} is set. ${why}`, fix: `leave ${property} away` }
    : undefined;
}

/** The kinds of addresses that an endpoint needs for its records. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  ipv4: ["ipv4", "dualstack"],
  ipv6: ["ipv6", "dualstack"],
  dualstack: ["dualstack"],
  "service-defined": ["dualstack"],
};

function recordFault(endpoint: Resource, world: World): Judged {
  const record = world.text(endpoint, "dnsOptions", "dnsRecordIpType");
  const type = world.text(endpoint, "ipAddressType");
  if (!isKnown(record)) return record;
  const needed = NEEDED[record ?? ""];
  // What EC2 chooses where nothing is asked for, it chooses to fit.
  if (needed === undefined || type === undefined) return undefined;
  if (!isKnown(type)) return type;
  if (needed.includes(type)) return undefined;
  return {
    message: `dnsOptions.dnsRecordIpType is ${String(record)}, and ipAddressType ${type} has no such addresses`,
    fix: `set ipAddressType to ${needed.join(" or ")}`,
  };
}

function subnetFaults(endpoint: Resource, world: World): readonly Judged[] {
  const type = world.text(endpoint, "ipAddressType");
  if (!isKnown(type)) return [type];
  const subnets = endpointSubnets(world, endpoint).flatMap((each) =>
    each.kind === "resource" ? [each.resource] : [],
  );
  return [
    ...subnets.map((subnet) => familyFault(type ?? "ipv4", subnet, world)),
    ...zoneFaults(subnets, world),
  ];
}

function familyFault(type: string, subnet: Resource, world: World): Judged {
  const native = world.flag(subnet, "ipv6Native");
  const has = { ipv4: not(native), ipv6: hasIpv6(world, subnet) };
  const wanted: readonly { readonly holds: Truth; readonly what: string }[] = [
    ...(type === "ipv6" ? [{ holds: native, what: "has IPv4 addresses too" }] : []),
    ...(type === "ipv4" || type === "dualstack"
      ? [{ holds: has.ipv4, what: "has no IPv4 addresses" }]
      : []),
    ...(type === "dualstack" ? [{ holds: has.ipv6, what: "has no IPv6 addresses" }] : []),
  ];
  const missing = wanted.find(({ holds }) => holds === false);
  if (missing !== undefined)
    return {
      related: [subnet],
      message: `ipAddressType is ${type}, and ${subnet.name} ${missing.what}`,
      fix: "choose the ipAddressType that the subnets have, such as ipv4",
    };
  return wanted.map(({ holds }) => holds).find((each) => each instanceof Unknown);
}

/** An endpoint has one interface in each zone. */
function zoneFaults(subnets: readonly Resource[], world: World): readonly Judged[] {
  return subnets.flatMap((subnet, i) =>
    subnets.slice(0, i).map((other): Judged => {
      if (subnet === other) return undefined;
      const together = inOneZone(world, subnet, other);
      if (!isKnown(together)) return together;
      if (!together) return undefined;
      return {
        related: [subnet, other],
        message: `stands in ${other.name} and ${subnet.name}, which are in one zone`,
        fix: "give an endpoint one subnet in each zone",
      };
    }),
  );
}
