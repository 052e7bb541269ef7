import type { Maybe } from "../known";
import { isKnown, mapKnown, Unknown } from "../known";
import type { Action } from "./action";
import type { Caller } from "./caller";
import { hasAccount } from "./caller";
import type { KeyLookup, KeyValues } from "./context";
import { once } from "../remember";
import type { GivenContext, SimulatedRequest } from "./simulation";

/** What condition keys are derived from. */
export interface Origin {
  readonly caller: Maybe<Caller>;
  readonly action: Action;
  /** The account of the resource; undefined for an action without resources. */
  readonly resourceAccount: Maybe<string> | undefined;
}

/** A key's values, undefined if the request certainly does not hold it, `silent` if nothing tells. */
type Derivation = (origin: Origin) => Maybe<KeyValues | undefined> | "silent";

/**
 * The lookup of a request's condition keys: what is given, else what AWS derives from caller and
 * resource, else what the request says of all others.
 */
export function lookupOf({ context, otherContext }: SimulatedRequest, origin: Origin): KeyLookup {
  const given = byFoldedKey(context);
  return (key, written = key) => {
    const known = given.get(key);
    if (known !== undefined) return known === ABSENT ? undefined : known;
    const derive = DERIVATIONS.get(key) ?? ABSENCES.get(key);
    const derived = derive === undefined ? "silent" : derive(origin);
    if (derived !== "silent") return derived;
    return otherContext === "absent" ? undefined : new Unknown([`condition key ${written}`]);
  };
}

/** A key that the request is said not to hold. */
const ABSENT = "absent";

type Given = ReadonlyMap<string, Maybe<KeyValues | typeof ABSENT>>;

const byFoldedKey = once((context: GivenContext): Given => {
  const made = new Map<string, Maybe<KeyValues | typeof ABSENT>>();
  for (const [key, value] of context)
    made.set(
      key.toLowerCase(),
      mapKnown(value, (values): KeyValues | typeof ABSENT => {
        if (typeof values === "string")
          return { values: [values], several: OF_SEVERAL.has(key.toLowerCase()) };
        return values.length === 0 ? ABSENT : { values, several: true };
      }),
    );
  return made;
});

/**
 * Global keys that have several values, however many a request gives.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, "AWS
 * global condition context keys", of "Value type: Multivalued", read 2026-11-23.
 */
const OF_SEVERAL: ReadonlySet<string> = new Set([
  ...["aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist"],
  ...["aws:resourceorgpaths", "aws:sourceorgpaths", "aws:tagkeys", "aws:vpceorgpaths"],
]);

const one = (value: Maybe<string>): Maybe<KeyValues> =>
  mapKnown(value, (text) => ({ values: [text], several: false }));

/** A derivation from a caller who is known. */
const from =
  (derive: (caller: Caller, origin: Origin) => ReturnType<Derivation>): Derivation =>
  (origin) =>
    isKnown(origin.caller) ? derive(origin.caller, origin) : origin.caller;

/**
 * The keys that follow from caller and resource, in small letters.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, "AWS
 * global condition context keys", and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, "Principal key
 * values", read 2026-11-22; of who shows a token
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sts_vpc_endpoint_policies.html, "How AWS STS
 * evaluates VPC endpoint policies for federated callers", read 2026-11-23.
 */
const DERIVATIONS: ReadonlyMap<string, Derivation> = new Map<string, Derivation>([
  ["aws:principalarn", from(principalArn)],
  ["aws:principalaccount", from((caller) => accountOfCaller(caller))],
  ["aws:principaltype", from(principalType)],
  ["aws:principalisawsservice", from(isService)],
  ["aws:principalservicename", from(serviceName)],
  ["aws:principalservicenameslist", from(serviceNames)],
  ["aws:username", from(userName)],
  ["aws:userid", from(userId)],
  ["aws:resourceaccount", resourceAccount],
  [
    "s3:resourceaccount",
    (origin) => (origin.action.service === "s3" ? resourceAccount(origin) : "silent"),
  ],
  [
    "kms:calleraccount",
    from((caller, { action }) => (action.service === "kms" ? accountOfCaller(caller) : "silent")),
  ],
]);

