import { distance } from "fastest-levenshtein";
import type { Fault } from "../fault";
import { GRANT_SERVICES } from "./grants";
import type { Grant, GrantService, GrantShapes } from "./grants";

/** What one entry of a grant's field has to look like. */
interface Entry {
  /** One entry in words, after "a" or "an". */
  readonly what: string;
  readonly matches: (text: string) => boolean;
  /** What is accepted, with an example. */
  readonly allowed: string;
  /** What to do about another text. */
  readonly fix: string;
}

/** A field of a grant: one entry or a list of them. */
interface Field {
  readonly entry: Entry;
  readonly form: "one" | "some" | "any number";
  readonly optional?: true;
}

type AllKeys<T> = T extends unknown ? keyof T : never;

function named(what: string, example: string, characters = "A-Za-z0-9_."): Entry {
  const pattern = new RegExp(`^[${characters}*-]*[A-Za-z0-9][${characters}*-]*$`);
  return {
    what,
    matches: (text) => pattern.test(text),
    allowed: `names such as ${example}, with * only beside other characters`,
    fix: `give the name alone, such as ${example}`,
  };
}

function arnOf(what: string, service: string, resource: string, example: string): Entry {
  const pattern = new RegExp(`^arn:aws(-cn|-us-gov)?:${service}:[a-z0-9-]*:\\d{12}:${resource}$`);
  return {
    what,
    matches: (text) => pattern.test(text),
    allowed: `ARNs such as ${example}`,
    fix: `give the whole ARN, such as ${example}`,
  };
}

function oneOf(what: string, choices: readonly [string, ...string[]]): Entry {
  return {
    what,
    matches: (text) => choices.includes(text),
    allowed: choices.join(", "),
    fix: `choose one of them, such as ${choices[0]}`,
  };
}

const some = (entry: Entry): Field => ({ entry, form: "some" });
const one = (entry: Entry): Field => ({ entry, form: "one" });

const PATH = "A-Za-z0-9_./";
const ROLES: Field = {
  entry: arnOf("role", "iam", "role/[\\w+=,.@/-]+", "arn:aws:iam::123456789012:role/tasks"),
  form: "any number",
};
const ACCESS = one(oneOf("access", ["read", "write"]));

/** The fields of each kind of grant; the type keeps the table complete. */
const FIELDS: {
  readonly [S in GrantService]: { readonly [F in AllKeys<GrantShapes[S]>]-?: Field };
} = {
  "secrets-manager": { prefixes: some(named("prefix", "airflow/connections", PATH + "+=@")) },
  "ssm-parameters": { prefixes: some(named("prefix", "/airflow/connections", PATH)) },
  s3: { buckets: some(named("bucket", "my-team-data", "a-z0-9.")), access: ACCESS },
  kms: {
    keyArns: some(
      arnOf(
        "key",
        "kms",
        "key/[A-Za-z0-9-]+",
        "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      ),
    ),
    through: some(oneOf("service", ["dynamodb", "s3", "secretsmanager", "sns", "sqs", "ssm"])),
  },
  lambda: { functions: some(named("function", "resize-images", "A-Za-z0-9_")) },
  glue: { jobs: some(named("job", "nightly-load", "A-Za-z0-9_. ")) },
  athena: {
    workgroups: some(named("workgroup", "analysts")),
    databases: { ...some(named("database", "sales", "a-z0-9_")), optional: true },
  },
  batch: {
    jobQueues: some(named("job queue", "spot", "A-Za-z0-9_")),
    jobDefinitions: some(named("job definition", "train", "A-Za-z0-9_")),
  },
  ecs: {
    cluster: one(named("cluster", "batch", "A-Za-z0-9_")),
    taskDefinitions: some(named("task definition", "train", "A-Za-z0-9_")),
    passRoleArns: ROLES,
  },
  "emr-serverless": {
    applications: some(named("application id", "00f1abcdexample", "a-z0-9")),
    passRoleArns: ROLES,
  },
  sqs: { queues: some(named("queue", "orders")) },
  sns: { topics: some(named("topic", "alerts")) },
  "step-functions": { stateMachines: some(named("state machine", "checkout", "A-Za-z0-9_")) },
  dynamodb: { tables: some(named("table", "orders")), access: ACCESS },
  "cli-token": { environments: some(named("environment", "my-airflow", "A-Za-z0-9_")) },
};

type Path = readonly (string | number)[];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nearest(word: string, known: readonly string[]): string {
  const [first = ""] = [...known].sort((a, b) => distance(word, a) - distance(word, b));
  return first;
}

function entryFaults(entry: Entry, value: unknown, path: Path): Fault[] {
  const { what, matches, allowed } = entry;
  if (typeof value === "string" && matches(value)) return [];
  const fix = value === "*" ? `name each ${what}, so that no others are open` : entry.fix;
  return [{ path, problem: `does not name a ${what}`, got: value, allowed, fix }];
}

function fieldFaults(field: Field, value: unknown, path: Path): Fault[] {
  const { entry, form } = field;
  if (value === undefined && field.optional) return [];
  if (form === "one") return entryFaults(entry, value, path);
  if (!Array.isArray(value) || (value.length === 0 && form === "some")) {
    const allowed = `a list of ${entry.allowed}`;
    const problem = `does not list a ${entry.what}`;
    const fix = `list ${form === "some" ? "at least one" : "them, or []"}`;
    return [{ path, problem, got: value, allowed, fix }];
  }
  return value.flatMap((each: unknown, index) => entryFaults(entry, each, [...path, index]));
}

/**
 * What is wrong with a grant, all of it at once: an unknown service, a missing, empty or unknown
 * field, a name that opens everything. An empty list means that the value is a `Grant`.
 */
export function grantFaults(grant: unknown, path: Path = []): Fault[] {
  if (!isRecord(grant)) {
    const allowed = "an object with a service and its fields";
    const fix = 'write a grant such as { service: "sqs", queues: ["orders"] }';
    return [{ path, problem: "is not a grant", got: grant, allowed, fix }];
  }
  const service = GRANT_SERVICES.find((each) => each === grant["service"]);
  if (service === undefined) {
    const got = grant["service"];
    const guess = nearest(typeof got === "string" ? got : "", GRANT_SERVICES);
    return [
      {
        path: [...path, "service"],
        problem: "is not a service that a grant can open",
        got,
        allowed: GRANT_SERVICES.join(", "),
        fix: typeof got === "string" ? `did you mean ${guess}?` : "set service to one of them",
      },
    ];
  }
  const fields: Readonly<Record<string, Field>> = FIELDS[service];
  const known = Object.keys(fields);
  const unknownFields = Object.keys(grant).filter((key) => key !== "service" && !(key in fields));
  return [
    ...known.flatMap((key) => {
      const field = fields[key];
      return field === undefined ? [] : fieldFaults(field, grant[key], [...path, key]);
    }),
    ...unknownFields.map((key) => ({
      path: [...path, key],
      problem: `is not a field of a ${service} grant`,
      got: grant[key],
      allowed: known.join(", "),
      fix: `did you mean ${nearest(key, known)}?`,
    })),
  ];
}

/** Whether a value is a sound grant. */
export function isGrant(value: unknown): value is Grant {
  return grantFaults(value).length === 0;
}
