import type { Maybe, Truth } from "../known";
import { all, any, isKnown } from "../known";
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
  const sums = new Sums();
  for (const { name, document } of list) {
    if (!isKnown(document)) {
      sums.hide(document);
      continue;
    }
    if (document.hidden !== undefined) sums.hide(document.hidden);
    for (const statement of document.statements) {
      const refer = (): StatementRef => refOf(kind, name, statement, level);
      if (statement.effect === "Deny") {
        const denies = whom === undefined || deniesCaller(statement, whom.caller, whom.bounded);
        if (denies !== false) sums.deny(all([denies, appliesTo(statement, question)]), refer);
      } else {
        const naming = whom === undefined ? BELONGS : namingOf(statement, whom.caller);
        if (isNaming(naming)) sums.allow(naming, appliesTo(statement, question), refer);
      }
    }
  }
  return sums.layer();
}

const BELONGS: Naming = { direct: true, behind: false, account: false };

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
  return {
    kind,
    document,
    ...(level === undefined ? {} : { level }),
    index,
    ...(sid === undefined ? {} : { sid }),
    pointer,
    effect,
  };
}

/** Adds up what statements say, whatever their order. */
class Sums {
  private readonly denied: Truth[] = [];
  private readonly direct: Truth[] = [];
  private readonly behind: Truth[] = [];
  private readonly account: Truth[] = [];
  private readonly denials: StatementRef[] = [];
  private readonly grants: StatementRef[] = [];

  hide(hidden: Truth): void {
    for (const list of [this.denied, this.direct, this.behind, this.account]) list.push(hidden);
  }

  deny(truth: Truth, refer: () => StatementRef): void {
    if (truth === false) return;
    this.denied.push(truth);
    if (truth === true) this.denials.push(refer());
  }

  allow(naming: Naming, applies: Truth, refer: () => StatementRef): void {
    if (applies === false) return;
    for (const way of ["direct", "behind", "account"] as const) {
      const truth = naming[way] === false ? false : all([naming[way], applies]);
      if (truth !== false) this[way].push(truth);
    }
    const certain = naming.direct === true || naming.behind === true || naming.account === true;
    if (certain && applies === true) this.grants.push(refer());
  }

  layer(): Layer {
    const naming = {
      direct: any(this.direct),
      behind: any(this.behind),
      account: any(this.account),
    };
    return {
      denied: any(this.denied),
      granted: any([naming.direct, naming.behind, naming.account]),
      naming,
      denials: this.denials,
      grants: this.grants,
    };
  }
}
