import { EXCLUDED_ZONE_ID, zoneIdsFor } from "../../../mwaa/service/regions";
import { unknownText } from "../../../mwaa/settings/unknown-text";
import { ENDPOINT_ANSWERERS } from "./endpoint-invokes";
import { type Answerer, type Place, reverseDns } from "./place";
import { policyDocument } from "./policy-document";
import { PREFIX_LIST_ANSWERERS } from "./prefix-list-invokes";
import type { WireProperties } from "./protocol";

/** The region of {@link EXCLUDED_ZONE_ID}. */
const EXCLUDED_ZONE_REGION = "us-east-1";

const ANSWERERS: Readonly<Record<string, Answerer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (
    _,
    { account = unknownText("the account of a provider") },
  ) => ({
    accountId: account,
    id: account,
    // Who will run the update is not known; what is made from it must not look known.
    arn: unknownText("the caller's ARN"),
    userId: unknownText("the caller's user id"),
  }),
  "aws:index/getRegion:getRegion": getRegion,
  "aws:index/getPartition:getPartition": (_, place) => ({
    partition: place.partition,
    id: place.partition,
    dnsSuffix: place.dnsSuffix,
    reverseDnsPrefix: reverseDns(place),
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:index/getArn:getArn": getArn,
  "aws:index/getServicePrincipal:getServicePrincipal": getServicePrincipal,
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => policyDocument(args),
  ...PREFIX_LIST_ANSWERERS,
  ...ENDPOINT_ANSWERERS,
};

/** Whether a function is ever answered offline, whatever its arguments. */
function isAnswerable(token: string): boolean {
  return Object.hasOwn(ANSWERERS, token);
}

/** The result of a provider's function as far as it follows from its arguments and the place. */
export function answerInvoke(
  token: string,
  args: WireProperties,
  place: Place,
): WireProperties | undefined {
  return isAnswerable(token) ? ANSWERERS[token]?.(args, place) : undefined;
}

/** Marks the refusal of a function that only AWS could answer. */
export const UNANSWERED = "asks AWS, and this plan asks nobody";

/** Why a call that returns a plain promise fails, and what to write instead. */
export function unansweredInvoke(token: string): string {
  const name = token.split(":").at(-1) ?? token;
  return (
    `${name} (${token}) ${UNANSWERED}: a plain promise cannot stay unknown. ` +
    `Call ${name}Output instead, so that only what depends on it is unknown, ` +
    "or check the output of `pulumi preview --json`."
  );
}

function getRegion(args: WireProperties, place: Place): WireProperties | undefined {
  const asked = args["region"] ?? args["name"] ?? args["id"];
  const region = typeof asked === "string" ? asked : place.region;
  if (region === undefined || typeof args["endpoint"] === "string") return undefined;
  return {
    id: region,
    name: region,
    region,
    endpoint: `ec2.${region}.${place.dnsSuffix}`,
    description: unknownText(`the name of region ${region} in words`),
  };
}

/**
 * The zones of a region. How many there are is known; which name belongs to which zone differs from
 * account to account, so names are symbols, and in the one region that has a zone without MWAA the
 * ids stay unknown: their order decides which of them a program picks.
 */
function getAvailabilityZones(args: WireProperties, place: Place): WireProperties | undefined {
  const { region } = place;
  const plain = Object.entries(args).every(
    ([key, value]) =>
      value === null || key === "region" || (key === "state" && value === "available"),
  );
  if (!plain || region === undefined) return undefined;
  const usable = zoneIdsFor(region);
  if (usable.length === 0) return undefined;
  const picky = region === EXCLUDED_ZONE_REGION;
  const zoneIds = picky
    ? [...usable, EXCLUDED_ZONE_ID].map((_, index) => unknownText(`zone ${index + 1} of ${region}`))
    : usable;
  place.assume(
    `The zones of ${region} are taken to be called ${region}a, ${region}b and so on: ` +
      "which zone bears which name differs from account to account.",
  );
  return {
    id: region,
    region,
    state: args["state"] ?? "available",
    names: zoneIds.map((_, index) => `${region}${String.fromCharCode(97 + index)}`),
    zoneIds,
    groupNames: [region],
  };
}

function getArn(args: WireProperties): WireProperties | undefined {
  const { arn } = args;
  if (typeof arn !== "string") return undefined;
  const [prefix, partition, service, region, account, ...resource] = arn.split(":");
  if (prefix !== "arn" || resource.length === 0) return undefined;
  return {
    arn,
    id: arn,
    partition: partition ?? "",
    service: service ?? "",
    region: region ?? "",
    account: account ?? "",
    resource: resource.join(":"),
  };
}

/** Services whose principal in China ends in China's suffix; all others end in amazonaws.com. */
const CHINESE_PRINCIPALS: ReadonlySet<string> = new Set(["codedeploy", "elasticmapreduce", "logs"]);

function getServicePrincipal(args: WireProperties, place: Place): WireProperties | undefined {
  const { serviceName } = args;
  const { region } = place;
  if (typeof serviceName !== "string" || region === undefined) return undefined;
  const suffix =
    place.partition === "aws-cn" && CHINESE_PRINCIPALS.has(serviceName)
      ? place.dnsSuffix
      : "amazonaws.com";
  return {
    id: `${serviceName}.${region}.${suffix}`,
    name: `${serviceName}.${suffix}`,
    serviceName,
    region,
    suffix,
  };
}
