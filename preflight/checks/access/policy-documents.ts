import type { Document } from "../../../reasoning/iam";
import {
  hasVariable,
  MalformedDocument,
  OLDER_POLICY_VERSION,
  POLICY_VERSION,
} from "../../../reasoning/iam";
import { Unknown } from "../../../reasoning/known";
import type { DocumentOrigin, MalformedPolicy } from "../../model/access/role-policies";
import { boundaryOf, documentAt, policiesOf } from "../../model/access/role-policies";
import { executionRoleOf, keyOf } from "../../model/environment";
import { keyPolicyOf } from "../../model/access/key-policy";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { withRole } from "./execution-role";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude } from "../rule";
import { aws } from "../sources";

const own = { subject: "access", judges: ["environment"], decidedBy: "world" } as const;

const VERSION = aws(
  "IAM/latest/UserGuide/reference_policies_elements_version.html",
  "IAM JSON policy elements: Version",
);

/** How the documents of an environment's role and key are written. */
export const POLICY_DOCUMENT_RULES: readonly Rule[] = [
  {
    ...own,
    id: "policy-documents-well-formed",
    title: "AWS can read the documents of the execution role and the key",
    why: "A document that is no policy, or has a Version that AWS does not know, is refused, and the role or the key stays without it.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws(
        "IAM/latest/UserGuide/reference_policies_grammar.html",
        "Grammar of the JSON policy language",
      ),
      VERSION,
    ],
    examples: { fails: 'Version: "2012-10-17T00:00:00Z"', passes: 'Version: "2012-10-17"' },
    check: (environment, world) =>
      withDocuments(environment, world, ({ documents, malformed }) => [
        ...malformed.map(({ origin, fault }) => ({
          resource: origin.resource,
          message: `${origin.property} is no policy document: ${fault.toString()}`,
          fix:
            fault.pointer === ""
              ? "build the document from objects, not from text"
              : `mend ${fault.pointer}, so that AWS takes the document`,
        })),
        ...documents
          .filter(({ document }) => !isReadAsMeant(document))
          .map(({ origin, document: { version } }) => ({
            resource: origin.resource,
            message:
              version === undefined || version === OLDER_POLICY_VERSION
                ? `${origin.property} uses policy variables, which ${version === undefined ? "a document without a Version" : `the Version ${version}`} takes for plain text`
                : `${origin.property} has the Version ${JSON.stringify(version)}`,
            fix: `set Version to "${POLICY_VERSION}"`,
          })),
      ]),
  },
  {
    ...own,
    id: "policy-documents-current",
    title: "The documents of the execution role and the key have the current policy version",
    why: "The older version, which a document without one has too, knows no policy variables: one added later would be taken for plain text.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [VERSION],
    examples: { fails: 'Version: "2008-10-17"', passes: 'Version: "2012-10-17"' },
    check: (environment, world) =>
      withDocuments(environment, world, ({ documents }) =>
        documents
          .filter(({ document }) => isOlder(document) && isReadAsMeant(document))
          .map(({ origin, document: { version } }) => ({
            resource: origin.resource,
            message: `${origin.property} has ${version === undefined ? "no Version" : `the Version ${version}`}`,
            fix: `set Version to "${POLICY_VERSION}"`,
          })),
      ),
  },
];

interface Documents {
  readonly documents: readonly { readonly origin: DocumentOrigin; readonly document: Document }[];
  readonly malformed: readonly MalformedPolicy[];
  readonly hidden: readonly Unknown[];
}

function isOlder({ version }: Document): boolean {
  return version === undefined || version === OLDER_POLICY_VERSION;
}

/** Whether AWS takes the document's Version, and reads the document as it looks. */
function isReadAsMeant(document: Document): boolean {
  if (!isOlder(document)) return document.version === POLICY_VERSION;
  return !document.statements.some(({ resources = [], conditions }) =>
    [...resources, ...conditions.flatMap(({ values }) => values)].some(hasVariable),
  );
}

function withDocuments(
  environment: Resource,
  world: World,
  violationsIn: (documents: Documents) => readonly Violation[],
): Outcome {
  const ofKey = documentsOfKey(environment, world);
  const judge = (ofRole: readonly Documents[]): Outcome => {
    const all = [...ofRole, ofKey];
    const hidden = all.flatMap((each) => each.hidden);
    const documents = {
      documents: all.flatMap((each) => each.documents),
      malformed: all.flatMap((each) => each.malformed),
      hidden,
    };
    return conclude(violationsIn(documents), hidden, "a document of the role or key is not known");
  };
  const violations =
    executionRoleOf(world, environment).kind === "resource" ? [] : violationsIn(ofKey);
  // What is wrong with the key's policy is wrong whatever the role is.
  if (violations.length > 0) return judge([]);
  return withRole(environment, world, (role) => judge([documentsOfRole(role, world)]));
}

function documentsOfRole(role: Resource, world: World): Documents {
  const { documents, malformed, more } = policiesOf(world, role);
  const origin = { resource: role, property: "assumeRolePolicy" };
  const trust = sorted(origin, documentAt(world, role, "assumeRolePolicy", "trust"));
  const boundary = boundaryOf(world, role);
  return {
    documents: [
      ...trust.documents,
      ...documents,
      ...(boundary.kind === "document" ? [boundary.held] : []),
    ],
    malformed: [
      ...malformed,
      ...trust.malformed,
      ...(boundary.kind === "malformed" ? [boundary.policy] : []),
    ],
    hidden: [...trust.hidden, ...(more === undefined ? [] : [more])],
  };
}

function documentsOfKey(environment: Resource, world: World): Documents {
  const key = keyOf(world, environment);
  if (key.kind !== "resource") return { documents: [], malformed: [], hidden: [] };
  const policy = keyPolicyOf(world, key.resource);
  if (policy instanceof Unknown) return { documents: [], malformed: [], hidden: [policy] };
  return sorted({ resource: policy.holder, property: "policy" }, policy.document);
}

function sorted(origin: DocumentOrigin, document: ReturnType<typeof documentAt>): Documents {
  return {
    documents:
      document === undefined || document instanceof Unknown || document instanceof MalformedDocument
        ? []
        : [{ origin, document }],
    malformed: document instanceof MalformedDocument ? [{ origin, fault: document }] : [],
    hidden: document instanceof Unknown ? [document] : [],
  };
}
