import type { Decision, Document, Principal, Request, Statement } from "../../../reasoning/iam";
import type { Held, PolicySet } from "../../../reasoning/iam";
import { MalformedDocument, weigh } from "../../../reasoning/iam";
import { all, any, not, Unknown } from "../../../reasoning/known";
import type { DocumentOrigin, MalformedPolicy } from "../access/role-policies";
import { documentAt } from "../access/role-policies";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The policy of a VPC endpoint: what it lets through. Without one it lets everything through. */
export interface EndpointPolicy extends PolicySet<DocumentOrigin> {
  readonly malformed: readonly MalformedPolicy[];
  /** The resources that hold the policy, besides the endpoint itself. */
  readonly parts: readonly Resource[];
}

/**
 * Reads an endpoint's policy, whether inline or a resource of its own.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html, "Default
 * endpoint policy", read 2026-11-22.
 */
export function endpointPolicyOf(world: World, endpoint: Resource): EndpointPolicy {
  return world.once("endpoint policy", endpoint, () => {
    const own = world.pointingAt(endpoint, "vpcEndpointPolicy", "vpcEndpointId");
    const inline = own.resources.length === 0 || isSet(endpoint) ? [endpoint] : [];
    const holders = [...inline, ...own.resources];
    const more = own.more === undefined ? [] : [own.more];
    const parts = own.resources;
    // An endpoint has one policy, and nobody can tell which of several is written last.
    if (holders.length > 1) {
      const places = new Unknown(holders.map((each) => pointer(each, ["policy"])));
      return { documents: [], hidden: [...more, places], malformed: [], parts };
    }
    const read = holders.map((resource) => ({
      origin: { resource, property: "policy" },
      document: documentAt(world, resource, "policy", "resource"),
    }));
    return {
      documents: read.flatMap(({ origin, document }) =>
        document === undefined || document instanceof Unknown || isMalformed(document)
          ? []
          : [{ origin, document }],
      ),
      hidden: [
        ...more,
        ...read.flatMap(({ document }) => (document instanceof Unknown ? [document] : [])),
      ],
      malformed: read.flatMap(({ origin, document }) =>
        isMalformed(document) ? [{ origin, fault: document }] : [],
      ),
      parts,
    };
  });
}

/** Whether an endpoint certainly lets every call of everybody through. */
export function letsEverythingThrough({ documents, hidden, malformed }: EndpointPolicy): boolean {
  return (
    hidden.length === 0 &&
    malformed.length === 0 &&
    documents.every(
      ({ document: { statements } }) =>
        statements.some(allowsEverything) && statements.every(({ effect }) => effect === "Allow"),
    )
  );
}

function allowsEverything(statement: Statement): boolean {
  return (
    statement.effect === "Allow" &&
    speaksOfEverybody(statement) &&
    !statement.actionsInverted &&
    !statement.resourcesInverted &&
    statement.actions.includes("*") &&
    statement.resources?.includes("*") === true &&
    statement.conditions.length === 0
  );
}

/**
 * Whether an endpoint's policy lets a request of one of the principals through: somebody is a role,
 * and its account too. A policy that cannot be read may allow or deny.
 */
export function decideAt(
  { documents, hidden }: EndpointPolicy,
  kind: "gateway" | "interface",
  request: Omit<Request, "principal">,
  principals: readonly Principal[],
): Decision<DocumentOrigin> {
  if (documents.length === 0 && hidden.length === 0) return { allowed: true };
  const heard = kind === "gateway" ? documents.map(withoutNames) : documents;
  const weighed = principals.map((principal) => weigh(heard, { ...request, principal }));
  const deniedBy = weighed.find((each) => each.deniedBy !== undefined)?.deniedBy;
  const denied = any([
    ...weighed.map((each) => each.denied),
    ...(kind === "gateway" ? documents.flatMap((each) => namedDenials(each, request)) : []),
    ...hidden,
  ]);
  const granted = any([...weighed.map((each) => each.granted), ...hidden]);
  return {
    allowed: all([not(denied), granted]),
    ...(denied === true && deniedBy !== undefined ? { deniedBy } : {}),
  };
}

/**
 * What a gateway endpoint makes of a policy: it knows principals by conditions alone, and takes an
 * account for its root user.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html, "Principals
 * for gateway endpoints", read 2026-11-22.
 */
function withoutNames({ origin, document }: Held<DocumentOrigin>): Held<DocumentOrigin> {
  return {
    origin,
    document: { ...document, statements: document.statements.filter(speaksOfEverybody) },
  };
}

/** Denials of named principals, of which nobody says what a gateway endpoint makes of them. */
function namedDenials(
  { origin, document }: Held<DocumentOrigin>,
  request: Omit<Request, "principal">,
): readonly Unknown[] {
  const statements = document.statements.filter(
    (each) => each.effect === "Deny" && !speaksOfEverybody(each),
  );
  const { denied } = weigh([{ origin, document: { ...document, statements } }], request);
  return denied === false ? [] : [new Unknown([pointer(origin.resource, [origin.property])])];
}

/** Whether a statement names no principal: `"Principal": "*"`. */
export function speaksOfEverybody({ principals, principalsInverted }: Statement): boolean {
  return principals?.everyone === true && !principalsInverted;
}

function isSet(endpoint: Resource): boolean {
  const policy = endpoint.inputs["policy"];
  return policy !== undefined && policy !== null && policy !== "";
}

function isMalformed(
  document: Document | MalformedDocument | Unknown | undefined,
): document is MalformedDocument {
  return document instanceof MalformedDocument;
}
