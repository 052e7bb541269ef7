import { z } from "zod";
import type { Fault } from "../fault";
import { type Complaint, JSON_SCHEMAS } from "./leaf";
import { probablyMeant } from "./nearest";
import { containsUnknownText } from "./unknown-text";

type Path = Fault["path"];

/** Either what was asked for, or everything that stands against it. */
export type Checked<T> =
  { readonly value: T } | { readonly faults: readonly [Fault, ...(readonly Fault[])] };

/** The schema at the end of a way into another one, as far as it is fixed. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    while (here instanceof z.ZodOptional || here instanceof z.ZodExactOptional)
      here = here.unwrap();
    if (here instanceof z.ZodObject) here = here.shape[String(step)] as z.core.$ZodType | undefined;
    else if (here instanceof z.ZodArray) here = here.element;
    else if (here instanceof z.ZodTuple) here = here.def.items[Number(step)];
    else return undefined;
  }
  while (here instanceof z.ZodOptional || here instanceof z.ZodExactOptional) here = here.unwrap();
  return here;
}

/** The keys that a mapping at this place may have. */
function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const here = schemaAt(schema, path);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

/** The value at the end of a way into another one. */
function valueIn(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string | number, unknown>>)[step];
  }
  return here;
}

function isComplaint(params: unknown): params is Complaint {
  return isMapping(params) && ("example" in params || "fix" in params);
}

/** What the keys of a document are called in messages. */
export interface Words {
  /** One key, with its article. */
  readonly key: string;
  /** Several of them. */
  readonly keys: string;
}

const SETTINGS: Words = { key: "a setting", keys: "settings" };

/** The fault of a mapping that has a key nobody knows. */
export function unknownKeyFault(
  path: Path,
  known: readonly string[],
  got: unknown,
  words: Words = SETTINGS,
): Fault {
  const key = String(path.at(-1));
  const meant = probablyMeant(key, known);
  return {
    path,
    problem: `is not ${words.key}`,
    got,
    allowed: known.join(", "),
    fix: meant === undefined ? "remove it" : `did you mean ${meant}?`,
  };
}

const SHAPES: Readonly<Record<string, string>> = {
  record: "a mapping from names to values",
  array: "a list",
  tuple: "a list",
};

function shapeFault(
  path: Path,
  expected: string,
  got: unknown,
  known: readonly string[],
  words: Words,
): Fault {
  const shape =
    expected === "object" ? `a mapping of ${words.keys}` : (SHAPES[expected] ?? expected);
  const allowed = known.length === 0 ? shape : `${shape}: ${known.join(", ")}`;
  if (typeof got === "string" && containsUnknownText(got)) {
    return {
      path,
      problem: "cannot be a secret as a whole",
      got,
      allowed: `${allowed}, with single values in it as secrets`,
      fix: "write the keys in plain text and mark the values inside as secure, where they may be",
    };
  }
  const problem = got === undefined ? "is missing" : got === null ? "is empty" : `is not ${shape}`;
  return { path, problem, got, allowed, fix: `write it as ${shape}` };
}

function sizeFault(path: Path, bound: string, got: unknown): Fault {
  const count = Array.isArray(got) ? got.length : 0;
  return {
    path,
    problem: `has ${count} ${count === 1 ? "entry" : "entries"}`,
    got,
    allowed: bound,
    fix: `give it ${bound}`,
  };
}

function boundOf(schema: z.core.$ZodType, path: Path, issue: z.core.$ZodIssue): string {
  const here = schemaAt(schema, path);
  if (here instanceof z.ZodTuple) return `exactly ${here.def.items.length} entries`;
  if (issue.code === "too_small") return `${issue.minimum} or more entries`;
  return issue.code === "too_big"
    ? `at most ${issue.maximum} entries`
    : "another number of entries";
}

