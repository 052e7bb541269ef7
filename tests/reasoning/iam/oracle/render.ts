import { ACTION_FORMS } from "./action-forms";
import type { CallerForm } from "./callers";
import { CALLERS, PROVIDERS } from "./callers";
import type { Case, CasePolicies, DocumentJson, StatementJson } from "./case";
import { writeConditions } from "./conditions";
import type { ContextKey } from "./context-keys";
import { derivedKeys, GLOBAL_KEYS } from "./context-keys";
import type { Form, FormTable } from "./form";
import type { PolicyOf } from "./policy-kinds";
import type {
  DocumentPlan,
  ElementPlan,
  FormPlan,
  GivenPlan,
  SimulationPlan,
  StatementPlan,
} from "./plan";
import { pick } from "./pick";
import { PRINCIPAL_FORMS } from "./principal-forms";
import { RESOURCE_FORMS } from "./resource-forms";
import type { Scene } from "./scenes";
import { CALLER_ACCOUNT, OTHER_ACCOUNT, SCENES } from "./scenes";

/** What all elements of a simulation are written for. */
export interface Stage {
  readonly scene: Scene;
  readonly caller: CallerForm;
  readonly resource: string;
  readonly resourceAccount: string;
  /** Every key that conditions may ask for. */
  readonly keys: readonly ContextKey[];
  /** Those of them that AWS fills in. */
  readonly derived: readonly ContextKey[];
}

/** The request that a plan means, without its context. */
export function stageOf(plan: SimulationPlan): Stage {
  const scene = pick(SCENES, plan.scene);
  const caller = pick(scene.action.endsWith("WebIdentity") ? PROVIDERS : CALLERS, plan.caller);
  // What has no resource is asked of one's own account.
  const elsewhere = plan.crossAccount && scene.resource(OTHER_ACCOUNT) !== "*";
  const resourceAccount = elsewhere ? OTHER_ACCOUNT : CALLER_ACCOUNT;
  const resource = scene.resource(resourceAccount);
  const derived = derivedKeys(caller, resource, resourceAccount);
  return {
    scene,
    caller,
    derived,
    resource,
    resourceAccount,
    // A service's own keys as often as all others together.
    keys: [...scene.keys, ...scene.keys, ...scene.keys, ...GLOBAL_KEYS, ...derived],
  };
}

/** Writes a plan out. */
export function render(drawn: SimulationPlan): Case {
  const plan = possiblePart(drawn);
  const stage = stageOf(plan);
  const context = new Map<string, string | readonly string[]>();
  const given = new Map<string, GivenPlan>();
  const write = (kind: PolicyOf, document: DocumentPlan) =>
    writeDocument(document, kind, stage, given);
  const policies = writePolicies(plan, stage, write);
  for (const extra of plan.extraKeys) {
    const { name } = pick(stage.keys, extra.key);
    if (!given.has(name)) given.set(name, extra);
  }
  for (const [name, { key, given: values }] of given) {
    if (values !== undefined && pick(stage.keys, key).sent === undefined)
      context.set(name, valuesOf(pick(stage.keys, key), values));
  }
  return {
    caller: stage.caller,
    action: plan.actionInOtherCase ? stage.scene.action.toLowerCase() : stage.scene.action,
    resource: stage.resource,
    resourceAccount: stage.resourceAccount,
    context: Object.fromEntries(context),
    derived: Object.fromEntries(
      stage.derived
        .filter(({ sent }) => sent === "the first value")
        .map(({ name, values }) => [name, pick(values, 0)]),
    ),
    policies,
  };
}

function valuesOf(key: ContextKey, indexes: readonly number[]): string | readonly string[] {
  if (key.count === "one") return pick(key.values, indexes[0] ?? 0);
  return [...new Set(indexes.map((each) => pick(key.values, each)))];
}

/** The kinds of policies that hold one document. */
export const SINGLE = ["resource", "boundary", "session", "endpoint"] as const;

/** The kinds that hold documents by level of the organisation. */
export const LEVELED = ["serviceControl", "resourceControl"] as const;

/** Leaves out what cannot exist: a session policy of a user, an identity policy of a service. */
export function possiblePart(plan: SimulationPlan): SimulationPlan {
  const { scene, caller } = stageOf(plan);
  const { policies: own } = caller;
  const { resource, boundary, session, serviceControl, ...rest } = plan;
  const bounded = own !== "none" && caller.name !== "service-linked role";
  return withDefined({
    ...rest,
    identity: own === "none" ? [] : plan.identity,
    resource: scene.resourcePolicy === "none" ? undefined : resourceOf(resource, scene),
    boundary: bounded ? boundary : undefined,
    session: own === "session" ? session : undefined,
    serviceControl: caller.account === undefined ? undefined : serviceControl,
  });
}

function withDefined(record: { readonly [K in keyof SimulationPlan]?: unknown }): SimulationPlan {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as SimulationPlan;
}

