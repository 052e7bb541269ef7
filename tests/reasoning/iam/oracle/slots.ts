import { ACTION_FORMS } from "./action-forms";
import { writeClause } from "./conditions";
import type { FormTable } from "./form";
import { pick } from "./pick";
import type { DocumentPlan, ElementPlan, SimulationPlan, StatementPlan } from "./plan";
import type { PolicyOf } from "./policy-kinds";
import { PRINCIPAL_FORMS } from "./principal-forms";
import type { Stage } from "./render";
import { formAt, LEVELED, possiblePart, SINGLE, stageOf } from "./render";
import { RESOURCE_FORMS } from "./resource-forms";

/**
 * A place in a plan that holds features. The features decide if the verdicts of the two variants
 * differ: the same plan with the place always, and never, speaking for its policy.
 */
export interface Slot {
  readonly features: readonly string[];
  readonly variants: readonly [SimulationPlan, SimulationPlan];
}

interface Place {
  readonly kind: PolicyOf;
  readonly document: DocumentPlan;
  readonly put: (document: DocumentPlan) => SimulationPlan;
  /** The plan without the document. */
  readonly removed: SimulationPlan;
}

/** Every place of a plan that holds features. */
export function slotsOf(drawn: SimulationPlan): readonly Slot[] {
  const plan = possiblePart(drawn);
  const stage = stageOf(plan);
  return placesOf(plan).flatMap((place) => [
    { features: [`policy: ${place.kind}`], variants: [plan, place.removed] },
    versionSlot(plan, place),
    ...place.document.statements.flatMap((statement, index) =>
      statementSlots(place, statement, index, stage),
    ),
  ]);
}

function placesOf(plan: SimulationPlan): readonly Place[] {
  const identity = plan.identity.map((document, at): Place => ({
    kind: "identity",
    document,
    put: (other) => ({ ...plan, identity: plan.identity.with(at, other) }),
    removed: { ...plan, identity: plan.identity.toSpliced(at, 1) },
  }));
  const single = SINGLE.flatMap((kind): readonly Place[] => {
    const { [kind]: document, ...rest } = plan;
    if (document === undefined) return [];
    return [{ kind, document, put: (other) => ({ ...plan, [kind]: other }), removed: rest }];
  });
  const leveled = LEVELED.flatMap((kind) =>
    (plan[kind] ?? []).flatMap((level, depth, levels) =>
      level.map((document, at): Place => ({
        kind,
        document,
        put: (other) => ({ ...plan, [kind]: levels.with(depth, level.with(at, other)) }),
        removed: { ...plan, [kind]: levels.toSpliced(depth, 1) },
      })),
    ),
  );
  return [...identity, ...single, ...leveled];
}

function versionSlot(plan: SimulationPlan, { document, put }: Place): Slot {
  const other = document.version === "2012-10-17" ? "2008-10-17" : "2012-10-17";
  return {
    features: [`version: ${document.version}`],
    variants: [plan, put({ ...document, version: other })],
  };
}

const always = (index: number): ElementPlan => ({
  inverted: false,
  forms: [{ from: "hits", index }],
});
const never = (index: number): ElementPlan => ({
  inverted: false,
  forms: [{ from: "misses", index }],
});

/** Elements that certainly speak of a request, and that certainly do not, by the order of the tables. */
const EXTREMES = {
  action: [always(1), never(2)],
  resource: [always(1), never(2)],
  principal: [always(1), never(1)],
} as const;

const TABLES: Readonly<Record<keyof typeof EXTREMES, FormTable<never, unknown>>> = {
  action: ACTION_FORMS,
  resource: RESOURCE_FORMS,
  principal: PRINCIPAL_FORMS,
};

const POSITIVE = { action: "Action", resource: "Resource", principal: "Principal" } as const;

function statementSlots(
  { kind, document, put }: Place,
  statement: StatementPlan,
  index: number,
  stage: Stage,
): readonly Slot[] {
  const write = (changed: StatementPlan) =>
    put({ ...document, statements: document.statements.with(index, changed) });
  const elements = elementsOf(kind, stage).map((element): Slot => {
    const { inverted, forms } = statement[element];
    const [yes, no] = EXTREMES[element];
    const name = POSITIVE[element];
    return {
      features: inverted
        ? [`Not${name}`]
        : forms.map((each) => `${name}: ${formAt(TABLES[element], each).name}`),
      variants: [write({ ...statement, [element]: yes }), write({ ...statement, [element]: no })],
    };
  });
  const silent = write({ ...statement, action: EXTREMES.action[1] });
  const conditions = statement.conditions.map((condition, at): Slot => {
    const { operator, forms } = writeClause(condition, stage.keys, condition);
    const { name, count } = pick(stage.keys, condition.key);
    return {
      features: [
        `operator: ${baseOf(operator)}`,
        `modifier: ${operator.replace(baseOf(operator), "…")}`,
        `key: ${name}`,
        `key with ${count === "one" ? "one value" : "several values"}`,
        ...forms.map((each) => `value: ${each}`),
      ],
      variants: [
        write({ ...statement, conditions: statement.conditions.toSpliced(at, 1) }),
        silent,
      ],
    };
  });
  return [...elements, ...conditions];
}

/** The elements that policies of a kind are drawn with. */
function elementsOf(kind: PolicyOf, { scene }: Stage): readonly (keyof typeof EXTREMES)[] {
  if (kind !== "resource") return ["action", "resource"];
  return scene.resourcePolicy === "trust"
    ? ["action", "principal"]
    : ["action", "resource", "principal"];
}

/** An operator's name without what stands before and after it. */
function baseOf(operator: string): string {
  return operator.replace(/^.*:/, "").replace(/IfExists$/, "");
}
