import type { Fault } from "../../../mwaa/fault";
import { contains, parseBlock } from "../../model/network/address-blocks";
import type { ContextFacts } from "./schema";
import type { VpcFacts } from "./network-schema";

type Path = Fault["path"];

/** What a context file says that cannot all be true. */
export function contradictions(facts: ContextFacts): readonly Fault[] {
  return [
    ...describedTwice(facts),
    ...(facts.vpcs ?? []).flatMap((vpc, i) => [
      ...outsideBlocks(vpc, ["vpcs", i]),
      ...missingFromWhole(vpc, ["vpcs", i]),
      ...sameNumber(vpc, ["vpcs", i]),
    ]),
  ];
}

/** Something that the file describes, and where. */
interface Described {
  readonly id: string;
  readonly path: Path;
}

function described(list: readonly Described[][]): readonly Described[] {
  return list.flat();
}

function entries<T>(
  list: readonly T[] | undefined,
  path: Path,
  property: keyof T & string,
): Described[] {
  return (list ?? []).map((each, i) => ({
    id: String(each[property]),
    path: [...path, i, property],
  }));
}

function describedTwice(facts: ContextFacts): readonly Fault[] {
  const inVpcs = (facts.vpcs ?? []).flatMap((vpc, i) =>
    described([
      entries(vpc.subnets, ["vpcs", i, "subnets"], "id"),
      entries(vpc.routeTables, ["vpcs", i, "routeTables"], "id"),
      entries(vpc.natGateways, ["vpcs", i, "natGateways"], "id"),
      entries(vpc.securityGroups, ["vpcs", i, "securityGroups"], "id"),
      entries(vpc.networkAcls, ["vpcs", i, "networkAcls"], "id"),
      entries(vpc.endpoints, ["vpcs", i, "endpoints"], "id"),
      (vpc.internetGateways ?? []).map((id, j) => ({
        id,
        path: ["vpcs", i, "internetGateways", j],
      })),
    ]),
  );
  const all = [
    ...entries(facts.vpcs, ["vpcs"], "id"),
    ...inVpcs,
    ...entries(facts.buckets, ["buckets"], "name"),
    ...entries(facts.keys, ["keys"], "arn"),
    ...entries(facts.roles, ["roles"], "arn"),
    ...entries(facts.managedPolicies, ["managedPolicies"], "arn"),
    ...entries(facts.shares, ["shares"], "arn"),
  ];
  const seen = new Set<string>();
  return all.flatMap(({ id, path }): readonly Fault[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        path,
        problem: "is described a second time",
        got: id,
        allowed: "each thing once",
        fix: "say everything about it in one place",
      },
    ];
  });
}

/** `cidrBlocks` are all blocks of the VPC, so that every subnet lies in one of them. */
function outsideBlocks({ cidrBlocks, subnets = [] }: VpcFacts, path: Path): readonly Fault[] {
  if (cidrBlocks === undefined) return [];
  const outer = cidrBlocks.flatMap((each) => parseBlock(each) ?? []);
  return subnets.flatMap(({ cidrBlock }, i): readonly Fault[] => {
    const block = cidrBlock === undefined ? undefined : parseBlock(cidrBlock);
    if (block === undefined || outer.some((each) => contains(each, block))) return [];
    const allowed = cidrBlocks.join(", ");
    return [
      {
        path: [...path, "subnets", i, "cidrBlock"],
        problem: "is not inside the blocks of its VPC",
        got: cidrBlock,
        allowed: `a block inside ${allowed}`,
        fix: "mend it, or add the VPC's further blocks to cidrBlocks",
      },
    ];
  });
}

/** Targets of routes that would stand in a list which holds all of their kind. */
const WHOLE_LISTS = [
  { prefix: "igw-", list: "internetGateways" },
  { prefix: "vpce-", list: "endpoints" },
] as const;

function missingFromWhole(vpc: VpcFacts, path: Path): readonly Fault[] {
  return (vpc.routeTables ?? []).flatMap(({ routes = [] }, i) =>
    routes.flatMap(({ via }, j): readonly Fault[] => {
      const whole = WHOLE_LISTS.find(({ prefix }) => via.id.startsWith(prefix));
      const listed = whole === undefined ? undefined : vpc[whole.list];
      if (whole === undefined || listed === undefined) return [];
      const ids = listed.map((each) => (typeof each === "string" ? each : each.id));
      if (ids.includes(via.id)) return [];
      return [
        {
          path: [...path, "routeTables", i, "routes", j, "via"],
          problem: `is not among the ${whole.list} of its VPC`,
          got: via.id,
          allowed: ids.length === 0 ? `nothing, because ${whole.list} is empty` : ids.join(", "),
          fix: `add it to ${whole.list}, which is to hold all of them`,
        },
      ];
    }),
  );
}

function sameNumber(vpc: VpcFacts, path: Path): readonly Fault[] {
  return (vpc.networkAcls ?? []).flatMap((acl, i) =>
    (["ingress", "egress"] as const).flatMap((direction) => {
      const numbers = (acl[direction] ?? []).map(({ rule }) => rule);
      return numbers.flatMap((number, j): readonly Fault[] =>
        numbers.indexOf(number) === j
          ? []
          : [
              {
                path: [...path, "networkAcls", i, direction, j, "rule"],
                problem: "is the number of another entry",
                got: number,
                allowed: "each number once in a direction",
                fix: "take the entry's own number",
              },
            ],
      );
    }),
  );
}
