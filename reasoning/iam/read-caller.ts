import type { Maybe } from "../known";
import type { Caller } from "./caller";
import { callerFromArn } from "./caller";
import type { FaultList } from "./fault";
import type { JsonObject } from "./json";
import { isObject, member, unknownIn } from "./json";

/**
 * Reads who makes a request: an ARN, an account's number, `*` for nobody in particular, or an object
 * that names a `service`, a `provider` of identities, or a `session` with the `role` or `user` behind.
 */
export function readCaller(
  value: unknown,
  at: string,
  faults: FaultList,
): Maybe<Caller> | undefined {
  const caller =
    typeof value === "string"
      ? callerFromArn(value)
      : (unknownIn(value) ?? (isObject(value) ? fromObject(value, at, faults) : undefined));
  if (caller === undefined)
    faults.add(
      at,
      "names nobody: give the ARN of a user, role, session, federated user, account root or identity " +
        'provider, { "service": "<host name>" }, { "provider": "<host name>" }, ' +
        '{ "session": "<ARN>", "role" | "user": "<ARN>" }, { "unknown": "<why>" }, or "*"',
    );
  return caller;
}

function fromObject(value: JsonObject, at: string, faults: FaultList): Caller | undefined {
  const names = Object.keys(value).sort().join();
  const text = (name: string): string => {
    const given = member(value, name);
    return typeof given === "string" ? given : "";
  };
  if (names === "service" && isHost(text("service")))
    return { kind: "service", name: text("service") };
  if (names === "provider" && isHost(text("provider")))
    return { kind: "provider", name: text("provider") };
  const session = callerFromArn(text("session"));
  if (names === "role,session" && session?.kind === "role") {
    const role = callerFromArn(text("role"));
    if (role?.kind !== "role" || role.account !== session.account) return undefined;
    if (!isNamedAlike(text("session"), text("role")))
      faults.add(`${at}/role`, "has another name than the role in the session's ARN");
    const { kind, account, session: name } = session;
    return { kind, arn: role.arn, account, session: name };
  }
  if (names === "session,user" && session?.kind === "federated-user") {
    const user = callerFromArn(text("user"));
    if (user?.kind !== "user" || user.account !== session.account) return undefined;
    return { ...session, user: user.arn };
  }
  return names === "session" ? session : undefined;
}

/** Whether the ARN of a session tells the name of a role: it leaves out the path alone. */
function isNamedAlike(session: string, role: string): boolean {
  const [, name = ""] = session.split("/");
  return role.endsWith(`/${name}`);
}

function isHost(text: string): boolean {
  return /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);
}
