import type { Maybe } from "../../reasoning/known";
import { Unknown } from "../../reasoning/known";
import type { Properties, Value } from "./resource";
import { pointer } from "./resource";

/** How the type tokens of provider resources start. */
export const PROVIDER_PREFIX = "pulumi:providers:";

/** The URN in a provider's reference, `<urn>::<id>`; undefined if there is no reference. */
export function providerUrn(reference: string | undefined): string | undefined {
  const end = reference?.lastIndexOf("::") ?? -1;
  return end <= 0 ? undefined : reference?.slice(0, end);
}

/** Whether the engine made the provider itself, from the stack's configuration: it names it so. */
export function isDefaultProvider(urn: string): boolean {
  return urn.slice(urn.lastIndexOf("::") + 2).startsWith("default");
}

/**
 * Where an AWS provider's settings lead: into an account that they name, to whatever credentials
 * the process finds in its surroundings, or into an account that nobody can tell from them.
 */
export type Credentials =
  | { readonly kind: "account"; readonly account: string }
  | { readonly kind: "ambient" }
  | { readonly kind: "hidden"; readonly unknown: Unknown };

/** Settings that choose other credentials than those of the surroundings, without naming an account. */
const CHOOSING_CREDENTIALS = [
  "profile",
  "accessKey",
  "secretKey",
  "token",
  "sharedCredentialsFiles",
  "sharedConfigFiles",
] as const;

/**
 * What the settings of an AWS provider tell of the account it works in.
 *
 * A single entry of `allowedAccountIds` is proof, because the provider refuses to start anywhere
 * else. A role that is assumed lives in the account that its ARN names; of a chain of roles the last
 * one counts. Both at odds with each other is a provider that cannot start at all.
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/provider/, "Inputs", read 2026-11-22.
 *
 * @param inputs the provider's inputs; structured ones may be JSON text, as the SDK sends them.
 * @param urn names the provider in an `Unknown`.
 */
export function credentialsOf(inputs: Properties, urn: string): Credentials {
  const allowed = accepted(inputs, urn);
  const assumed = assumedAccount(inputs, urn);
  if (typeof assumed === "string") {
    return allowed instanceof Unknown || allowed.length === 0 || allowed.includes(assumed)
      ? { kind: "account", account: assumed }
      : {
          kind: "hidden",
          unknown: new Unknown([
            `${pointer({ urn }, ["allowedAccountIds"])} (accepts ${allowed.join(", ")}, and the role to assume is in ${assumed})`,
          ]),
        };
  }
  if (!(allowed instanceof Unknown)) {
    const [only, ...others] = allowed;
    if (only !== undefined && others.length === 0) return { kind: "account", account: only };
  }
  if (assumed !== undefined) return { kind: "hidden", unknown: assumed };
  const chosen = CHOOSING_CREDENTIALS.find((property) => isSet(inputs[property]));
  return chosen === undefined
    ? { kind: "ambient" }
    : { kind: "hidden", unknown: new Unknown([pointer({ urn }, [chosen])]) };
}

/** The accounts that the provider accepts; empty if it accepts any. */
function accepted(inputs: Properties, urn: string): Maybe<readonly string[]> {
  const value = structured(inputs["allowedAccountIds"]);
  if (!isSet(value)) return [];
  if (!Array.isArray(value)) return new Unknown([pointer({ urn }, ["allowedAccountIds"])]);
  const members = (value as readonly Value[]).map((each) =>
    typeof each === "number" ? String(each).padStart(12, "0") : each,
  );
  const known = members.filter((each) => typeof each === "string");
  return known.length === members.length
    ? known
    : new Unknown([pointer({ urn }, ["allowedAccountIds"])]);
}

/** The account of the role that the provider acts as in the end; undefined if it assumes none. */
function assumedAccount(inputs: Properties, urn: string): Maybe<string> | undefined {
  for (const property of ["assumeRoles", "assumeRole", "assumeRoleWithWebIdentity"]) {
    const value = structured(inputs[property]);
    if (!isSet(value)) continue;
    const last = Array.isArray(value) ? (value as readonly Value[]).at(-1) : value;
    if (!isSet(last)) continue;
    const arn =
      typeof last === "object" && !(last instanceof Unknown)
        ? (last as Properties)["roleArn"]
        : undefined;
    const account =
      typeof arn === "string" ? /^arn:aws[a-z-]*:iam::(\d{12}):role\/./.exec(arn)?.[1] : undefined;
    return account ?? new Unknown([pointer({ urn }, [property])]);
  }
  return undefined;
}

/** The value behind JSON text; text that is no JSON stays as it is. */
function structured(value: Value | undefined): Value | undefined {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}

function isSet(value: Value | undefined): value is Exclude<Value, null> {
  if (value === undefined || value === null || value === "") return false;
  return !(Array.isArray(value) && value.length === 0);
}
