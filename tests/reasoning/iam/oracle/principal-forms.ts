import type { CallerForm } from "./callers";
import { PROVIDER_ARN, ROLE_ARN, ROOT_ARN, SERVICE, SESSION_ARN, USER_ARN } from "./callers";
import type { FormTable } from "./form";
import { form } from "./form";
import { CALLER_ACCOUNT, OTHER_ACCOUNT, THIRD_ACCOUNT } from "./scenes";

/** One name under its type, or everybody. */
export type PrincipalElement =
  "*" | { readonly AWS: string } | { readonly Service: string } | { readonly Federated: string };

function self({ principal, name }: CallerForm): PrincipalElement {
  if (name === "service") return { Service: principal };
  if (name === "provider") return { Federated: principal };
  return principal === "*" ? "*" : { AWS: principal };
}

/** The ways to name who may call. */
export const PRINCIPAL_FORMS: FormTable<CallerForm, PrincipalElement> = {
  hits: [
    form("the caller", self),
    form("everybody", () => "*"),
    form("everybody in AWS", () => ({ AWS: "*" })),
    form("the caller's account", () => ({ AWS: ROOT_ARN })),
    form("the caller's account by number", () => ({ AWS: CALLER_ACCOUNT })),
    form("who is behind the session", (caller) =>
      caller.behind === undefined ? self(caller) : { AWS: caller.behind },
    ),
  ],
  misses: [
    form("another account", () => ({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` })),
    form("a third account by number", () => ({ AWS: THIRD_ACCOUNT })),
    form("a role", () => ({ AWS: ROLE_ARN })),
    form("a session", () => ({ AWS: SESSION_ARN })),
    form("another session of the role", () => ({ AWS: SESSION_ARN.replace(/run$/, "other") })),
    form("a user", () => ({ AWS: USER_ARN })),
    form("a user without its path", () => ({ AWS: USER_ARN.replace("team-a/", "") })),
    form("a role in other case", () => ({ AWS: ROLE_ARN.replace("worker", "Worker") })),
    form("a service", () => ({ Service: SERVICE })),
    form("another service", () => ({ Service: "glue.amazonaws.com" })),
    form("a provider", () => ({ Federated: PROVIDER_ARN })),
  ],
};
