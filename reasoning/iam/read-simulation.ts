import type { Maybe, Truth } from "../known";
import { isKnown, mapKnown } from "../known";
import { actionOf } from "./action";
import type { DocumentForm } from "./document";
import { readCaller } from "./read-caller";
import { FaultList, SimulationFaults } from "./fault";
import { isObject, member, scalarText, step, unknownIn } from "./json";
import { readGrants } from "./read-grants";
import { readDocuments, readLevels } from "./read-policies";
import type {
  ContextValue,
  DocumentList,
  GivenContext,
  SimulatedPolicies,
  SimulatedRequest,
  Simulation,
} from "./simulation";
import { oversizeOf } from "./size";

/**
 * Reads a simulation from JSON text or from what `JSON.parse` made of it. It takes arbitrary input
 * and never throws: what is wrong comes back, all of it, each fault with its JSON pointer.
 */
export function readSimulation(source: unknown): Simulation | SimulationFaults {
  const faults = new FaultList();
  const value = typeof source === "string" ? parse(source, faults) : source;
  const oversize = oversizeOf(value);
  if (oversize !== undefined) faults.add(oversize.pointer, oversize.reason);
  if (faults.some()) return faults.asError();
  if (!isObject(value)) {
    faults.add("", "is not an object with `request` and `policies`");
    return faults.asError();
  }
  faults.refuseOthers(value, "", ["request", "policies"]);
  const request = readRequest(member(value, "request"), faults);
  const policies = readPolicies(member(value, "policies"), request, faults);
  if (faults.some() || request === undefined || policies === undefined) return faults.asError();
  return { request, policies };
}

/** Whether reading gave faults instead of a simulation. */
export function isFaulty(read: Simulation | SimulationFaults): read is SimulationFaults {
  return read instanceof SimulationFaults;
}

function parse(text: string, faults: FaultList): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    faults.add("", "is not JSON");
    return undefined;
  }
}

const REQUEST = [
  "principal",
  "action",
  "resource",
  "resourceAccount",
  "context",
  "otherContext",
] as const;

function readRequest(value: unknown, faults: FaultList): SimulatedRequest | undefined {
  const at = "/request";
  if (!isObject(value)) {
    faults.add(at, "is not an object");
    return undefined;
  }
  faults.refuseOthers(value, at, REQUEST);
  const caller = readCaller(member(value, "principal"), `${at}/principal`, faults);
  const action = readAction(member(value, "action"), faults);
  const resource = readText(member(value, "resource"), `${at}/resource`, faults);
  const account = readAccount(member(value, "resourceAccount"), `${at}/resourceAccount`, faults);
  if (resource !== undefined && isOfAnother(resource, account))
    faults.add(`${at}/resourceAccount`, "is another account than the one in the resource's ARN");
  const given = member(value, "context");
  // Of a context that is hidden as a whole, no key is known to be absent.
  const isHidden = unknownIn(given) !== undefined;
  const context = readContext(isHidden ? undefined : given, `${at}/context`, faults);
  const otherContext = (isHidden ? undefined : member(value, "otherContext")) ?? "unknown";
  if (otherContext !== "absent" && otherContext !== "unknown") {
    faults.add(`${at}/otherContext`, 'is neither "absent" nor "unknown"');
    return undefined;
  }
  if (caller === undefined || action === undefined || resource === undefined) return undefined;
  return {
    caller,
    action,
    resource,
    ...(account === undefined ? {} : { resourceAccount: account }),
    context,
    otherContext,
  };
}

function readAction(value: unknown, faults: FaultList): string | undefined {
  if (typeof value === "string" && /^[A-Za-z0-9-]+:[A-Za-z0-9_-]+$/.test(value)) return value;
  faults.add("/request/action", "is not one action, such as s3:GetObject, without wildcards");
  return undefined;
}

function readText(value: unknown, at: string, faults: FaultList): Maybe<string> | undefined {
  const text = typeof value === "string" && value !== "" ? value : unknownIn(value);
  if (text === undefined) faults.add(at, 'is neither text nor { "unknown": "<why>" }');
  return text;
}

function readAccount(value: unknown, at: string, faults: FaultList): Maybe<string> | undefined {
  if (value === undefined) return undefined;
  const account = readText(value, at, faults);
  if (account !== undefined && isKnown(account) && !/^\d{12}$/.test(account))
    faults.add(at, "is not an account number of twelve digits");
  return account;
}