function faultsOfIssue(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  value: unknown,
  words: Words,
): Fault[] {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  const got = valueIn(value, path);
  switch (issue.code) {
    case "custom": {
      const { params } = issue;
      if (!isComplaint(params)) break;
      const fix = "fix" in params ? params.fix : `set it to ${params.example}`;
      return [{ path, problem: params.problem, got, allowed: params.allowed, fix }];
    }
    case "unrecognized_keys": {
      const known = keysAt(schema, path);
      return issue.keys.map((key) =>
        unknownKeyFault([...path, key], known, valueIn(got, [key]), words),
      );
    }
    case "invalid_type":
      return [shapeFault(path, issue.expected, got, keysAt(schema, path), words)];
    case "too_small":
    case "too_big":
      return [sizeFault(path, boundOf(schema, path, issue), got)];
    default:
      break;
  }
  return [{ path, problem: "is not accepted", got, allowed: issue.message, fix: "change it" }];
}

/**
 * Holds a value against a schema and answers in faults, with paths from the value down.
 *
 * @param words what keys are called in messages; settings, unless something else is read.
 */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  words: Words = SETTINGS,
): Checked<T> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const [first, ...rest] = result.error.issues.flatMap((each) =>
    faultsOfIssue(each, schema, value, words),
  );
  if (first === undefined) throw result.error;
  return { faults: [first, ...rest] };
}

/** Passes a fault on to the schema around, which puts its own path in front. */
export function report(context: z.core.$RefinementCtx, faults: readonly Fault[]): void {
  for (const fault of faults) {
    const { problem, allowed, fix } = fault;
    context.addIssue({ code: "custom", params: { problem, allowed, fix }, path: [...fault.path] });
  }
}

/** What is said of a key that nobody knows. */
const UNKNOWN_KEY = `is not ${SETTINGS.key}`;

/** One of several forms that a value can have. */
export interface Form<T> {
  /** The form, in words, with an article. */
  readonly name: string;
  /** Whether the value is meant to have this form, however badly it does. */
  readonly applies: (value: unknown) => boolean;
  readonly schema: z.ZodType<T>;
}

/** A schema that is one of several forms, told apart by a look at the value. */
export type Forms<T> = z.ZodPipe<z.ZodUnknown, z.ZodTransform<T>>;

/** Says where a key belongs that only another form has. */
function withOwner<T>(fault: Fault, meant: Form<T>, options: readonly Form<T>[]): Fault {
  if (fault.path.length !== 1 || fault.problem !== UNKNOWN_KEY) return fault;
  const owner = options.find((each) => keysAt(each.schema, []).includes(String(fault.path[0])));
  if (owner === undefined) return fault;
  const problem = `is not a setting of ${meant.name}`;
  return { ...fault, problem, fix: `remove it, or describe ${owner.name} with it` };
}

/**
 * A choice between forms that do not share a discriminating key. Unlike a union, it complains only
 * about the form that was meant.
 */
export function forms<T>(allowed: string, example: string, options: readonly Form<T>[]): Forms<T> {
  const schema = z.unknown().transform((value, context): T => {
    const meant = options.find((option) => option.applies(value));
    if (meant === undefined) {
      const isSecret = typeof value === "string" && containsUnknownText(value);
      const problem = isSecret
        ? "cannot be a secret as a whole, because it decides which resources exist"
        : value === undefined
          ? "is missing"
          : value === null
            ? "is empty"
            : "has none of the forms it can have";
      context.addIssue({ code: "custom", params: { problem, allowed, example } });
      return z.NEVER;
    }
    const checked = check(meant.schema, value);
    if ("value" in checked) return checked.value;
    report(
      context,
      checked.faults.map((fault) => withOwner(fault, meant, options)),
    );
    return z.NEVER;
  });
  JSON_SCHEMAS.add(schema, {
    json: () => ({ anyOf: options.map((option) => jsonSchemaOf(option.schema)) }),
  });
  return schema;
}

/** The JSON Schema (draft 7) of what a schema takes. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const result: Record<string, unknown> = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-7",
    override: ({ zodSchema, jsonSchema }) => {
      const own = JSON_SCHEMAS.get(zodSchema);
      if (own !== undefined) Object.assign(jsonSchema, own.json());
    },
  });
  delete result["$schema"];
  return result;
}

/** Whether a value is a mapping, as opposed to a list or a leaf. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
