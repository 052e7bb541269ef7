import { remember } from "../remember";

/**
 * What one name in a list of AWS principals says. `account` is the account that it stands for as a
 * whole; the others belong to `of`.
 */
export type PrincipalName =
  | { readonly kind: "account"; readonly of: string }
  | { readonly kind: "role"; readonly of: string; readonly name: string }
  | { readonly kind: "session"; readonly of: string; readonly role: string; readonly name: string }
  /** The id that a user or role got when it was made: its like stays when the entity is deleted. */
  | { readonly kind: "id"; readonly entity: "user" | "role" }
  | { readonly kind: "other" };

const ACCOUNT = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;
const ROLE = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** Reads a name in a list of AWS principals. */
export const principalName = remember((text: string): PrincipalName => {
  const account = ACCOUNT.exec(text)?.[1];
  if (account !== undefined) return { kind: "account", of: account };
  const [, of = "", name] = ROLE.exec(text) ?? [];
  if (name !== undefined) return { kind: "role", of, name };
  const [, sessionOf = "", role = "", session] = SESSION.exec(text) ?? [];
  if (session !== undefined) return { kind: "session", of: sessionOf, role, name: session };
  if (text.startsWith("AROA")) return { kind: "id", entity: "role" };
  if (text.startsWith("AIDA")) return { kind: "id", entity: "user" };
  return { kind: "other" };
});