function isOfAnother(resource: Maybe<string>, account: Maybe<string> | undefined): boolean {
  if (!isKnown(resource) || account === undefined || !isKnown(account)) return false;
  return (/^arn:(?:[^:]*:){3}(\d{12}):/.exec(resource)?.[1] ?? account) !== account;
}

function readContext(value: unknown, at: string, faults: FaultList): GivenContext {
  const context = new Map<string, Maybe<ContextValue>>();
  if (value === undefined) return context;
  if (!isObject(value)) {
    faults.add(at, "is not an object of condition keys");
    return context;
  }
  const seen = new Set<string>();
  for (const [key, given] of Object.entries(value)) {
    const pointer = `${at}${step(key)}`;
    const folded = key.toLowerCase();
    if (seen.has(folded)) faults.add(pointer, "is given twice; keys are told apart without case");
    seen.add(folded);
    const read = readContextValue(given);
    if (read === undefined) faults.add(pointer, NO_VALUE);
    else context.set(key, read);
  }
  return context;
}

const NO_VALUE =
  "is neither text, number, true, false nor a list; numbers beyond 2^53 have to be written as text";

function readContextValue(value: unknown): Maybe<ContextValue> | undefined {
  if (!Array.isArray(value)) return readScalar(value);
  const values: Maybe<string>[] = [];
  for (const each of value as readonly unknown[]) {
    const read = readScalar(each);
    if (read === undefined) return undefined;
    values.push(read);
  }
  return values;
}

function readScalar(value: unknown): Maybe<string> | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return scalarText(value);
  return unknownIn(value);
}

const POLICIES = [
  "identity",
  "boundary",
  "session",
  "resource",
  "serviceControl",
  "resourceControl",
  "endpoint",
  "restrictPublicBuckets",
  "grants",
] as const;

function readPolicies(
  value: unknown,
  request: SimulatedRequest | undefined,
  faults: FaultList,
): SimulatedPolicies | undefined {
  const at = "/policies";
  if (!isObject(value)) {
    faults.add(at, "is not an object");
    return undefined;
  }
  faults.refuseOthers(value, at, POLICIES);
  const list = <K extends "boundary" | "session" | "resource" | "endpoint">(
    kind: K,
    form: DocumentForm,
  ): { readonly [P in K]?: DocumentList } => {
    const given = member(value, kind);
    if (given === undefined) return {};
    const read = { [kind]: readDocuments(given, `${at}/${kind}`, form, faults) };
    return read as { readonly [P in K]?: DocumentList };
  };
  const levels = <K extends "serviceControl" | "resourceControl">(
    kind: K,
    form: "identity" | "resource",
  ): { readonly [P in K]?: Maybe<readonly DocumentList[]> } => {
    const given = member(value, kind);
    if (given === undefined) return {};
    const read = { [kind]: readLevels(given, `${at}/${kind}`, form, faults) };
    return read as { readonly [P in K]?: Maybe<readonly DocumentList[]> };
  };
  const grants = member(value, "grants");
  const restricts = readRestriction(member(value, "restrictPublicBuckets"), at, faults);
  return {
    identity: readDocuments(member(value, "identity") ?? [], `${at}/identity`, "identity", faults),
    ...list("boundary", "identity"),
    ...list("session", "identity"),
    ...list("resource", formOfResource(request)),
    ...list("endpoint", "resource"),
    ...levels("serviceControl", "identity"),
    ...levels("resourceControl", "resource"),
    ...(restricts === undefined ? {} : { restrictPublicBuckets: restricts }),
    ...(grants === undefined ? {} : { grants: readGrants(grants, `${at}/grants`, faults) }),
  };
}

function readRestriction(value: unknown, at: string, faults: FaultList): Truth | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  const hidden = unknownIn(value);
  if (hidden === undefined)
    faults.add(`${at}/restrictPublicBuckets`, 'is neither true, false nor { "unknown": "<why>" }');
  return hidden;
}

/** What the policy of the requested resource is. */
function formOfResource(request: SimulatedRequest | undefined): DocumentForm {
  if (request === undefined) return "resource";
  const { service } = actionOf(request.action);
  if (service === "ecr" || service === "ecr-public") return "repository";
  const isRole = mapKnown(request.resource, (arn) => /^arn:[^:]+:iam::[^:]*:role\//.test(arn));
  if (service !== "sts") return "resource";
  // What is not known may be a role: statements may have a Resource, as a repository's.
  if (!isKnown(isRole)) return "repository";
  return isRole ? "trust" : "resource";
}
