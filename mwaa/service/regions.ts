import { distance } from "fastest-levenshtein";
import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where the list of regions stands. */
export const REGIONS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/get-started.html",
  section: "Region availability",
  read: "2026-11-22",
};

/** Where the availability zone ids stand. */
export const ZONE_IDS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html",
  section: "AWS Availability Zones",
  read: "2026-11-22",
};

/** Where it stands that `use1-az3` cannot host an environment. */
export const EXCLUDED_ZONE_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-create.html",
  section: "Options to create the Amazon VPC network",
  read: "2026-11-22",
};

/** A zone in which MWAA cannot run an environment; its name differs in each account, its id does not. */
export const EXCLUDED_ZONE_ID = "use1-az3";

/** A region in which MWAA is offered. */
export interface Region {
  /** The code: `eu-west-1`. */
  readonly code: string;
  /** The name in AWS's words. */
  readonly name: string;
  /** The partition of its ARNs. */
  readonly partition: "aws" | "aws-cn" | "aws-us-gov";
  /** Ids of the zones that a new environment can use; the same zone in every account. */
  readonly zoneIds: readonly string[];
}

/** A row of the commercial partition; zones are written as the numbers behind `-az`. */
function region(
  code: string,
  name: string,
  zonePrefix: string,
  zones: readonly number[] = [1, 2, 3],
): Region {
  return { code, name, partition: "aws", zoneIds: zones.map((zone) => `${zonePrefix}-az${zone}`) };
}

/** The regions of the list, in its order. Gaps in the numbers are zones that new subnets cannot use. */
export const REGIONS: readonly Region[] = [
  region("us-east-1", "US East (N. Virginia)", "use1", [1, 2, 4, 5, 6]),
  region("us-east-2", "US East (Ohio)", "use2"),
  region("us-west-1", "US West (N. California)", "usw1", [1, 3]),
  region("us-west-2", "US West (Oregon)", "usw2", [1, 2, 3, 4]),
  region("af-south-1", "Africa (Cape Town)", "afs1"),
  region("ap-east-1", "Asia Pacific (Hong Kong)", "ape1"),
  region("ap-south-2", "Asia Pacific (Hyderabad)", "aps2"),
  region("ap-southeast-3", "Asia Pacific (Jakarta)", "apse3"),
  region("ap-southeast-5", "Asia Pacific (Malaysia)", "apse5"),
  region("ap-southeast-4", "Asia Pacific (Melbourne)", "apse4"),
  region("ap-south-1", "Asia Pacific (Mumbai)", "aps1"),
  region("ap-northeast-3", "Asia Pacific (Osaka)", "apne3"),
  region("ap-northeast-2", "Asia Pacific (Seoul)", "apne2", [1, 2, 3, 4]),
  region("ap-southeast-1", "Asia Pacific (Singapore)", "apse1"),
  region("ap-southeast-2", "Asia Pacific (Sydney)", "apse2"),
  region("ap-northeast-1", "Asia Pacific (Tokyo)", "apne1", [1, 2, 4]),
  region("ca-central-1", "Canada (Central)", "cac1", [1, 2, 4]),
  region("ca-west-1", "Canada West (Calgary)", "caw1"),
  region("eu-central-1", "Europe (Frankfurt)", "euc1"),
  region("eu-west-1", "Europe (Ireland)", "euw1"),
  region("eu-west-2", "Europe (London)", "euw2"),
  region("eu-south-1", "Europe (Milan)", "eus1"),
  region("eu-west-3", "Europe (Paris)", "euw3"),
  region("eu-south-2", "Europe (Spain)", "eus2"),
  region("eu-north-1", "Europe (Stockholm)", "eun1"),
  region("eu-central-2", "Europe (Zurich)", "euc2"),
  region("il-central-1", "Israel (Tel Aviv)", "ilc1"),
  region("me-south-1", "Middle East (Bahrain)", "mes1"),
  region("me-central-1", "Middle East (UAE)", "mec1"),
  region("sa-east-1", "South America (São Paulo)", "sae1"),
];

const BY_CODE: ReadonlyMap<string, Region> = new Map(REGIONS.map((each) => [each.code, each]));

/** Whether the list names a region. A well-shaped region that it does not name may be newer than the list. */
export function isListedRegion(code: string): boolean {
  return BY_CODE.has(code);
}

/** Ids of the zones of a region that an environment can use; empty if the list does not name the region. */
export function zoneIdsFor(code: string): readonly string[] {
  return BY_CODE.get(code)?.zoneIds ?? [];
}

/** The words of which AWS makes region codes: area, direction and a number. */
const WELL_SHAPED =
  /^(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(central|east|north|northeast|northwest|south|southeast|southwest|west)-[1-9]$/;

/** The listed region whose code takes the fewest edits to reach. */
export function nearestRegion(code: string): string {
  return REGIONS.map((each) => each.code).reduce((nearest, each) =>
    distance(code, each) < distance(code, nearest) ? each : nearest,
  );
}

/**
 * What is wrong with a region: it is not made of the words of a region code, so it is misspelt. A
 * well-shaped code that the list does not name is not a fault.
 */
export function regionFaults(code: string): Fault[] {
  if (isListedRegion(code) || WELL_SHAPED.test(code)) return [];
  return [
    {
      path: ["region"],
      problem: "is not the code of an AWS region",
      got: code,
      allowed: "a region code such as us-east-1 or eu-west-1",
      fix: `set region to "${nearestRegion(code)}"`,
    },
  ];
}
