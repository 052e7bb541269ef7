import { objectArn, parseArn } from "../../../mwaa/service/arns";
import type { CallContext, CallSubject, ServiceCall } from "../../../mwaa/service/calls";
import { callsOf } from "../../../mwaa/service/calls";
import { ecrLayerBucketName } from "../../../mwaa/service/endpoints";
import type { Place } from "../../../mwaa/service/partitions";
import type { Document, Principal, Request, RequestContext } from "../../../reasoning/iam";
import { contextOf } from "../../../reasoning/iam";
import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import { bucketNameOf, bucketOf, executionRoleArnOf, keyArnOf } from "../environment";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** A request that an environment sends through an endpoint. */
export interface EndpointCall {
  /** In words, after "MWAA". */
  readonly purpose: string;
  readonly request: Omit<Request, "principal">;
  /** Who a policy may name for it. */
  readonly principals: readonly Principal[];
}

/** What is known of the calls through an endpoint, and what hides others. */
export interface EndpointCalls {
  readonly calls: readonly EndpointCall[];
  readonly hidden: readonly Unknown[];
}

const ROLE_CALLS = (["customer-key", "aws-owned-key"] as const).flatMap((encryption) =>
  callsOf("execution-role", encryption),
);

/** The services that an environment is known to call from its VPC. */
export const CALLED_SERVICES: readonly string[] = [
  ...new Set(ROLE_CALLS.flatMap(({ endpoint }) => (endpoint === undefined ? [] : [endpoint]))),
];

/** The requests that an environment sends to a service through one of its endpoints. */
export function callsThrough(
  world: World,
  environment: Resource,
  endpoint: Resource,
  service: string,
  documents: readonly Document[],
): EndpointCalls {
  const place = world.place(environment);
  if (!isKnown(place)) return { calls: [], hidden: [place] };
  const subject = readSubject(world, environment, place);
  const key = keyArnOf(world, environment);
  const own = callsOf("execution-role", key === undefined ? "aws-owned-key" : "customer-key")
    .filter((call) => call.endpoint === service)
    .map((call) => requestsOf(world, environment, endpoint, { call, subject, documents }));
  const layers = service === "s3" ? [layerRequest(world, endpoint, place, documents)] : [];
  return {
    calls: [...own.flatMap(({ calls }) => calls), ...layers],
    hidden: own.flatMap(({ hidden }) => hidden),
  };
}

/** A subject in which what is not known has a mark, and what the marks stand for. */
interface MarkedSubject {
  readonly subject: CallSubject;
  readonly marks: readonly { readonly mark: string; readonly stands: Unknown | "nothing" }[];
}

function readSubject(world: World, environment: Resource, place: Place): MarkedSubject {
  const key = keyArnOf(world, environment);
  const parts = {
    environmentName: world.text(environment, "name"),
    bucketName: bucketNameOf(world, environment),
    // What is no key's ARN is another rule's affair, and no policy can be asked about it.
    keyArn: isKnown(key) && key !== undefined && !isKey(key) ? undefined : key,
  };
  const marks = Object.entries(parts).flatMap(([part, value]) =>
    typeof value === "string" ? [] : [{ mark: `<${part}>`, stands: value ?? ("nothing" as const) }],
  );
  const text = (part: keyof typeof parts): string => {
    const value = parts[part];
    return typeof value === "string" ? value : `<${part}>`;
  };
  return {
    subject: {
      place,
      environmentName: text("environmentName"),
      bucketName: text("bucketName"),
      keyArn: text("keyArn"),
    },
    marks,
  };
}

function isKey(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "kms" && arn.resource.startsWith("key/");
}

interface Asked {
  readonly call: ServiceCall;
  readonly subject: MarkedSubject;
  readonly documents: readonly Document[];
}

