import type { Maybe, Sum, Truth, Unknown } from "../known";
import { both, either, isKnown, not, plus, totalOf } from "../known";
import type { Caller } from "./caller";
import type { Statement } from "./document";
import type { StatementRef } from "./evaluation";
import type { CompiledStatement, Question } from "./match";
import { appliesTo, compile } from "./match";
import type { Naming } from "./principal";
import { deniesCaller, namingOf } from "./principal";
import { isForAwsPrincipals, namingWithToken } from "./principal-token";
import type { DocumentList, PolicyKind } from "./simulation";

/** What the policies of one kind say of a request. */
export interface Layer {
  readonly denied: Truth;
  /** Whether something allows, however it names the caller. */
  readonly granted: Truth;
  /** The same, by how the caller is named. */
  readonly naming: Naming;
  /** The statements that certainly deny, or allow. */
  readonly denials: readonly StatementRef[];
  readonly grants: readonly StatementRef[];
}

/** Whom policies that name principals are asked about. */
export interface Whom {
  readonly caller: Maybe<Caller>;
  /** Whether the caller has a permissions boundary. */
  readonly bounded: Truth;
  /** Whether a token is shown at an endpoint, by somebody who is no AWS principal; absent, it is not. */
  readonly showsToken?: Truth;
}

/** A layer of which nothing is known. */
export function hiddenLayer(hidden: Truth): Layer {
  const naming = { direct: hidden, behind: hidden, account: hidden };
  return { denied: hidden, granted: hidden, naming, denials: [], grants: [] };
}

/** A layer without policies: it neither allows nor denies. */
export const EMPTY_LAYER: Layer = hiddenLayer(false);

/** The layer of what is not limited by policies of its kind. */
export const OPEN_LAYER: Layer = { ...hiddenLayer(false), granted: true };

/**
 * Asks all policies of one kind.
 *
 * @param whom whom the statements name; absent for policies that belong to the caller or its account.
 */
export function layerOf(
  kind: PolicyKind,
  list: DocumentList,
  question: Question,
  whom?: Whom,
  level?: number,
): Layer {
  if (!isKnown(list)) return hiddenLayer(list);
  if (list.length === 0) return EMPTY_LAYER;
  const sums = new Sums();
  const asked = asksKind(kind, question);
  for (const { name, document } of list) {
    if (!isKnown(document)) {
      sums.hide(document);
      continue;
    }
    if (document.hidden !== undefined) sums.hide(document.hidden);
    for (const compiled of compile(document.statements)) {
      const { statement } = compiled;
      const isCertain =
        statement.effect === "Deny"
          ? sums.deny(whomItDenies(statement, whom), compiled, asked)
          : sums.allow(whomItNames(statement, whom), compiled, asked);
      if (isCertain) sums.refer(refOf(kind, name, statement, level));
    }
  }
  return sums.layer();
}

/** A question as policies of one kind read it: a boundary is a managed policy, as identities have. */
export function asksKind(kind: PolicyKind, question: Question): Question {
  if (kind !== "identity" && kind !== "boundary") return question;
  const { action, resource, lookup } = question;
  return { action, resource, lookup, shortArns: "completed" };
}

const BELONGS: Naming = { direct: true, behind: false, account: false };

/** How a statement that allows names somebody. */
export function whomItNames(statement: Statement, whom: Whom | undefined): Naming {
  if (whom === undefined) return BELONGS;
  const { caller, showsToken = false } = whom;
  const named = namingOf(statement, caller);
  return showsToken === false ? named : namingWithToken(statement, named, showsToken);
}

/** Whether a statement that denies speaks of somebody. */
export function whomItDenies(statement: Statement, whom: Whom | undefined): Truth {
  if (whom === undefined) return true;
  const { caller, bounded, showsToken = false } = whom;
  const denied = deniesCaller(statement, caller, bounded);
  return showsToken !== false && isForAwsPrincipals(statement)
    ? both(not(showsToken), denied)
    : denied;
}

function isNaming({ direct, behind, account }: Naming): boolean {
  return direct !== false || behind !== false || account !== false;
}

/** Refers to a statement for those who read the answer. */
export function refOf(
  kind: PolicyKind,
  document: string,
  { index, sid, pointer, effect }: Statement,
  level?: number,
): StatementRef {
  const ref: Writable<StatementRef> = { kind, document, index, pointer, effect };
  if (level !== undefined) ref.level = level;
  if (sid !== undefined) ref.sid = sid;
  return ref;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Adds up what statements say, whatever their order. */
class Sums {
  private denied: Sum = false;
  private direct: Sum = false;
  private behind: Sum = false;
  private account: Sum = false;
  private denials: StatementRef[] | undefined;
  private grants: StatementRef[] | undefined;

  hide(hidden: Unknown): void {
    this.denied = plus(this.denied, hidden);
    this.name({ direct: hidden, behind: hidden, account: hidden }, true);
  }

  /** Adds a statement that denies; true if it certainly does. */
  deny(denies: Truth, statement: CompiledStatement, question: Question): boolean {
    if (denies === false) return false;
    const truth = both(denies, appliesTo(statement, question));
    this.denied = plus(this.denied, truth);
    return truth === true;
  }

  /** Adds a statement that allows; true if it certainly does. */
  allow(naming: Naming, statement: CompiledStatement, question: Question): boolean {
    if (naming !== BELONGS && !isNaming(naming)) return false;
    const applies = appliesTo(statement, question);
    if (applies === false) return false;
    if (naming === BELONGS) {
      this.direct = plus(this.direct, applies);
      return applies === true;
    }
    this.name(naming, applies);
    const isNamed = naming.direct === true || naming.behind === true || naming.account === true;
    return isNamed && applies === true;
  }

  private name({ direct, behind, account }: Naming, applies: Truth): void {
    this.direct = plus(this.direct, both(direct, applies));
    this.behind = plus(this.behind, both(behind, applies));
    this.account = plus(this.account, both(account, applies));
  }

  /** Remembers a statement that certainly denies or allows. */
  refer(ref: StatementRef): void {
    if (ref.effect === "Deny") (this.denials ??= []).push(ref);
    else (this.grants ??= []).push(ref);
  }

  layer(): Layer {
    const naming = {
      direct: totalOf(this.direct),
      behind: totalOf(this.behind),
      account: totalOf(this.account),
    };
    return {
      denied: totalOf(this.denied),
      granted: either(naming.direct, either(naming.behind, naming.account)),
      naming,
      denials: this.denials ?? NONE,
      grants: this.grants ?? NONE,
    };
  }
}

const NONE: readonly StatementRef[] = [];
