import type { WireProperties, WireValue } from "./protocol";

/** A list with one member is written as the member alone. */
type Strings = string | readonly string[];

interface Statement {
  Sid?: string;
  Effect?: string;
  Action?: Strings;
  NotAction?: Strings;
  Resource?: Strings;
  NotResource?: Strings;
  Principal?: unknown;
  NotPrincipal?: unknown;
  Condition?: unknown;
}

interface Document {
  Version?: string;
  Id?: string;
  Statement?: Statement[];
}

/**
 * Computes `aws.iam.getPolicyDocument` as the provider does: it only writes its arguments as JSON.
 *
 * Behaviour from https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/,
 * "Using getPolicyDocument", read 2026-11-22: sources first, own statements next, overrides last, a
 * later statement with the same Sid takes the earlier one's place.
 *
 * @returns `undefined` if a document to combine is not JSON.
 */
export function policyDocument(args: WireProperties): WireProperties | undefined {
  const sources = documents(args["sourcePolicyDocuments"]);
  const overrides = documents(args["overridePolicyDocuments"]);
  if (sources === undefined || overrides === undefined) return undefined;
  const own: Document = {
    Version: text(args["version"]) ?? "2012-10-17",
    ...optional("Id", text(args["policyId"])),
    Statement: list(args["statements"]).map(statement),
  };
  const merged = [...sources, own, ...overrides].reduce(merge, {});
  const json = JSON.stringify(merged, undefined, 2);
  return { ...args, id: "policy-document", json, minifiedJson: JSON.stringify(merged) };
}

function merge(into: Document, next: Document): Document {
  const version = [into.Version, next.Version]
    .filter((each) => each !== undefined)
    .sort()
    .at(-1);
  const id = next.Id ?? into.Id;
  const statements = [...(into.Statement ?? [])];
  for (const each of next.Statement ?? []) {
    const same = each.Sid ? statements.findIndex(({ Sid }) => Sid === each.Sid) : -1;
    if (same === -1) statements.push(each);
    else statements[same] = each;
  }
  return {
    ...optional("Version", version),
    ...optional("Id", id),
    ...(statements.length === 0 ? {} : { Statement: statements }),
  };
}

function statement(wire: WireValue): Statement {
  const from = isObject(wire) ? wire : {};
  return {
    ...optional("Sid", text(from["sid"]) === "" ? undefined : text(from["sid"])),
    Effect: text(from["effect"]) ?? "Allow",
    ...optional("Action", sorted(from["actions"])),
    ...optional("NotAction", sorted(from["notActions"])),
    ...optional("Resource", sorted(from["resources"])),
    ...optional("NotResource", sorted(from["notResources"])),
    ...optional("Principal", principals(from["principals"])),
    ...optional("NotPrincipal", principals(from["notPrincipals"])),
    ...optional("Condition", conditions(from["conditions"])),
  };
}

/** Sets come out in reverse order, a quirk of the provider that keeps diffs away. */
function sorted(wire: WireValue | undefined): Strings | undefined {
  const strings = [...new Set(list(wire).map(variables))].sort().reverse();
  return strings.length === 0 ? undefined : single(strings);
}

function principals(wire: WireValue | undefined): unknown {
  const groups = new Map<string, string[]>();
  for (const each of list(wire)) {
    if (!isObject(each)) continue;
    const type = text(each["type"]) ?? "";
    const identifiers = [...new Set(list(each["identifiers"]).map(variables))].sort().reverse();
    groups.set(type, [...(groups.get(type) ?? []), ...identifiers]);
  }
  if (groups.size === 0) return undefined;
  const everyone = groups.get("*");
  if (groups.size === 1 && everyone?.length === 1 && everyone[0] === "*") return "*";
  return Object.fromEntries([...groups].sort(byKey).map(([type, ids]) => [type, single(ids)]));
}

function conditions(wire: WireValue | undefined): unknown {
  const tests = new Map<string, Map<string, string[]>>();
  for (const each of list(wire)) {
    if (!isObject(each)) continue;
    const test = text(each["test"]) ?? "";
    const variable = text(each["variable"]) ?? "";
    const keys = tests.get(test) ?? new Map<string, string[]>();
    keys.set(variable, [...(keys.get(variable) ?? []), ...list(each["values"]).map(variables)]);
    tests.set(test, keys);
  }
  if (tests.size === 0) return undefined;
  return Object.fromEntries(
    [...tests]
      .sort(byKey)
      .map(([test, keys]) => [
        test,
        Object.fromEntries([...keys].sort(byKey).map(([key, values]) => [key, single(values)])),
      ]),
  );
}

/** `&{…}` is how a policy variable is written where `${…}` would be interpolated. */
function variables(wire: WireValue): string {
  return (typeof wire === "object" ? JSON.stringify(wire) : String(wire)).replaceAll("&{", "${");
}

function documents(wire: WireValue | undefined): readonly Document[] | undefined {
  const parsed: Document[] = [];
  for (const each of list(wire)) {
    if (typeof each !== "string") continue;
    try {
      const document = JSON.parse(each) as { Statement?: Statement | Statement[] };
      const { Statement: statements } = document;
      parsed.push({
        ...document,
        Statement: statements === undefined ? [] : [statements].flat(),
      });
    } catch {
      return undefined;
    }
  }
  return parsed;
}

function single(strings: readonly string[]): Strings {
  const [only] = strings;
  return strings.length === 1 && only !== undefined ? only : strings;
}

function list(wire: WireValue | undefined): readonly WireValue[] {
  return Array.isArray(wire) ? (wire as readonly WireValue[]) : [];
}

function text(wire: WireValue | undefined): string | undefined {
  return typeof wire === "string" ? wire : undefined;
}

function isObject(wire: WireValue): wire is Readonly<Record<string, WireValue>> {
  return typeof wire === "object" && wire !== null && !Array.isArray(wire);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
