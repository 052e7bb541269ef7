import type { Properties, Resource, Stack, Value } from "../../preflight/model/resource";
import { hideSecrets } from "../../preflight/readers/sensitive";
import { Unknown } from "../../reasoning/known";

/** One change to a stack: which kind, where, and with what. The numbers are taken modulo what there is. */
export interface Breakage {
  readonly kind: (typeof KINDS)[number];
  readonly where: number;
  readonly what: number;
  readonly how: number;
}

/** The kinds of change. */
export const KINDS = [
  "drop-resource",
  "drop-property",
  "change-value",
  "change-document",
  "drop-edge",
  "change-options",
  "point-elsewhere",
] as const;

/** The stack as a program with that mistake would plan it. */
export function broken(stack: Stack, breakage: Breakage): Stack {
  const resources = stack.resources.filter(({ custom }) => custom);
  const environment = resources.find(({ type }) => type === "aws:mwaa/environment:Environment");
  // Most rules look at the environment, so it is broken as often as all others together.
  const chosen = breakage.where % 2 === 0 ? environment : pick(resources, breakage.where >> 1);
  if (chosen === undefined) return stack;
  if (breakage.kind === "drop-resource") return without(stack, chosen);
  const changed = CHANGES[breakage.kind](chosen, breakage, stack);
  return {
    ...stack,
    resources: stack.resources.map((each) => (each === chosen ? mirrored(chosen, changed) : each)),
  };
}

type Change = (resource: Resource, breakage: Breakage, stack: Stack) => Resource;

const CHANGES: Readonly<Record<Exclude<Breakage["kind"], "drop-resource">, Change>> = {
  "drop-property": (resource, { what }) => {
    const property = pick(Object.keys(resource.inputs), what);
    return property === undefined
      ? resource
      : withInputs(resource, omit(resource.inputs, property));
  },
  "change-value": (resource, { what, how }, stack) => {
    const names = isReferredTo(resource, stack) ? namesOf(resource) : [];
    const paths = pathsIn(resource.inputs).filter(
      ([top]) => top !== undefined && !isReference(resource, top) && !names.includes(String(top)),
    );
    const path = pick(paths, what);
    return path === undefined
      ? resource
      : withInputs(
          resource,
          changeAt(resource.inputs, path, (old) => otherValue(old, how)),
        );
  },
  "change-document": (resource, { how }) => {
    const property = ["policy", "assumeRolePolicy"].find((each) => each in resource.inputs);
    const document = property === undefined ? undefined : resource.inputs[property];
    if (property === undefined || typeof document !== "string") return resource;
    return withInputs(resource, { ...resource.inputs, [property]: otherDocument(document, how) });
  },
  "drop-edge": (resource, { what }) => {
    const loose = resource.dependencies.filter(
      (urn) => !Object.values(resource.propertyDependencies).flat().includes(urn),
    );
    const dropped = pick(loose, what);
    return { ...resource, dependencies: resource.dependencies.filter((urn) => urn !== dropped) };
  },
  "change-options": (resource, { how }) => {
    const options: readonly Resource[] = [
      { ...resource, protect: !resource.protect },
      { ...resource, deleteBeforeReplace: false },
      { ...resource, customTimeouts: {} },
      { ...resource, customTimeouts: { create: 60, update: 60, delete: 60 } },
    ];
    return pick(options, how) ?? resource;
  },
  "point-elsewhere": (resource, { what, how }, stack) => {
    const edges = Object.entries(resource.propertyDependencies).flatMap(([property, urns]) =>
      urns.map((urn) => ({ property, urn })),
    );
    const edge = pick(edges, what);
    const from = stack.resources.find(({ urn }) => urn === edge?.urn);
    const others = stack.resources.filter(
      ({ type, urn }) => type === from?.type && urn !== from.urn,
    );
    const to = pick(others, how);
    return edge === undefined || from === undefined || to === undefined
      ? resource
      : repointed(resource, edge.property, from, to);
  },
};

/** A resource that others refer to cannot go without them: then nothing changes. */
function without(stack: Stack, gone: Resource): Stack {
  if (isReferredTo(gone, stack)) return stack;
  return {
    ...stack,
    resources: stack.resources
      .filter((each) => each !== gone)
      .map((each) => ({
        ...each,
        dependencies: each.dependencies.filter((urn) => urn !== gone.urn),
      })),
  };
}

function isReferredTo({ urn }: Resource, stack: Stack): boolean {
  return stack.resources.some((each) =>
    Object.values(each.propertyDependencies).some((urns) => urns.includes(urn)),
  );
}

/** The inputs that others hold as part of a name: in a program they would change with it. */
function namesOf({ inputs, outputs }: Resource): readonly string[] {
  const told = JSON.stringify([outputs["id"], outputs["arn"]]);
  return Object.entries(inputs).flatMap(([property, value]) =>
    typeof value === "string" && value !== "" && told.includes(value) ? [property] : [],
  );
}

function isReference({ propertyDependencies }: Resource, property: string | number): boolean {
  return (propertyDependencies[String(property)] ?? []).length > 0;
}