/** Keys that some callers certainly lack, while nothing tells of them for others. */
const ABSENCES: ReadonlyMap<string, Derivation> = new Map<string, Derivation>([
  ["aws:principalorgid", organisationOfCaller],
]);

/** Who shows a token has no AWS identity yet, and so none in an organisation. */
function organisationOfCaller({ caller }: Origin): ReturnType<Derivation> {
  return isKnown(caller) && caller.kind === "provider" ? undefined : "silent";
}

function principalArn(caller: Caller): ReturnType<Derivation> {
  switch (caller.kind) {
    case "user":
    case "role":
    case "federated-user":
      return one(caller.arn);
    case "root":
      return one(`arn:${caller.partition}:iam::${caller.account}:root`);
    case "anonymous":
    case "provider":
      return undefined;
    default:
      return "silent";
  }
}

function accountOfCaller(caller: Caller): ReturnType<Derivation> {
  if (caller.kind === "provider") return undefined;
  return "account" in caller && hasAccount(caller) ? one(caller.account) : "silent";
}

const TYPES: Readonly<Partial<Record<Caller["kind"], string>>> = {
  root: "Account",
  user: "User",
  "federated-user": "FederatedUser",
  role: "AssumedRole",
  anonymous: "Anonymous",
};

function principalType({ kind }: Caller): ReturnType<Derivation> {
  const type = TYPES[kind];
  return type === undefined ? "silent" : one(type);
}

function isService({ kind }: Caller): ReturnType<Derivation> {
  if (kind === "anonymous" || kind === "provider") return undefined;
  return one(String(kind === "service"));
}

function serviceName(caller: Caller): ReturnType<Derivation> {
  return caller.kind === "service" ? one(caller.name) : undefined;
}

/** A service goes by several names, of which only the one that calls is known. */
function serviceNames(caller: Caller): ReturnType<Derivation> {
  if (caller.kind !== "service") return undefined;
  const others = new Unknown([`the other names of ${caller.name}`]);
  return { values: [caller.name, others], several: true };
}

function userName(caller: Caller): ReturnType<Derivation> {
  if (caller.kind === "user") return one(caller.arn.slice(caller.arn.lastIndexOf("/") + 1));
  return caller.kind === "provider" ? "silent" : undefined;
}

/** The ids of users and roles are chosen when they are made. */
function userId(caller: Caller): ReturnType<Derivation> {
  switch (caller.kind) {
    case "user":
    case "role":
      return new Unknown(["aws:userid, whose value is chosen when a user or role is made"]);
    case "root":
      return one(caller.account);
    case "federated-user":
      return one(`${caller.account}:${caller.arn.slice(caller.arn.lastIndexOf("/") + 1)}`);
    default:
      return "silent";
  }
}

function resourceAccount({
  action: { folded, written },
  resourceAccount: account,
}: Origin): ReturnType<Derivation> {
  if (account === undefined) return "silent";
  if (WITHOUT_RESOURCE_ACCOUNT.test(folded))
    return new Unknown([`aws:ResourceAccount, which ${written} does not support`]);
  return account === "aws"
    ? new Unknown(["aws:ResourceAccount of what belongs to AWS"])
    : one(account);
}

/**
 * Actions that are listed as not supporting `aws:ResourceAccount`, though they have resources.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
 * "aws:ResourceAccount", read 2026-11-23.
 */
const WITHOUT_RESOURCE_ACCOUNT = new RegExp(
  `^(${[
    "auditmanager:updateassessmentframeworkshare",
    "detective:acceptinvitation",
    "ds:acceptshareddirectory",
    "ebs:.*",
    "ec2:accept(transitgatewaypeeringattachment|vpcendpointconnections|vpcpeeringconnection)",
    "ec2:create(transitgatewaypeeringattachment|vpcendpoint|vpcpeeringconnection)",
    "es:acceptinboundconnection",
    "events:putevents",
    "guardduty:acceptadministratorinvitation",
    "macie2:acceptinvitation",
    "route53:(associatevpcwithhostedzone|createvpcassociationauthorization)",
    "securityhub:acceptadministratorinvitation",
  ].join("|")})$`,
);

/** Whether a key follows from caller and resource, so that no other circumstance changes it. */
export function isDerivedKey(key: string): boolean {
  return DERIVATIONS.has(key.toLowerCase());
}
