/**
 * A simulation before it is written out: which form every element takes. Forms are numbers, taken
 * modulo the length of their table, so that any plan can be written and shrinks towards the first,
 * simplest forms.
 */
export interface SimulationPlan {
  readonly scene: number;
  readonly caller: number;
  readonly crossAccount: boolean;
  /** The request names its action in another case. */
  readonly actionInOtherCase: boolean;
  readonly identity: readonly DocumentPlan[];
  readonly resource?: DocumentPlan;
  readonly boundary?: DocumentPlan;
  readonly session?: DocumentPlan;
  readonly serviceControl?: readonly (readonly DocumentPlan[])[];
  readonly resourceControl?: readonly (readonly DocumentPlan[])[];
  readonly endpoint?: DocumentPlan;
  /** Keys that the request carries though no condition asks for them; variables may. */
  readonly extraKeys: readonly GivenPlan[];
}

export interface DocumentPlan {
  readonly version: "2012-10-17" | "2008-10-17" | "none";
  /** Starts with a statement that allows everything, as most guard rails do. */
  readonly open: boolean;
  /** A single statement and a single text stand without their lists. */
  readonly bare: boolean;
  readonly statements: readonly StatementPlan[];
}

export interface StatementPlan {
  readonly effect: "Allow" | "Deny";
  readonly action: ElementPlan;
  readonly resource: ElementPlan;
  readonly principal: ElementPlan;
  readonly conditions: readonly ConditionPlan[];
}

/** One element with its forms; `inverted` writes it as `NotAction`, `NotResource`, `NotPrincipal`. */
export interface ElementPlan {
  readonly inverted: boolean;
  readonly forms: readonly FormPlan[];
}

export interface FormPlan {
  readonly from: "hits" | "misses";
  readonly index: number;
}

export interface GivenPlan {
  readonly key: number;
  /** Indexes of the key's values; undefined: the request does not carry the key. */
  readonly given?: readonly number[];
}

export interface ConditionPlan extends GivenPlan {
  /** `null`: the operator `Null`; `any`: an operator of any type. */
  readonly operator: "fitting" | "any" | "null";
  readonly operatorIndex: number;
  readonly modifier: number;
  readonly wanted: readonly number[];
}
