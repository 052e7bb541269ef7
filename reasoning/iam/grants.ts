import type { Maybe, Truth } from "../known";
import { all, any, isKnown, mapKnown, Unknown } from "../known";
import { arnCovers } from "./arn";
import type { KeyLookup } from "./context";
import type { StatementRef } from "./evaluation";
import type { Layer } from "./layer";
import { EMPTY_LAYER, hiddenLayer } from "./layer";
import type { Naming } from "./principal";
import { namingIn } from "./principal";
import type { EncryptionContext, GivenContext, KeyGrant, SimulatedRequest } from "./simulation";

/** Operations whose encryption context a grant may limit. */
const WITH_CONTEXT =
  /^(Encrypt|Decrypt|ReEncrypt(From|To)|GenerateDataKey(Pair)?(WithoutPlaintext)?)$/i;

const WAYS = ["direct", "behind", "account"] as const;

const ENCRYPTION_CONTEXT = "kms:encryptioncontext:";

/**
 * What the grants of a key allow: they never deny.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html, "CreateGrant", and
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html, "GrantConstraints",
 * read 2026-11-22.
 */
export function grantLayer(
  grants: Maybe<readonly Maybe<KeyGrant>[]> | undefined,
  request: SimulatedRequest,
  lookup: KeyLookup,
): Layer {
  const [, operation] = /^kms:(.+)$/i.exec(request.action) ?? [];
  if (grants === undefined || operation === undefined) return EMPTY_LAYER;
  if (!isKnown(grants)) return { ...hiddenLayer(grants), denied: false };
  const ways: Record<keyof Naming, Truth[]> = { direct: [], behind: [], account: [] };
  const certain: StatementRef[] = [];
  for (const grant of grants) {
    if (!isKnown(grant)) {
      ways.direct.push(grant);
      continue;
    }
    for (const { names, permits } of permissionsOf(grant, operation, request, lookup)) {
      const naming = isKnown(names)
        ? namingIn([names], request.caller)
        : { direct: names, behind: false, account: false };
      for (const way of WAYS) ways[way].push(all([naming[way], permits]));
      if (permits === true && WAYS.some((way) => naming[way] === true)) certain.push(refOf(grant));
    }
  }
  const naming = { direct: any(ways.direct), behind: any(ways.behind), account: any(ways.account) };
  const granted = any([naming.direct, naming.behind, naming.account]);
  return { denied: false, granted, naming, denials: [], grants: certain };
}

function refOf({ name }: KeyGrant): StatementRef {
  return { kind: "grant", document: name, pointer: "", effect: "Allow" };
}

/** What a grant permits to whom. */
interface Permission {
  readonly names: Maybe<string>;
  readonly permits: Truth;
}

/** The grantee has the operations; who may retire the grant needs no operation for that. */
function permissionsOf(
  grant: KeyGrant,
  operation: string,
  request: SimulatedRequest,
  lookup: KeyLookup,
): readonly Permission[] {
  const permits = all([
    permitsOperation(grant, operation, lookup),
    permitsContext(grant, operation, request, lookup),
  ]);
  const permission = { names: grant.grantee, permits };
  if (grant.retiringPrincipal === undefined || operation.toLowerCase() !== "retiregrant")
    return [permission];
  return [permission, { names: grant.retiringPrincipal, permits: true }];
}

function permitsOperation(grant: KeyGrant, operation: string, lookup: KeyLookup): Truth {
  const asked = operation.toLowerCase();
  return mapKnown<readonly string[], boolean>(grant.operations, (operations) => {
    if (!operations.some((each) => each.toLowerCase() === asked)) return false;
    return asked === "creategrant" ? permitsChild(grant, lookup) : true;
  });
}

/** Who may create grants by a grant may pass on no more than that grant allows. */
function permitsChild(grant: KeyGrant, lookup: KeyLookup): Truth {
  const asked = lookup("kms:grantoperations");
  if (!isKnown(asked)) return asked;
  if (!isKnown(grant.operations)) return grant.operations;
  const own = new Set(grant.operations.map((each) => each.toLowerCase()));
  const isOwn = (name: string): boolean => own.has(name.toLowerCase());
  const children = asked?.values ?? [new Unknown(["kms:GrantOperations"])];
  const within = all(children.map((each) => mapKnown(each, isOwn)));
  const limited = grant.encryptionContextEquals ?? grant.encryptionContextSubset;
  return all([
    within,
    limited === undefined || new Unknown([`whether the new grant is as limited as ${grant.name}`]),
  ]);
}

function permitsContext(
  { encryptionContextEquals: equals, encryptionContextSubset: subset, sourceArn }: KeyGrant,
  operation: string,
  request: SimulatedRequest,
  lookup: KeyLookup,
): Truth {
  const truths: Truth[] = [];
  if (sourceArn !== undefined) truths.push(comesFrom(sourceArn, lookup));
  if (WITH_CONTEXT.test(operation)) {
    if (subset !== undefined) truths.push(holds(subset, lookup));
    if (equals !== undefined) {
      truths.push(holds(equals, lookup));
      truths.push(holdsNoMore(equals, request));
    }
  }
  return all(truths);
}

function comesFrom(pattern: Maybe<string>, lookup: KeyLookup): Truth {
  const given = lookup("aws:sourcearn");
  if (!isKnown(given)) return given;
  if (given === undefined) return false;
  if (!isKnown(pattern)) return pattern;
  return all(given.values.map((each) => mapKnown(each, (arn) => arnCovers(pattern, arn))));
}

/** Whether the request's encryption context holds every pair; names have no case, values do. */
function holds(wanted: EncryptionContext, lookup: KeyLookup): Truth {
  if (!isKnown(wanted)) return wanted;
  const truths: Truth[] = [];
  for (const [name, value] of wanted) {
    const given = lookup(`${ENCRYPTION_CONTEXT}${name.toLowerCase()}`);
    if (!isKnown(given)) truths.push(given);
    else if (given === undefined) return false;
    else
      truths.push(
        ...given.values.map((each) =>
          mapKnown(value, (text) => mapKnown(each, (actual) => actual === text)),
        ),
      );
  }
  return all(truths);
}

/** Whether the request's encryption context consists of no other pairs. */
function holdsNoMore(
  wanted: EncryptionContext,
  { context, otherContext }: SimulatedRequest,
): Truth {
  if (!isKnown(wanted)) return wanted;
  const names = new Set([...wanted.keys()].map((name) => name.toLowerCase()));
  if (namesIn(context).some((name) => !names.has(name))) return false;
  return otherContext === "absent" || new Unknown(["the rest of the encryption context"]);
}

function namesIn(context: GivenContext): readonly string[] {
  return [...context.keys()]
    .map((key) => key.toLowerCase())
    .filter((key) => key.startsWith(ENCRYPTION_CONTEXT))
    .map((key) => key.slice(ENCRYPTION_CONTEXT.length));
}
