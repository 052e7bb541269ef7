import type { EvaluationResult, Simulation } from "@cloud-copilot/iam-simulate";
import { anonymousPrincipal, runSimulation } from "@cloud-copilot/iam-simulate";
import type { Case, DocumentJson, Verdict } from "./case";

/** A case as the second engine takes it. */
export function toOracle(given: Case): Simulation {
  const { caller, action, resource, resourceAccount, context, derived, policies } = given;
  const { boundary, session, endpoint } = policies;
  return {
    request: {
      principal: caller.principal === "*" ? anonymousPrincipal : caller.principal,
      action,
      resource: { resource, accountId: resourceAccount },
      contextVariables: Object.fromEntries(
        Object.entries({ ...context, ...derived }).map(([key, value]) => [
          key,
          typeof value === "string" ? value : [...value],
        ]),
      ),
    },
    identityPolicies: named("identity", policies.identity),
    serviceControlPolicies: levels("scp", policies.serviceControl),
    resourceControlPolicies: levels("rcp", policies.resourceControl),
    ...(policies.resource === undefined ? {} : { resourcePolicy: policies.resource }),
    ...(boundary === undefined
      ? {}
      : { permissionBoundaryPolicies: named("boundary", [boundary]) }),
    ...(session === undefined ? {} : { sessionPolicy: session }),
    ...(endpoint === undefined ? {} : { vpcEndpointPolicies: named("endpoint", [endpoint]) }),
  };
}

function named(kind: string, documents: readonly DocumentJson[]) {
  return documents.map((policy, index) => ({ name: `${kind}-${index}`, policy }));
}

function levels(kind: string, all: readonly (readonly DocumentJson[])[] = []) {
  return all.map((documents, index) => ({
    orgIdentifier: `level-${index}`,
    policies: named(`${kind}-${index}`, documents),
  }));
}

const VERDICT_OF: Readonly<Record<EvaluationResult, Verdict>> = {
  Allowed: "allowed",
  ImplicitlyDenied: "implicitly denied",
  ExplicitlyDenied: "explicitly denied",
};

/** What the second engine makes of a case. */
export interface OracleAnswer {
  readonly verdict: Verdict;
  /** Keys of the request that it leaves out, since its data say that the action has none such. */
  readonly ignored: readonly string[];
}

/**
 * Asks the second engine, with its validation on.
 *
 * @throws if it does not take the case: then the case is at fault, or its data have changed.
 */
export async function askOracle(given: Case): Promise<OracleAnswer> {
  const response = await runSimulation(toOracle(given), { simulationMode: "Strict" });
  if (response.resultType !== "single") {
    throw new Error(`the oracle does not take this case: ${JSON.stringify(response)}`);
  }
  return {
    verdict: VERDICT_OF[response.overallResult],
    ignored: response.result.ignoredContextKeys ?? [],
  };
}