function repointed(resource: Resource, property: string, from: Resource, to: Resource): Resource {
  const pairs = Object.entries(from.outputs).flatMap(([name, old]): [string, string][] => {
    const next = to.outputs[name];
    return typeof old === "string" && typeof next === "string" && old.length > 3
      ? [[old, next]]
      : [];
  });
  const replace = (value: Value): Value => {
    if (typeof value === "string") {
      const pair = pairs.find(([old]) => value === old);
      return pair === undefined ? value : pair[1];
    }
    if (typeof value !== "object" || value === null || value instanceof Unknown) return value;
    if (Array.isArray(value)) return (value as readonly Value[]).map(replace);
    return mapValues(value as Properties, replace);
  };
  const swap = (urns: readonly string[]) => [
    ...new Set(urns.map((urn) => (urn === from.urn ? to.urn : urn))),
  ];
  const inputs = { ...resource.inputs, [property]: replace(resource.inputs[property] ?? null) };
  // Only a whole value moves; text that was built from the other resource stays as it is.
  if (JSON.stringify(inputs) === JSON.stringify(resource.inputs)) return resource;
  return {
    ...resource,
    inputs,
    dependencies: [...new Set([...resource.dependencies, to.urn])],
    propertyDependencies: {
      ...resource.propertyDependencies,
      [property]: swap(resource.propertyDependencies[property] ?? []),
    },
  };
}

/** Dropping a property drops what went into it. */
/** With other inputs, as a plan would read them: what may be secret is hidden at the door. */
function withInputs(resource: Resource, inputs: Properties): Resource {
  const propertyDependencies = Object.fromEntries(
    Object.entries(resource.propertyDependencies).filter(([property]) => property in inputs),
  );
  const shown = hideSecrets(inputs, resource.type, resource.urn);
  return { ...resource, inputs: shown, propertyDependencies };
}

/** Outputs repeat inputs: what was changed or dropped there follows. */
function mirrored(before: Resource, after: Resource): Resource {
  const outputs = Object.entries(after.outputs).filter(
    ([property]) => !(property in before.inputs) || property in after.inputs,
  );
  const inputs = Object.entries(after.inputs).filter(
    ([property, value]) => property in after.outputs && !(value instanceof Unknown),
  );
  const madeUp =
    "name" in before.inputs && !("name" in after.inputs) ? { name: `${after.name}-1a2b3c4` } : {};
  return {
    ...after,
    outputs: { ...Object.fromEntries(outputs), ...Object.fromEntries(inputs), ...madeUp },
  };
}

const WORDS = [
  "",
  "Enabled",
  "Suspended",
  "PUBLIC_ONLY",
  "PUBLIC_AND_PRIVATE",
  "mw1.micro",
  "mw1.large",
  "2.10.3",
  "9.9.9",
  "10.192.20.0/24",
  "10.192.0.0/16",
  "192.168.0.0/16",
  "0.0.0.0/0",
  "tcp",
  "use1-az3",
  "euc1-az1",
  "AES256",
  "dags",
  "/dags/",
  "CRITICAL",
  "us-east-1",
] as const;

function otherValue(old: Value, how: number): Value {
  if (typeof old === "boolean") return !old;
  if (typeof old === "number") return pick([0, 1, 2, 3, 26, 51, old + 1, -1], how) ?? old;
  return pick(WORDS, how) ?? old;
}

/** A document with a hole, a statement that allows everything, or none at all. */
function otherDocument(text: string, how: number): string {
  const document = JSON.parse(text) as { Statement: Readonly<Record<string, unknown>>[] };
  const [first, ...rest] = document.Statement;
  if (first === undefined) return text;
  const unconditional = Object.fromEntries(
    Object.entries(first).filter(([element]) => element !== "Condition"),
  );
  const statements = pick<readonly unknown[]>(
    [
      rest,
      [unconditional, ...rest],
      [...document.Statement, { Effect: "Allow", Action: "*", Resource: "*" }],
      [...document.Statement, { Effect: "Deny", Action: "s3:*", Resource: "*" }],
      [{ ...first, Effect: "Deny" }, ...rest],
      document.Statement.slice(0, -1),
    ],
    how,
  );
  return JSON.stringify({ ...document, Statement: statements });
}

type Path = readonly (string | number)[];

function pathsIn(value: Value, path: Path = []): readonly Path[] {
  if (value === null || value instanceof Unknown) return [];
  if (typeof value !== "object") return [path];
  const entries = Array.isArray(value)
    ? (value as readonly Value[]).map((each, i): [number, Value] => [i, each])
    : Object.entries(value as Properties);
  return entries.flatMap(([key, each]) => pathsIn(each, [...path, key]));
}

function changeAt(properties: Properties, path: Path, change: (old: Value) => Value): Properties {
  const at = (value: Value, rest: Path): Value => {
    const [step, ...below] = rest;
    if (step === undefined) return change(value);
    if (Array.isArray(value)) {
      return (value as readonly Value[]).map((each, i) => (i === step ? at(each, below) : each));
    }
    return mapValues(value as Properties, (each, key) => (key === step ? at(each, below) : each));
  };
  return at(properties, path) as Properties;
}

function mapValues(object: Properties, f: (value: Value, key: string) => Value): Properties {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, f(value, key)]));
}

function omit(object: Properties, property: string): Properties {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== property));
}

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length];
}
