import { bucketArn } from "../../../mwaa/service/arns";
import { callsOf } from "../../../mwaa/service/calls";
import { partitionOf } from "../../../mwaa/service/partitions";
import type { Statement } from "../../../reasoning/iam";
import {
  actionCovers,
  actionOverlaps,
  arnCovers,
  arnOverlaps,
  loosen,
} from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";
import { policiesOf } from "../../model/access/role-policies";
import type { EndpointPolicy } from "../../model/endpoints/endpoint-policy";
import {
  endpointPolicyOf,
  letsEverythingThrough,
  speaksOfEverybody,
} from "../../model/endpoints/endpoint-policy";
import { bucketNameOf } from "../../model/environment";
import type { Resource } from "../../model/resource";
import { endpointOfAction } from "../../model/access/used-services";
import type { EndpointPath } from "../../model/endpoints/vpc-endpoints";
import { hiddenLimits, pathsTo } from "../../model/endpoints/vpc-endpoints";
import type { World } from "../../model/world";
import { someOf, withRole } from "./execution-role";
import { withSubnets } from "../network/network-subjects";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, notApplicable } from "../rule";
import { guide } from "../sources";

/** What DAGs are allowed beyond MWAA's own calls, and whether endpoints let it through. */
export const GRANTED_CALL_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "endpoint-policies-admit-granted-calls",
    title: "The policies of VPC endpoints let through what the execution role grants to DAGs",
    why: "Both have to allow a call: a data bucket that the role may read and the S3 endpoint's policy does not name stays closed to every DAG.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [
      guide("vpc-vpe-access", "Permission to use other AWS services"),
      guide("vpc-security", "VPC endpoint policies (private routing only)"),
    ],
    examples: {
      fails:
        "s3:GetObject on arn:aws:s3:::lake/* in the role, and an S3 endpoint for the environment's bucket alone",
      passes: "arn:aws:s3:::lake/* in the endpoint's policy too",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) =>
        withRole(environment, world, (role) => judge(environment, role, subnets, world)),
      ),
  },
];

/** One action on one resource, either of which may be a pattern. */
interface Granted {
  readonly action: string;
  readonly resource: string;
}

function judge(
  environment: Resource,
  role: Resource,
  subnets: readonly Resource[],
  world: World,
): Outcome {
  const { documents, more } = policiesOf(world, role);
  const bucket = bucketNameOf(world, environment);
  const grants = documents
    .flatMap(({ document }) => document.statements)
    .flatMap(grantsOf)
    .filter((each) => !isOwn(each, environment, bucket, world));
  const services = new Set(grants.map(({ action }) => endpointOfAction(action)));
  const hidden: Unknown[] = more === undefined ? [] : [more];
  const lost = new Map<Resource, readonly Granted[]>();
  let limited = false;
  for (const subnet of services.size === 0 ? [] : subnets) {
    hidden.push(...hiddenLimits(world, subnet));
    const paths = pathsTo(world, environment, subnet, [...services]);
    if (!isKnown(paths)) {
      hidden.push(paths);
      continue;
    }
    for (const { service, endpoints } of paths) {
      const asked = grants.filter(({ action }) => endpointOfAction(action) === service);
      for (const path of endpoints) {
        const policy = endpointPolicyOf(world, path.endpoint);
        if (path.captures === false || letsEverythingThrough(policy)) continue;
        limited = true;
        const refused = asked.filter((each) => letsNothingThrough(path, policy, each));
        if (policy.hidden.length > 0) hidden.push(...policy.hidden);
        else if (refused.length === 0) continue;
        else if (path.captures instanceof Unknown) hidden.push(path.captures);
        else if (isKnown(bucket)) lost.set(path.endpoint, refused);
        else hidden.push(bucket);
      }
    }
  }
  if (!limited && hidden.length === 0)
    return notApplicable("no endpoint's policy limits what the role is allowed");
  return conclude(
    [...lost].map(([endpoint, refused]) => violation(environment, endpoint, refused, world)),
    hidden,
    "what the role is allowed, or an endpoint lets through, is not known in full",
  );
}

function violation(
  environment: Resource,
  endpoint: Resource,
  refused: readonly Granted[],
  world: World,
): Violation {
  const [holder] = endpointPolicyOf(world, endpoint).documents;
  const resource = holder?.origin.resource ?? endpoint;
  const requests = refused.map(({ action, resource: on }) => `${action} on ${on}`);
  return {
    resource,
    related: [endpoint, environment].filter((each) => each !== resource),
    message: `policy lets nothing through of ${someOf(requests, 3)}, which the execution role is allowed`,
    witness: `${requests[0] ?? ""} through ${endpoint.name}: no statement allows any of it`,
    fix: "allow it in the endpoint's policy too, or take it away from the role",
  };
}

function grantsOf({
  effect,
  actions,
  actionsInverted,
  resources = ["*"],
  resourcesInverted,
}: Statement): readonly Granted[] {
  if (effect !== "Allow" || actionsInverted) return [];
  const on = resourcesInverted ? ["*"] : resources;
  return actions.flatMap((action) => on.map((resource) => ({ action, resource })));
}

const OWN_ACTIONS: ReadonlySet<string> = new Set(
  (["customer-key", "aws-owned-key"] as const).flatMap((encryption) =>
    callsOf("execution-role", encryption).flatMap(({ grant }) => grant.actions),
  ),
);

/** MWAA's own calls are judged one by one elsewhere; of those on buckets only the environment's. */
function isOwn(
  { action, resource }: Granted,
  environment: Resource,
  bucket: string | Unknown | undefined,
  world: World,
): boolean {
  if (!OWN_ACTIONS.has(action)) return false;
  if (!action.startsWith("s3:") || action === "s3:GetAccountPublicAccessBlock") return true;
  const region = world.region(environment);
  if (typeof bucket !== "string" || !isKnown(region)) return false;
  const own = bucketArn({ partition: partitionOf(region).id }, bucket);
  return [own, `${own}/*`].some((each) => arnOverlaps(resource, each));
}

/** Whether no request of a grant passes, whatever conditions turn out to hold. */
function letsNothingThrough(
  { kind }: EndpointPath,
  { documents }: EndpointPolicy,
  granted: Granted,
): boolean {
  const statements = documents.flatMap(({ document }) => document.statements);
  const heard = statements.filter((each) => kind === "interface" || speaksOfEverybody(each));
  const allowed = heard.some(
    (each) => each.effect === "Allow" && touches(each, granted, actionOverlaps, arnOverlaps),
  );
  const denied = heard.some(
    (each) =>
      each.effect === "Deny" &&
      speaksOfEverybody(each) &&
      each.conditions.length === 0 &&
      !each.actionsInverted &&
      !each.resourcesInverted &&
      touches(each, granted, actionCovers, arnCovers),
  );
  return !allowed || denied;
}

type Compare = (one: string, other: string) => boolean;

function touches(
  { actions, actionsInverted, resources = ["*"], resourcesInverted }: Statement,
  { action, resource }: Granted,
  compareActions: Compare,
  compareArns: Compare,
): boolean {
  const onAction = actionsInverted || actions.some((each) => compareActions(each, action));
  const onResource =
    resourcesInverted ||
    resource === "*" ||
    resources.some((each) => compareArns(loosen(each), loosen(resource)));
  return onAction && onResource;
}
