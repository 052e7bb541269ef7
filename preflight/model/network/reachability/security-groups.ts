import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown } from "../../../../reasoning/known";
import type {
  Listed,
  PortRange,
  RulePeer,
  SecurityGroup,
  SecurityGroupRule,
} from "../../../../reasoning/reachability/network";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import { parseBlock } from "../address-blocks";
import type { Direction, GroupRule } from "../group-rules";
import { groupRulesOf } from "../group-rules";
import { ownerOf } from "../shared-subnets";
import { vpcOf } from "../vpc-membership";
import type { Drawing } from "./drawing";
import { idBehind, nodeId } from "./node-ids";
import { mayHaveMessages, mayHavePorts, protocolOf } from "./protocols";
import { prefixListOf } from "./services";

/** Every security group with the rules of both directions. */
export function securityGroupsIn(drawing: Drawing): Listed<SecurityGroup> {
  const { world, origins } = drawing;
  return world.of("securityGroup").map((group) =>
    origins.note<SecurityGroup>(
      {
        id: nodeId(group),
        vpcId: idBehind(vpcOf(world, group), pointer(group, ["vpcId"])),
        account: ownerOf(world, group),
        ingress: rulesOf(drawing, group, "ingress"),
        egress: rulesOf(drawing, group, "egress"),
      },
      group,
    ),
  );
}

function rulesOf(
  drawing: Drawing,
  group: Resource,
  direction: Direction,
): Listed<SecurityGroupRule> {
  const { rules, more } = groupRulesOf(drawing.world, group, direction);
  return [
    ...rules.flatMap((rule) => drawRule(drawing, rule)),
    ...(more === undefined ? [] : [more]),
  ];
}

/** A rule of a program is one for each of its peers. */
function drawRule({ origins }: Drawing, rule: GroupRule): readonly SecurityGroupRule[] {
  const { resource, fromPort, toPort } = rule;
  const protocol = protocolOf(rule.protocol, pointer(resource, ["protocol"]));
  const hasPorts = mayHavePorts(protocol);
  // EC2 takes no rule for TCP or UDP without ports.
  if (isKnown(protocol) && hasPorts && (fromPort === undefined || toPort === undefined)) return [];
  const range = rangeOf(fromPort, toPort);
  const traffic = {
    protocol,
    ...(hasPorts && range !== undefined ? { ports: range } : {}),
    ...(mayHaveMessages(protocol) && range !== undefined
      ? { icmp: isKnown(range) ? { type: range.first, code: range.last } : range }
      : {}),
  };
  return peersOf(rule).map((peer) => origins.note({ ...traffic, peer }, resource));
}

function rangeOf(
  from: Maybe<number> | undefined,
  to: Maybe<number> | undefined,
): Maybe<PortRange> | undefined {
  if (from === undefined || to === undefined) return undefined;
  if (!isKnown(from)) return from;
  return isKnown(to) ? { first: from, last: to } : to;
}

function peersOf({ resource, cidrs, groups, prefixLists }: GroupRule): readonly Maybe<RulePeer>[] {
  return [
    ...cidrs.map((cidr): Maybe<RulePeer> => {
      if (!isKnown(cidr)) return cidr;
      return parseBlock(cidr) === undefined
        ? new Unknown([`what ${cidr} of ${resource.urn} stands for`])
        : { cidr };
    }),
    ...groups.map((group): Maybe<RulePeer> => {
      const id = idBehind(group, pointer(resource, ["securityGroups"]));
      return isKnown(id) ? { securityGroup: id } : id;
    }),
    ...prefixLists.map(({ service, where }): Maybe<RulePeer> =>
      service === undefined ? new Unknown([where]) : { prefixList: prefixListOf(service) },
    ),
  ];
}