function writePolicies(
  plan: SimulationPlan,
  { scene }: Stage,
  write: (kind: PolicyOf, document: DocumentPlan) => DocumentJson,
): CasePolicies {
  const written: Record<string, unknown> = {
    identity: plan.identity.map((each) => write("identity", each)),
  };
  for (const kind of SINGLE) {
    const document = plan[kind];
    if (document === undefined) continue;
    const trust = kind === "resource" && scene.resourcePolicy === "trust";
    written[kind] = write(trust ? "trust" : kind, document);
  }
  for (const kind of LEVELED) {
    const levels = plan[kind];
    if (levels === undefined) continue;
    written[kind] = levels.map((level) => level.map((each) => write(kind, each)));
  }
  return written as unknown as CasePolicies;
}

/** Every key has a key policy and every role a trust policy: one that grants nothing, if none is drawn. */
function resourceOf(resource: DocumentPlan | undefined, scene: Scene): DocumentPlan | undefined {
  if (resource !== undefined || scene.resourcePolicy === "usual") return resource;
  return { version: "2012-10-17", open: false, bare: false, statements: [CLOSED] };
}

const NOBODY_HERE: ElementPlan = { inverted: false, forms: [{ from: "misses", index: 1 }] };

const CLOSED: StatementPlan = {
  effect: "Allow",
  action: { inverted: false, forms: [{ from: "hits", index: 0 }] },
  resource: { inverted: false, forms: [{ from: "hits", index: 1 }] },
  principal: NOBODY_HERE,
  conditions: [],
};

function writeDocument(
  { version, open, bare, statements }: DocumentPlan,
  kind: PolicyOf,
  stage: Stage,
  given: Map<string, GivenPlan>,
): DocumentJson {
  const written = statements.map((each) => writeStatement(each, kind, stage, given, bare));
  const everything: StatementJson = {
    Effect: "Allow",
    ...(kind === "endpoint" ? { Principal: "*" } : {}),
    Action: "*",
    Resource: "*",
  };
  const all = open || written.length === 0 ? [everything, ...written] : written;
  const [first] = all;
  // Resource control policies exist in one version only.
  const said = kind === "resourceControl" ? "2012-10-17" : version;
  return {
    ...(said === "none" ? {} : { Version: said }),
    Statement: bare && all.length === 1 && first !== undefined ? first : all,
  };
}

function writeStatement(
  plan: StatementPlan,
  kind: PolicyOf,
  stage: Stage,
  given: Map<string, GivenPlan>,
  bare: boolean,
): StatementJson {
  const list = <T>(values: readonly T[]) => (bare && values.length === 1 ? values[0] : values);
  const conditions = writeConditions(plan.conditions, stage.keys, given, bare);
  return {
    Effect: plan.effect,
    ...writePrincipal(plan, kind, stage.caller),
    ...writeAction(plan.action, kind, stage.scene, list),
    ...(kind === "trust" ? {} : writeResource(plan.resource, stage.resource, list)),
    ...(conditions === undefined ? {} : { Condition: conditions }),
  };
}

type Listed = <T>(values: readonly T[]) => T | readonly T[] | undefined;

function writeAction(plan: ElementPlan, kind: PolicyOf, scene: Scene, list: Listed): StatementJson {
  const written = write(ACTION_FORMS, plan, scene);
  if (kind !== "resourceControl")
    return { [plan.inverted ? "NotAction" : "Action"]: list(written) };
  // Resource control policies name services: no NotAction and no bare star.
  const service = `${scene.action.split(":")[0] ?? ""}:*`;
  return { Action: list(written.map((each) => (each === "*" ? service : each))) };
}

function writeResource(plan: ElementPlan, resource: string, list: Listed): StatementJson {
  return {
    [plan.inverted ? "NotResource" : "Resource"]: list(write(RESOURCE_FORMS, plan, resource)),
  };
}

/** Only policies of resources tell callers apart; other guard rails speak of everybody. */
function writePrincipal(plan: StatementPlan, kind: PolicyOf, caller: CallerForm): StatementJson {
  if (kind === "endpoint" || kind === "resourceControl") return { Principal: "*" };
  if (kind !== "resource" && kind !== "trust") return {};
  const named = write(PRINCIPAL_FORMS, plan.principal, caller);
  const principals = named.filter((each) => each !== "*");
  if (principals.length < named.length) return { Principal: "*" };
  const byType: Record<string, string[]> = {};
  for (const principal of principals) {
    for (const [type, name] of Object.entries<string>(principal)) (byType[type] ??= []).push(name);
  }
  // Everybody cannot be exempted.
  const inverted = plan.principal.inverted && !byType["AWS"]?.includes("*");
  return { [inverted ? "NotPrincipal" : "Principal"]: byType };
}

/** The form of a table that a plan means. */
export function formAt<Subject, Text>(
  table: FormTable<Subject, Text>,
  { from, index }: FormPlan,
): Form<Subject, Text> {
  return pick(table[from], index);
}

function write<Subject, Text>(
  table: FormTable<Subject, Text>,
  { forms }: ElementPlan,
  subject: Subject,
): readonly Text[] {
  return [...new Set(forms.map((each) => formAt(table, each).write(subject)))];
}
