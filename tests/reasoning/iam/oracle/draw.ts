import fc from "fast-check";
import type {
  ConditionPlan,
  DocumentPlan,
  ElementPlan,
  FormPlan,
  GivenPlan,
  SimulationPlan,
  StatementPlan,
} from "./plan";

/** True that often, in a hundred. */
function chance(percent: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 99 }).map((draw) => draw >= 100 - percent);
}

/** Something that often, in a hundred; else nothing. */
function sometimes<T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    { weight: percent, arbitrary },
  );
}

/** Larger than any table, and a product of small primes: every entry is about as likely. */
const index = fc.nat({ max: 5039 });

function formOf(hitPercent: number): fc.Arbitrary<FormPlan> {
  return fc.record({
    from: chance(hitPercent).map((hit) => (hit ? ("hits" as const) : ("misses" as const))),
    index,
  });
}

/** An element that usually speaks of the request: inverted, it is written with near misses. */
const element: fc.Arbitrary<ElementPlan> = fc.oneof(
  {
    weight: 88,
    arbitrary: fc.record({
      inverted: fc.constant(false),
      forms: fc.array(formOf(86), { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      inverted: fc.constant(true),
      forms: fc.array(formOf(18), { minLength: 1, maxLength: 2 }),
    }),
  },
);

const given: fc.Arbitrary<GivenPlan> = fc
  .record({ key: index, given: sometimes(80, fc.array(index, { maxLength: 3 })) })
  .map(withoutUndefined);

const condition: fc.Arbitrary<ConditionPlan> = fc
  .record({
    key: index,
    given: sometimes(78, fc.array(index, { maxLength: 3 })),
    operator: fc.oneof(
      { weight: 88, arbitrary: fc.constant("fitting" as const) },
      { weight: 7, arbitrary: fc.constant("null" as const) },
      { weight: 5, arbitrary: fc.constant("any" as const) },
    ),
    operatorIndex: index,
    modifier: index,
    wanted: fc.array(index, { minLength: 1, maxLength: 2 }),
  })
  .map(withoutUndefined);

function statement(denyPercent: number): fc.Arbitrary<StatementPlan> {
  return fc.record({
    effect: chance(denyPercent).map((deny) => (deny ? ("Deny" as const) : ("Allow" as const))),
    action: element,
    resource: element,
    principal: element,
    conditions: fc.oneof(
      { weight: 55, arbitrary: fc.constant([]) },
      { weight: 45, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) },
    ),
  });
}

const version = fc.oneof(
  { weight: 90, arbitrary: fc.constant("2012-10-17" as const) },
  { weight: 6, arbitrary: fc.constant("2008-10-17" as const) },
  { weight: 4, arbitrary: fc.constant("none" as const) },
);

/** A policy that grants. */
const granting: fc.Arbitrary<DocumentPlan> = fc.record({
  version,
  open: fc.constant(false),
  bare: chance(15),
  statements: fc.array(statement(22), { minLength: 1, maxLength: 3 }),
});

/** A guard rail: mostly everything but something. */
const guarding: fc.Arbitrary<DocumentPlan> = fc.record({
  version,
  open: chance(65),
  bare: chance(15),
  statements: fc.array(statement(40), { maxLength: 2 }),
});

/** A resource control policy only denies. */
const denying: fc.Arbitrary<DocumentPlan> = fc.record({
  version,
  open: fc.constant(false),
  bare: chance(15),
  statements: fc.array(statement(100), { minLength: 1, maxLength: 2 }),
});

function levels(document: fc.Arbitrary<DocumentPlan>) {
  return fc.array(fc.array(document, { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 3,
  });
}

/** Draws plans of simulations. */
export const simulationPlan: fc.Arbitrary<SimulationPlan> = fc
  .record({
    scene: index,
    caller: index,
    crossAccount: chance(30),
    actionInOtherCase: chance(5),
    identity: fc.array(granting, { maxLength: 2 }),
    resource: sometimes(65, granting),
    boundary: sometimes(20, guarding),
    session: sometimes(30, guarding),
    serviceControl: sometimes(20, levels(guarding)),
    resourceControl: sometimes(15, levels(denying)),
    endpoint: sometimes(15, guarding),
    extraKeys: fc.array(given, { maxLength: 3 }),
  })
  .map(withoutUndefined);

/** An absent part is left out: `undefined` is no value of an optional property. */
function withoutUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
