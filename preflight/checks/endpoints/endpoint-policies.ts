import type { Document, Statement } from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";
import { isTold } from "../../model/accounts";
import type { EndpointCall } from "../../model/endpoints/endpoint-calls";
import { CALLED_SERVICES, callsThrough } from "../../model/endpoints/endpoint-calls";
import type { EndpointPolicy } from "../../model/endpoints/endpoint-policy";
import {
  decideAt,
  endpointPolicyOf,
  letsEverythingThrough,
  speaksOfEverybody,
} from "../../model/endpoints/endpoint-policy";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { EndpointPath } from "../../model/endpoints/vpc-endpoints";
import { hiddenLimits, pathsTo } from "../../model/endpoints/vpc-endpoints";
import type { World } from "../../model/world";
import { nameOf, someOf } from "../access/execution-role";
import { withSubnets } from "../network/network-subjects";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, notApplicable } from "../rule";
import { aws, guide } from "../sources";

/** The policies of the endpoints that take the environment's calls. */
export const ENDPOINT_POLICY_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "endpoint-policies-admit-environment",
    title: "The policies of VPC endpoints let the environment's calls through",
    why: "An endpoint takes the calls of a whole subnet, also where a NAT gateway would carry them. What its policy does not allow is refused, whatever the execution role may do: the bucket, the Celery queue and the layers of the container image belong into it.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      guide("vpc-security", "VPC endpoint policies (private routing only)"),
      aws(
        "vpc/latest/privatelink/vpc-endpoints-access.html",
        "Control access to VPC endpoints using endpoint policies",
      ),
    ],
    examples: {
      fails:
        '{ Action: "s3:GetObject", Resource: "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*" } alone',
      passes: "no policy, or one that allows the environment's bucket and the layer bucket",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => judge(environment, subnets, world)),
  },
];

/** What the policy of one endpoint makes of the calls through it. */
interface Verdict {
  readonly path: EndpointPath;
  readonly violations: readonly Violation[];
  readonly hidden: readonly Unknown[];
}

function judge(environment: Resource, subnets: readonly Resource[], world: World): Outcome {
  const violations = new Map<Resource, readonly Violation[]>();
  const hidden: Unknown[] = [];
  let taken = false;
  for (const subnet of subnets) {
    hidden.push(...hiddenLimits(world, subnet));
    const services = pathsTo(world, environment, subnet, CALLED_SERVICES);
    if (!isKnown(services)) {
      hidden.push(services);
      continue;
    }
    for (const { service, endpoints } of services) {
      const taking = endpoints.filter(({ captures }) => captures !== false);
      const verdicts = taking.map((path) => verdictOf(environment, path, service, world));
      taken ||= taking.length > 0;
      // Which of two endpoints takes a call is not told here, so that all of them have to refuse.
      const certain = verdicts.every((each) => each.violations.length > 0);
      for (const verdict of verdicts) {
        const { endpoint, captures } = verdict.path;
        hidden.push(...verdict.hidden);
        if (verdict.violations.length === 0) continue;
        if (captures instanceof Unknown) hidden.push(captures);
        else if (!certain) hidden.push(new Unknown([pointer(endpoint, ["policy"])]));
        else violations.set(endpoint, verdict.violations);
      }
    }
  }
  if (!taken && hidden.length === 0) return notApplicable("no endpoint takes the calls");
  return conclude(
    [...violations.values()].flat(),
    hidden,
    "what an endpoint's policy lets through cannot be told",
  );
}

