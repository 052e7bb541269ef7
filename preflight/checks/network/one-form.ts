import { Unknown } from "../../../reasoning/known";
import { isExisting } from "../../model/existing";
import type { Kind } from "../../model/kinds";
import { kindOf } from "../../model/kinds";
import { routeResourcesOf } from "../../model/network/routes";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Rule, Violation } from "../rule";
import { concludeAll, notApplicable } from "../rule";
import { aws } from "../sources";
import { namesOf } from "./network-subjects";

/** A list that stands inside a resource, and the resources of their own that say the same. */
interface Form {
  readonly property: string;
  /** Whether an empty list says that there is nothing, instead of saying nothing. */
  readonly emptySpeaks: boolean;
  readonly apart: (resource: Resource, world: World) => readonly Resource[];
}

const TABLE: readonly Form[] = [
  {
    property: "routes",
    emptySpeaks: true,
    apart: (table, world) => routeResourcesOf(world, table),
  },
];

const GROUP: readonly Form[] = (["ingress", "egress"] as const).map((property) => ({
  property,
  emptySpeaks: true,
  apart: (group, world) => [
    ...pointing(`${property}Rule`, "securityGroupId")(group, world),
    ...pointing("securityGroupRule", "securityGroupId")(group, world).filter(
      (each) => world.text(each, "type") === property,
    ),
  ],
}));

const ACL: readonly Form[] = [
  ...(["ingress", "egress"] as const).map((property): Form => ({
    property,
    emptySpeaks: true,
    apart: (acl, world) =>
      pointing("networkAclRule", "networkAclId")(acl, world).filter(
        (each) => world.flag(each, "egress") === (property === "egress"),
      ),
  })),
  {
    property: "subnetIds",
    emptySpeaks: false,
    apart: pointing("networkAclAssociation", "networkAclId"),
  },
];

const ENDPOINT: readonly Form[] = (
  [
    ["subnetIds", "vpcEndpointSubnet"],
    ["routeTableIds", "vpcEndpointRouteTable"],
    ["securityGroupIds", "vpcEndpointSecurityGroup"],
  ] as const
).map(([property, kind]) => ({
  property,
  emptySpeaks: false,
  apart: pointing(kind, "vpcEndpointId"),
}));

const FORMS: Partial<Record<Kind, readonly Form[]>> = {
  routeTable: TABLE,
  defaultRouteTable: TABLE,
  securityGroup: GROUP,
  networkAcl: ACL,
  defaultNetworkAcl: ACL,
  vpcEndpoint: ENDPOINT,
};

/** Whether each list of a network's parts is written in one way. */
export const ONE_FORM_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: Object.keys(FORMS) as readonly Kind[],
    decidedBy: "world",
    id: "network-lists-in-one-form",
    title: "Routes, rules and associations stand inside a resource, or as resources of their own",
    why: "The provider takes a list inside a resource for the whole: the next update removes what other resources added, and the one after that adds it again.",
    severity: "error",
    effect: "will-misbehave",
    sources: [
      aws("vpc/latest/userguide/security-group-rules.html", "Security group rules"),
      aws("vpc/latest/userguide/VPC_Route_Tables.html", "Configure route tables"),
    ],
    examples: {
      fails: "ingress: [] on the group, and a SecurityGroupIngressRule for it",
      passes: "rules as resources of their own alone",
    },
    check: (resource, world) => {
      if (isExisting(resource)) return notApplicable("it exists: nothing is said inside of it");
      const kind = kindOf(resource.type);
      const forms = kind === undefined ? [] : (FORMS[kind] ?? []);
      return concludeAll(
        forms.map((form) => judge(form, resource, world)),
        "whether the program says it in two ways cannot be told",
      );
    },
  },
];

function judge(
  { property, emptySpeaks, apart }: Form,
  resource: Resource,
  world: World,
): Violation | Unknown | undefined {
  const inside = resource.inputs[property];
  if (inside === undefined || inside === null) return undefined;
  if (Array.isArray(inside) && inside.length === 0 && !emptySpeaks) return undefined;
  const others = apart(resource, world).filter((each) => !isExisting(each));
  if (others.length === 0) return undefined;
  // While an update goes on, the engine shows what is there, whoever asked for it.
  if (world.stack(resource)?.door === "analyzer")
    return new Unknown([pointer(resource, [property])]);
  return {
    related: others,
    message: `says ${property} itself, and so ${others.length === 1 ? "does" : "do"} ${namesOf(others.slice(0, 2))}${others.length > 2 ? " and others" : ""}`,
    fix: `leave ${property} away, or write all of it there`,
  };
}

function pointing(kind: Kind, property: string): Form["apart"] {
  return (resource, world) =>
    world
      .pointingAt(resource, kind, property)
      .resources.filter(({ change }) => change !== "delete");
}
