import type { Cloud } from "../cloud/cloud";
import { isList, isObject, textOf, textsOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { ApiError } from "./service";

/** Reads a policy document; throws the service's error when it is none. */
export function documentOf(text: Json | undefined, code: string): JsonObject {
  let document: Json;
  try {
    document = JSON.parse(typeof text === "string" ? text : "") as Json;
  } catch {
    throw new ApiError(code, "Syntax errors in policy.");
  }
  if (!isObject(document) || document["Statement"] === undefined) {
    throw new ApiError(code, "Syntax errors in policy.");
  }
  const version = document["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    throw new ApiError(code, "The policy must contain a valid version string");
  }
  return document;
}

/** The statements of a document. */
export function statementsOf(document: JsonObject): readonly JsonObject[] {
  const statements = document["Statement"];
  return (isList(statements) ? statements : [statements ?? null]).filter((s): s is JsonObject =>
    isObject(s),
  );
}

/** One value or a list of them, as texts. */
function oneOrMore(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "is").test(text);
}

function names(statement: JsonObject, action: string, resource: string): boolean {
  return (
    oneOrMore(statement["Action"]).some((pattern) => matches(pattern, action)) &&
    oneOrMore(statement["Resource"]).some((pattern) => matches(pattern, resource))
  );
}

/** Every statement that is attached to a role at this moment. */
export function roleStatements(cloud: Cloud, role: string): readonly JsonObject[] {
  const record = cloud.find("aws:iam/role:Role", role);
  const inline = cloud
    .all("aws:iam/rolePolicy:RolePolicy")
    .filter((policy) => policy.inputs["role"] === role)
    .map((policy) => policy.inputs["policy"]);
  const attachedArns = [
    ...textsOf(record?.inputs, "managedPolicyArns"),
    ...cloud
      .all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter((attachment) => attachment.inputs["role"] === role)
      .map((attachment) => textOf(attachment.inputs, "policyArn") ?? ""),
  ];
  const managed = cloud
    .all("aws:iam/policy:Policy")
    .filter((policy) => attachedArns.includes(textOf(policy.state, "arn") ?? ""))
    .map((policy) => policy.inputs["policy"]);
  const nested = isList(record?.inputs["inlinePolicies"]) ? record.inputs["inlinePolicies"] : [];
  const blocks = nested.filter((block) => isObject(block)).map((block) => block["policy"]);
  return [...inline, ...managed, ...blocks].flatMap((text) =>
    statementsOf(documentOf(text, "MalformedPolicyDocument")),
  );
}

/**
 * True when the statements allow a call. Conditions of Allow statements count as met, Deny statements with a
 * condition as silent: enough to see whether a policy is there and names the thing, not an IAM evaluation.
 */
export function allows(
  statements: readonly JsonObject[],
  action: string,
  resource: string,
): boolean {
  const hit = statements.filter((statement) => names(statement, action, resource));
  const denied = hit.some((s) => s["Effect"] === "Deny" && s["Condition"] === undefined);
  return !denied && hit.some((s) => s["Effect"] === "Allow");
}

/** The principals of a statement, for one kind of principal. */
export function principals(statement: JsonObject, kind: "AWS" | "Service"): readonly string[] {
  const principal = statement["Principal"];
  if (principal === "*") return kind === "AWS" ? ["*"] : [];
  return isObject(principal) ? oneOrMore(principal[kind]) : [];
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:.+\/)?([^/]+)$/;

/** Refuses a resource policy that names a role of this account which does not exist (yet). */
export function requirePrincipals(
  cloud: Cloud,
  account: string,
  document: JsonObject,
  error: ApiError,
): void {
  for (const statement of statementsOf(document)) {
    for (const arn of principals(statement, "AWS")) {
      const role = ROLE_ARN.exec(arn)?.[1];
      if (role === undefined || !arn.includes(`:${account}:`)) continue;
      if (cloud.find("aws:iam/role:Role", role) === undefined) throw error;
    }
  }
}
