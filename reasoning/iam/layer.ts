import type { Maybe, Truth, Unknown } from "../known";
import { all, any, isKnown, joined } from "../known";
import type { Caller } from "./caller";
import type { Statement } from "./document";
import type { StatementRef } from "./evaluation";
import type { Question } from "./match";
import { appliesTo } from "./match";
import type { Naming } from "./principal";
import { deniesCaller, namingOf } from "./principal";
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
  for (const { name, document } of list) {
    if (!isKnown(document)) {
      sums.hide(document);
      continue;
    }
    if (document.hidden !== undefined) sums.hide(document.hidden);
    for (const statement of document.statements) {
      const isCertain =
        statement.effect === "Deny"
          ? sums.deny(whomItDenies(statement, whom), statement, question)
          : sums.allow(whomItNames(statement, whom), statement, question);
      if (isCertain) sums.refer(refOf(kind, name, statement, level));
    }
  }
  return sums.layer();
}

const BELONGS: Naming = { direct: true, behind: false, account: false };

function whomItNames(statement: Statement, whom: Whom | undefined): Naming {
  return whom === undefined ? BELONGS : namingOf(statement, whom.caller);
}

function whomItDenies(statement: Statement, whom: Whom | undefined): Truth {
  return whom === undefined || deniesCaller(statement, whom.caller, whom.bounded);
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
  const ref = { kind, document, index, pointer, effect };
  if (sid === undefined && level === undefined) return ref;
  return { ...ref, ...(level !== undefined && { level }), ...(sid !== undefined && { sid }) };
}

/** Adds up what statements say, whatever their order. */
class Sums {
  private readonly denied = new Sum();
  private readonly naming = { direct: new Sum(), behind: new Sum(), account: new Sum() };
  private readonly denials: StatementRef[] = [];
  private readonly grants: StatementRef[] = [];

  hide(hidden: Truth): void {
    this.denied.add(hidden);
    for (const way of WAYS) this.naming[way].add(hidden);
  }

  /** Adds a statement that denies; true if it certainly does. */
  deny(denies: Truth, statement: Statement, question: Question): boolean {
    if (denies === false) return false;
    const truth = both(denies, appliesTo(statement, question));
    this.denied.add(truth);
    return truth === true;
  }

  /** Adds a statement that allows; true if it certainly does. */
  allow(naming: Naming, statement: Statement, question: Question): boolean {
    if (!isNaming(naming)) return false;
    const applies = appliesTo(statement, question);
    if (applies === false) return false;
    for (const way of WAYS) this.naming[way].add(both(naming[way], applies));
    const isNamed = naming.direct === true || naming.behind === true || naming.account === true;
    return isNamed && applies === true;
  }

  /** Remembers a statement that certainly denies or allows. */
  refer(ref: StatementRef): void {
    (ref.effect === "Deny" ? this.denials : this.grants).push(ref);
  }

  layer(): Layer {
    const naming = {
      direct: this.naming.direct.total(),
      behind: this.naming.behind.total(),
      account: this.naming.account.total(),
    };
    return {
      denied: this.denied.total(),
      granted: any([naming.direct, naming.behind, naming.account]),
      naming,
      denials: this.denials,
      grants: this.grants,
    };
  }
}

const WAYS = ["direct", "behind", "account"] as const;

/** Whether any of what was added is true, kept without a list as long as all of it is known. */
class Sum {
  private isTrue = false;
  private unknowns: Unknown[] | undefined;

  add(truth: Truth): void {
    if (truth === true) this.isTrue = true;
    else if (truth !== false) (this.unknowns ??= []).push(truth);
  }

  total(): Truth {
    if (this.isTrue || this.unknowns === undefined) return this.isTrue;
    return joined(this.unknowns);
  }
}

function both(one: Truth, other: Truth): Truth {
  if (one === true) return other;
  return one === false ? false : all([one, other]);
}
