import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { Address6 } from "ip-address";
import type { Fault } from "../../mwaa/fault";
import { parseCidr } from "../../mwaa/settings/cidr";
import type { Children } from "../children";

/** Who may call through endpoints; each becomes a rule. */
export interface EndpointCallers {
  /** Ranges of IPv4 addresses, such as those of subnets whose groups do not exist yet. */
  readonly cidrs?: readonly pulumi.Input<string>[];
  /** Ranges of IPv6 addresses; for endpoints that have some. */
  readonly ipv6Cidrs?: readonly pulumi.Input<string>[];
  /** Security groups whose members call, such as an environment's. */
  readonly securityGroupIds?: readonly pulumi.Input<string>[];
}

/** The security group of endpoints, and the rules without which it lets nobody in. */
export interface EndpointSecurityGroup {
  readonly group: ec2.SecurityGroup;
  readonly rules: readonly pulumi.Resource[];
}

/** How each kind of caller is named in a rule. */
const KINDS = [
  { key: "securityGroupIds", name: "group", peer: "referencedSecurityGroupId" },
  { key: "cidrs", name: "ipv4", peer: "cidrIpv4" },
  { key: "ipv6Cidrs", name: "ipv6", peer: "cidrIpv6" },
] as const;

/**
 * A security group for endpoints that admits HTTPS from the callers. It lets nothing out: endpoints
 * answer and never call.
 */
export function createEndpointSecurityGroup(
  children: Children,
  vpcId: pulumi.Input<string>,
  callers: EndpointCallers,
): EndpointSecurityGroup {
  const options = { parent: children.parent };
  const group = new ec2.SecurityGroup(
    children.named("security-group"),
    {
      vpcId,
      description: "Endpoints of AWS services: HTTPS from those who may call",
      tags: children.tags("security group"),
    },
    options,
  );
  const rules = KINDS.flatMap(({ key, name, peer }) =>
    (callers[key] ?? []).map(
      (caller, index) =>
        new vpc.SecurityGroupIngressRule(
          children.named(`from-${name}-${index + 1}`),
          {
            securityGroupId: group.id,
            [peer]: caller,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            description: "HTTPS to AWS services",
            tags: children.tags(`from ${name} ${index + 1}`),
          },
          options,
        ),
    ),
  );
  return { group, rules };
}

/** What each kind of caller looks like, as far as it can be told. */
const FORMS = {
  securityGroupIds: {
    matches: (text: string) => /^sg-[0-9a-z]+$/.test(text),
    problem: "is not the id of a security group",
    allowed: "ids such as sg-0123456789abcdef0",
  },
  cidrs: {
    matches: (text: string) => parseCidr(text) !== undefined,
    problem: "is not a range of IPv4 addresses",
    allowed: "ranges such as 10.192.20.0/24",
  },
  ipv6Cidrs: {
    matches: (text: string) => text.includes("/") && Address6.isValid(text),
    problem: "is not a range of IPv6 addresses",
    allowed: "ranges such as 2600:1f18:abcd:ef02::/64",
  },
} as const;

/** What is wrong with callers: there are none, one is twice there, or none at all by its form. */
export function endpointCallersFaults(callers: EndpointCallers): readonly Fault[] {
  const given = KINDS.flatMap(({ key }) => callers[key] ?? []);
  if (given.length === 0) {
    return [
      {
        path: ["callers"],
        problem: "admits nobody to the endpoints",
        got: callers,
        allowed: KINDS.map(({ key }) => key).join(", "),
        fix: "name the environment's security group in callers.securityGroupIds",
      },
    ];
  }
  return KINDS.flatMap(({ key }) => listFaults(callers[key] ?? [], ["callers", key], FORMS[key]));
}

/** What a list of ids or ranges has to look like. */
export interface Form {
  readonly matches: (text: string) => boolean;
  readonly problem: string;
  readonly allowed: string;
}

/** What is wrong with the plain texts of a list: one of another form, or one that is there before. */
export function listFaults(
  list: readonly pulumi.Input<string>[],
  path: Fault["path"],
  form: Form,
): readonly Fault[] {
  return list.flatMap((got, index) => {
    // Whatever is known only later cannot be judged here.
    if (typeof got !== "string") return [];
    const { matches, problem, allowed } = form;
    const at = [...path, index];
    if (!matches(got)) return [{ path: at, problem, got, allowed, fix: "correct it" }];
    if (!list.slice(0, index).includes(got)) return [];
    return [
      {
        path: at,
        problem: "is in the list already",
        got,
        allowed: "each once",
        fix: "take it out",
      },
    ];
  });
}