function requestsOf(
  world: World,
  environment: Resource,
  endpoint: Resource,
  { call, subject: { subject, marks }, documents }: Asked,
): EndpointCalls {
  const { place } = subject;
  const roleArn = executionRoleArnOf(world, environment);
  const calls: EndpointCall[] = [];
  const hidden: Unknown[] = [];
  for (const resource of call.resources(subject)) {
    const marked = marks.filter(({ mark }) => resource.includes(mark));
    hidden.push(...marked.flatMap(({ stands }) => (stands === "nothing" ? [] : [stands])));
    if (marked.length > 0) continue;
    const context = contextThrough(world, endpoint, place, {
      "aws:PrincipalAccount": place.account,
      "aws:PrincipalType": "AssumedRole",
      "aws:PrincipalIsAWSService": "false",
      "aws:ViaAWSService": "false",
      ...(isKnown(roleArn) ? { "aws:PrincipalArn": roleArn } : {}),
      ...resourceAccount(ownerOf(world, environment, call, resource, place), place, documents),
    });
    const principals: readonly Principal[] = [
      { kind: "role", arn: roleArn, account: place.account },
      { kind: "account", account: place.account },
    ];
    for (const action of call.actions)
      calls.push({ purpose: call.purpose, request: { action, resource, context }, principals });
  }
  return { calls, hidden };
}

/**
 * The layers of the container image, which the container registry lets MWAA read: under whose name,
 * nobody says.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html, "VPC endpoint
 * policies (private routing only)", read 2026-11-22.
 */
function layerRequest(
  world: World,
  endpoint: Resource,
  place: Place,
  documents: readonly Document[],
): EndpointCall {
  const whoever = new Unknown(["who reads the layers of the container image"]);
  const account = resourceAccount("service", place, documents);
  return {
    purpose: "reads the layers of the container image",
    request: {
      action: "s3:GetObject",
      resource: objectArn(place, ecrLayerBucketName(place.region), "*"),
      context: contextThrough(world, endpoint, place, account),
    },
    principals: [{ kind: "role", arn: whoever, account: whoever }],
  };
}

/** What every request through an endpoint comes with; an address of the internet is not among it. */
function contextThrough(
  world: World,
  endpoint: Resource,
  { region }: Place,
  values: CallContext,
): RequestContext {
  const vpc = world.text(endpoint, "vpcId");
  const id = endpoint.outputs["id"];
  const known = contextOf({
    "aws:SecureTransport": ["true"],
    "aws:RequestedRegion": [region],
    ...(typeof vpc === "string" ? { "aws:SourceVpc": [vpc] } : {}),
    ...(typeof id === "string" ? { "aws:SourceVpce": [id] } : {}),
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
  });
  return (key) => (key.toLowerCase() === "aws:sourceip" ? undefined : known(key));
}

/** The account of what a call is about; `service` for what belongs to AWS. */
function ownerOf(
  world: World,
  environment: Resource,
  { grant, when }: ServiceCall,
  resource: string,
  { account }: Place,
): Maybe<string> {
  if (grant.statement === "queue" || when === "aws-owned-key") return "service";
  if (grant.statement === "bucket") {
    const bucket = bucketOf(world, environment);
    return bucket.kind === "resource"
      ? world.account(bucket.resource)
      : new Unknown([pointer(environment, ["sourceBucketArn"])]);
  }
  const named = parseArn(resource)?.account ?? "";
  return /^\d{12}$/.test(named) ? named : account;
}

/** Nobody knows the accounts of AWS, but they are none of one's own. */
function resourceAccount(
  owner: Maybe<string>,
  { account }: Place,
  documents: readonly Document[],
): CallContext {
  if (!isKnown(owner)) return {};
  const foreign = documents
    .flatMap(({ statements }) => statements)
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => /^(?:aws|s3):resourceaccount$/i.test(key))
    .flatMap(({ values }) => values)
    .some((value) => value !== account);
  if (owner === "service" && foreign) return {};
  return { "aws:ResourceAccount": owner, "s3:ResourceAccount": owner };
}
