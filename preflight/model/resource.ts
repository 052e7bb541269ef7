import { Unknown } from "../../reasoning/known";
import type { Kind } from "./kinds";

/** A property's value as a plan knows it; what only the provider can tell is an `Unknown`. */
export type Value =
  null | boolean | number | string | Unknown | readonly Value[] | { readonly [key: string]: Value };

/** The inputs or outputs of a resource, by property name. */
export type Properties = Readonly<Record<string, Value>>;

/** What the deployment is about to do with a resource, where the door tells. */
export type Change = "create" | "update" | "replace" | "delete" | "same" | "read" | "import";

/** One resource of a stack, the same shape from every door. */
export interface Resource {
  readonly urn: string;
  /** The type token, such as `aws:mwaa/environment:Environment`. */
  readonly type: string;
  /** The logical name, the last part of the URN. */
  readonly name: string;
  /** False for a component, which groups others and is nothing in AWS itself. */
  readonly custom: boolean;
  readonly parent?: string;
  /** The provider's reference, `<urn>::<id>`, where the door tells. */
  readonly provider?: string;
  /** What the program asked for. */
  readonly inputs: Properties;
  /** What is known of the result: `id`, ARNs, names. What is absent here is not known. */
  readonly outputs: Properties;
  /** The URNs this resource waits for, by any property or by `dependsOn`. */
  readonly dependencies: readonly string[];
  /** For each top-level input, the URNs whose outputs went into it. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Undefined where the door does not tell. */
  readonly deleteBeforeReplace?: boolean;
  /** In seconds; an absent operation has the provider's default. */
  readonly customTimeouts: Readonly<{ create?: number; update?: number; delete?: number }>;
  readonly ignoreChanges: readonly string[];
  /** Where in the program the resource was made, if the door tells. */
  readonly source?: { readonly file: string; readonly line: number };
  readonly change?: Change;
  /**
   * Of what exists already, and nobody here made: the kinds of things that belong to it and were
   * all told. Of every other kind there may be more than the World holds.
   */
  readonly complete?: readonly Kind[];
  /** The inputs of the last deployment, where the door tells. */
  readonly previousInputs?: Properties;
}

/**
 * The way by which a stack's resources reached us. What comes as `context` is no plan: somebody
 * says that it exists.
 */
export type Door = "symbolic-plan" | "preview" | "stack-export" | "analyzer" | "context";

/** Everything one stack will hold after its next deployment. */
export interface Stack {
  /** `<project>/<stack>` or, where the door does not tell the project, the stack's name. */
  readonly name: string;
  readonly door: Door;
  /** The default provider's region, if it was configured. */
  readonly region?: string;
  /** The default provider's account, if something told it. */
  readonly account?: string;
  /**
   * Set if the stack's configuration gives the default provider credentials of its own: explicit
   * providers do not see them, so that one without credentials works in another account.
   */
  readonly ownCredentials?: boolean;
  readonly resources: readonly Resource[];
  /** What had to be taken for granted to read the stack, in full sentences. */
  readonly assumptions: readonly string[];
  /** Reasons why this is not the whole stack; not empty means that absence proves nothing. */
  readonly incomplete: readonly string[];
}

/** Follows a property path through known objects and lists; `undefined` if there is nothing. */
export function valueAt(
  value: Value | undefined,
  path: readonly (string | number)[],
): Value | undefined {
  let here: Value | undefined = value;
  for (const step of path) {
    if (here === undefined || here === null || here instanceof Unknown) return here;
    if (Array.isArray(here)) here = (here as readonly Value[])[Number(step)];
    else if (typeof here === "object") here = (here as Properties)[String(step)];
    else return undefined;
  }
  return here;
}

/** Says where a property stands, in the form that `Unknown.blockedBy` uses. */
export function pointer(
  resource: Pick<Resource, "urn">,
  path: readonly (string | number)[],
): string {
  return `${resource.urn}#${path.join(".")}`;
}
