import type { Maybe, Truth } from "../known";
import { all, any, isKnown, mapKnown, Unknown } from "../known";
import { arnCovers } from "./arn";
import type { KeyLookup, KeyValues } from "./context";
import { step } from "./json";
import type { EncryptionContext, GivenContext, KeyGrant, SimulatedRequest } from "./simulation";

/** One thing that a grant asks of a request. */
export interface GrantTerm {
  readonly element: "Action" | "Condition";
  /** The JSON pointer within the grant. */
  readonly pointer: string;
  readonly wanted: readonly string[];
  /** What the request has; undefined for what it does not hold. */
  readonly got: Maybe<string | readonly string[] | undefined>;
  readonly fits: Truth;
}

/** What is asked of a grant. */
export interface GrantQuestion {
  /** The operation of KMS, such as `Decrypt`. */
  readonly operation: string;
  readonly request: SimulatedRequest;
  readonly lookup: KeyLookup;
}

/** Operations whose encryption context a grant may limit. */
const WITH_CONTEXT =
  /^(Encrypt|Decrypt|ReEncrypt(From|To)|GenerateDataKey(Pair)?(WithoutPlaintext)?)$/i;

const ENCRYPTION_CONTEXT = "kms:EncryptionContext:";

/**
 * What a grant asks of a request of its grantee, all of which has to fit.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html, "CreateGrant", and
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html, "GrantConstraints",
 * read 2026-11-22.
 */
export function termsOf(grant: KeyGrant, question: GrantQuestion): readonly GrantTerm[] {
  const { operation, request, lookup } = question;
  const terms = [operationTerm(grant, operation), ...childTerms(grant, operation, lookup)];
  if (grant.sourceArn !== undefined) terms.push(sourceTerm(grant.sourceArn, lookup));
  if (!WITH_CONTEXT.test(operation)) return terms;
  const { encryptionContextSubset: subset, encryptionContextEquals: equals } = grant;
  if (subset !== undefined)
    terms.push(...pairTerms(subset, "/constraints/encryptionContextSubset", lookup));
  if (equals !== undefined) {
    terms.push(...pairTerms(equals, "/constraints/encryptionContextEquals", lookup));
    terms.push(noMoreTerm(equals, request));
  }
  return terms;
}

function operationTerm({ operations }: KeyGrant, operation: string): GrantTerm {
  const asked = operation.toLowerCase();
  return {
    element: "Action",
    pointer: "/operations",
    wanted: isKnown(operations) ? operations : [],
    got: operation,
    fits: mapKnown<readonly string[], boolean>(operations, (names) =>
      names.some((each) => each.toLowerCase() === asked),
    ),
  };
}

/** Who may create grants by a grant may pass on no more than that grant allows. */
function childTerms(grant: KeyGrant, operation: string, lookup: KeyLookup): readonly GrantTerm[] {
  if (operation.toLowerCase() !== "creategrant") return [];
  const { operations } = grant;
  const asked = lookup("kms:grantoperations", "kms:GrantOperations");
  const within = mapKnown(operations, (names) => {
    const own = new Set(names.map((each) => each.toLowerCase()));
    return mapKnown(asked, (given) =>
      all(
        (given?.values ?? [new Unknown(["kms:GrantOperations"])]).map((each) =>
          mapKnown(each, (name) => own.has(name.toLowerCase())),
        ),
      ),
    );
  });
  const child: GrantTerm = {
    element: "Condition",
    pointer: "/operations",
    wanted: isKnown(operations) ? operations : [],
    got: textsOf(asked),
    fits: within,
  };
  const limited = grant.encryptionContextEquals ?? grant.encryptionContextSubset;
  if (limited === undefined) return [child];
  const fits = new Unknown([`whether the new grant is as limited as ${grant.name}`]);
  return [child, { element: "Condition", pointer: "/constraints", wanted: [], got: fits, fits }];
}

function sourceTerm(pattern: Maybe<string>, lookup: KeyLookup): GrantTerm {
  const given = lookup("aws:sourcearn", "aws:SourceArn");
  const fits = mapKnown(given, (found): Truth => {
    if (found === undefined) return false;
    return mapKnown(pattern, (wanted) =>
      all(found.values.map((each) => mapKnown(each, (arn) => arnCovers(wanted, arn)))),
    );
  });
  const wanted = isKnown(pattern) ? [pattern] : [];
  return {
    element: "Condition",
    pointer: "/constraints/sourceArn",
    wanted,
    got: textsOf(given),
    fits,
  };
}

/** Whether the request's encryption context holds every pair; names have no case, values do. */
function pairTerms(
  wanted: EncryptionContext,
  pointer: string,
  lookup: KeyLookup,
): readonly GrantTerm[] {
  if (!isKnown(wanted))
    return [{ element: "Condition", pointer, wanted: [], got: undefined, fits: wanted }];
  return [...wanted].map(([name, value]): GrantTerm => {
    const key = `${ENCRYPTION_CONTEXT}${name}`;
    const given = lookup(key.toLowerCase(), key);
    const fits = mapKnown(given, (found): Truth => {
      if (found === undefined) return false;
      return mapKnown(value, (text) =>
        all(found.values.map((each) => mapKnown(each, (actual) => actual === text))),
      );
    });
    return {
      element: "Condition",
      pointer: `${pointer}${step(name)}`,
      wanted: isKnown(value) ? [value] : [],
      got: textsOf(given),
      fits,
    };
  });
}

/** Whether the request's encryption context consists of no other pairs. */
function noMoreTerm(
  wanted: EncryptionContext,
  { context, otherContext }: SimulatedRequest,
): GrantTerm {
  const pointer = "/constraints/encryptionContextEquals";
  const rest = new Unknown(["the rest of the encryption context"]);
  const fits = mapKnown(wanted, (pairs): Truth => {
    const names = new Set([...pairs.keys()].map((name) => name.toLowerCase()));
    const others = pairsIn(context).filter(([name]) => !names.has(name));
    const more = any(others.map(([, there]) => there));
    if (more !== false) return more === true ? false : more;
    return otherContext === "absent" || rest;
  });
  return {
    element: "Condition",
    pointer,
    wanted: isKnown(wanted) ? [...wanted.keys()] : [],
    got: pairsIn(context).map(([name]) => name),
    fits,
  };
}

/** The names of the pairs in a context, and whether it holds them: an empty list says that it does not. */
function pairsIn(context: GivenContext): readonly (readonly [name: string, there: Truth])[] {
  const prefix = ENCRYPTION_CONTEXT.toLowerCase();
  return [...context]
    .map(([key, value]): [string, Truth] => [
      key.toLowerCase(),
      mapKnown(value, (known): boolean => typeof known === "string" || known.length > 0),
    ])
    .filter(([key, there]) => key.startsWith(prefix) && there !== false)
    .map(([key, there]) => [key.slice(prefix.length), there]);
}

function textsOf(given: Maybe<KeyValues | undefined>): GrantTerm["got"] {
  return mapKnown(given, (found): GrantTerm["got"] =>
    found?.values.map((each) => (isKnown(each) ? each : each.toString())),
  );
}