function verdictOf(
  environment: Resource,
  path: EndpointPath,
  service: string,
  world: World,
): Verdict {
  const { endpoint } = path;
  return world.once(`policy for ${environment.urn}`, endpoint, (): Verdict => {
    const policy = endpointPolicyOf(world, endpoint);
    if (letsEverythingThrough(policy)) return { path, violations: [], hidden: [] };
    const documents = policy.documents.map(({ document }) => document);
    const through = callsThrough(world, environment, endpoint, service, documents);
    const judged = through.calls.map((call) => ({
      call,
      decision: decideAt(policy, path.kind, call.request, call.principals),
    }));
    const unsure = judged.flatMap(({ decision: { allowed } }) =>
      allowed instanceof Unknown ? [allowed] : [],
    );
    const account = world.account(environment);
    // Nobody told the account, so that one that a policy names may be it.
    const untold = isKnown(account) && !isTold(account) && documents.some(namesAnAccount);
    const refused = judged.filter(({ decision }) => decision.allowed === false);
    if (untold && refused.length > 0)
      return { path, violations: [], hidden: [new Unknown([UNTOLD_ACCOUNT])] };
    return {
      path,
      violations: [
        ...policy.malformed.map(({ origin, fault }) => ({
          resource: origin.resource,
          related: [endpoint, environment],
          message: `policy is no policy document: ${fault.toString()}`,
          fix: "build the document from objects, with Effect, Principal, Action and Resource in each statement",
        })),
        ...refusals(environment, path, policy, refused),
      ],
      hidden: policy.malformed.length > 0 ? [] : [...unsure, ...through.hidden],
    };
  });
}

const UNTOLD_ACCOUNT = "the account that the stack deploys to";

function namesAnAccount({ statements }: Document): boolean {
  return statements.some(({ resources = [], principals, conditions }) =>
    [...resources, ...(principals?.aws ?? []), ...conditions.flatMap(({ values }) => values)].some(
      (text) => (text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []).some(isTold),
    ),
  );
}

interface Refused {
  readonly call: EndpointCall;
  readonly decision: ReturnType<typeof decideAt>;
}

/** One finding for what no statement allows, and one for each statement that denies. */
function refusals(
  environment: Resource,
  path: EndpointPath,
  policy: EndpointPolicy,
  refused: readonly Refused[],
): readonly Violation[] {
  const causes = new Map<Statement | undefined, Refused[]>();
  for (const each of refused) {
    const cause = each.decision.deniedBy?.statement;
    causes.set(cause, [...(causes.get(cause) ?? []), each]);
  }
  const [holder] = policy.documents;
  if (holder === undefined) return [];
  const { resource } = holder.origin;
  const related = [path.endpoint, environment].filter((each) => each !== resource);
  return [...causes].map(([statement, calls]): Violation => {
    const actions = someOf(
      calls.map(({ call }) => call.request.action),
      4,
    );
    const purposes = someOf(
      calls.map(({ call }) => call.purpose),
      2,
    );
    const [first, ...others] = new Set(
      calls.map(({ call: { request } }) => `${request.action} on ${request.resource}`),
    );
    const requests = `${first ?? ""}${others.length === 0 ? "" : `, and ${others.length} more`}`;
    const where = someOf(
      calls.map(({ call }) => call.request.resource),
      2,
    );
    return statement === undefined
      ? {
          resource,
          related,
          message: `policy does not allow ${actions}, with which MWAA ${purposes}`,
          witness: `${requests} through ${path.endpoint.name}: no statement allows it`,
          fix: `allow ${actions} on ${where}${namesAsWell(path, policy)}, or take the policy away: without one everything is let through`,
        }
      : {
          resource,
          related,
          message: `policy denies ${actions}, with which MWAA ${purposes}`,
          witness: `${requests} through ${path.endpoint.name}: policy of ${resource.name}, /Statement/${statement.index}`,
          fix: `take ${actions} on ${where} out of ${nameOf(statement)}`,
        };
  });
}

/** People name principals in the policy of a gateway endpoint, which knows none. */
function namesAsWell({ kind }: EndpointPath, { documents }: EndpointPolicy): string {
  const named = documents.some(({ document }) =>
    document.statements.some((each) => each.effect === "Allow" && !speaksOfEverybody(each)),
  );
  return kind === "gateway" && named
    ? ' to the Principal "*", with a condition on aws:PrincipalArn where needed: a gateway endpoint takes no other'
    : "";
}
