import { mapKnown } from "../known";
import type { Caller } from "./caller";
import type { Inquiry } from "./inquire";
import type { Whom } from "./layer";
import type { PolicyKind } from "./simulation";

/** Whom the policies of a kind are asked about: those of an endpoint of STS tell tokens apart. */
export function whomAsked(kind: PolicyKind, { action, caller, whom }: Inquiry): Whom {
  // Other services take no tokens, whatever their endpoints' policies say.
  if (kind !== "endpoint" || action.service !== "sts") return whom;
  const showsToken = mapKnown<Caller, boolean>(caller, (known) => known.kind === "provider");
  return { ...whom, showsToken };
}
