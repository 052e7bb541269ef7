import type { CallerForm } from "./callers";
import type { Case } from "./case";

/** A case as the JSON that `readSimulation` and `mwaa iam simulate` take. */
export function toSimulation({
  caller,
  action,
  resource,
  resourceAccount,
  context,
  policies,
}: Case): Readonly<Record<string, unknown>> {
  return {
    request: {
      principal: principalOf(caller),
      action,
      resource,
      ...(resource === "*" ? {} : { resourceAccount }),
      context,
      otherContext: "absent",
    },
    // The other engine asks nothing of the kind unless it is told to.
    policies: { restrictPublicBuckets: false, ...policies },
  };
}

function principalOf({ name, principal, behind }: CallerForm): unknown {
  if (name === "service") return { service: principal };
  if (name === "federated user") return { session: principal, user: behind };
  return behind === undefined ? principal : { session: principal, role: behind };
}
