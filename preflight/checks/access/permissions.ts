import type { CallContext, CallSubject, ServiceCall } from "../../../mwaa/service/calls";
import { callsOf } from "../../../mwaa/service/calls";
import type { Policies, PolicySet, RequestContext } from "../../../reasoning/iam";
import { contextOf, decideTogether } from "../../../reasoning/iam";
import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { DocumentOrigin } from "../../model/access/role-policies";
import { boundaryOf, policiesOf } from "../../model/access/role-policies";
import { bucketPolicySetOf } from "../../model/access/bucket-policy";
import { bucketNameOf, bucketOf, keyArnOf, keyOf, shareAnAccount } from "../../model/environment";
import { keyPolicySetOf } from "../../model/access/key-policy";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import { roleArnOf, withRole } from "./execution-role";
import { isKeyArn } from "../keys/key";
import { Refusals } from "./refusals";
import type { Outcome, Rule } from "../rule";
import { conclude, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

/** What the execution role has to be allowed. */
export const PERMISSION_RULES: readonly Rule[] = [
  {
    id: "execution-role-permits-required-calls",
    title: "The execution role is allowed every call that MWAA makes with it",
    why: "MWAA tries some of these calls before it creates an environment, and the rest when tasks run; a missing one ends in a vague sentence or in silence.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [guide("mwaa-create-role", "Sample JSON policies for an execution role")],
    examples: {
      fails: "a role without airflow:PublishMetrics on its environment",
      passes: "executionRolePolicy({ place, environmentName, bucketName, encryption })",
    },
    check: (environment, world) =>
      withRole(environment, world, (role) => judgeCalls(environment, role, world)),
  },
];

function judgeCalls(environment: Resource, role: Resource, world: World): Outcome {
  const place = world.place(environment);
  const name = world.text(environment, "name");
  const bucket = bucketNameOf(world, environment);
  const key = keyArnOf(world, environment);
  if (!isKnown(place))
    return undecided("the environment's account or Region is not known", place.blockedBy);
  if (name instanceof Unknown)
    return undecided("the environment's name is not known", name.blockedBy);
  if (bucket instanceof Unknown)
    return undecided("the bucket's name is not known", bucket.blockedBy);
  if (name === undefined || bucket === undefined)
    return notApplicable("the environment has no name or no bucket yet");

  const subject: CallSubject = {
    place,
    environmentName: name,
    bucketName: bucket,
    ...(typeof key === "string" ? { keyArn: key } : {}),
  };
  const roleArn = roleArnOf(environment, world);
  const encryption = key === undefined ? "aws-owned-key" : "customer-key";
  const usable = !isKnown(key) || key === undefined || isKeyArn(key);
  const calls = callsOf("execution-role", encryption)
    // What is no key's ARN is another rule's affair, and no policy can be asked about it.
    .filter(({ when }) => when !== "customer-key" || usable);
  const refusals = new Refusals(role, subject);
  const blocked: Unknown[] = [];
  for (const call of calls) {
    if (call.when === "customer-key" && key instanceof Unknown) {
      blocked.push(key);
      continue;
    }
    const policies = policiesFor(call, environment, role, world);
    for (const values of call.contexts(subject)) {
      const context = contextFor(values, subject, roleArn);
      for (const resource of call.resources(subject)) {
        for (const action of call.actions) {
          const decision = decideTogether(policies, {
            action,
            resource,
            context,
            principal: { kind: "role", arn: roleArn, account: place.account },
          });
          if (decision.allowed instanceof Unknown) blocked.push(decision.allowed);
          refusals.add(call, { action, resource }, decision);
        }
      }
    }
  }
  return conclude(
    refusals.violations(),
    blocked,
    "a policy that takes part in the role's permissions is not known in full",
  );
}

/** The role's policies, its boundary, and the policy of what the call is about. */
function policiesFor(
  call: ServiceCall,
  environment: Resource,
  role: Resource,
  world: World,
): Policies<DocumentOrigin> {
  const boundary = boundarySet(world, role);
  const target = targetOf(call, environment, world);
  return {
    identity: identitySet(world, role),
    ...(boundary === undefined ? {} : { boundary }),
    ...(target === undefined
      ? {}
      : {
          resource: target.policies,
          resourceGrants: shareAnAccount(environment, target.resource, world),
        }),
  };
}

function targetOf(
  call: ServiceCall,
  environment: Resource,
  world: World,
): { readonly resource: Resource; readonly policies: PolicySet<DocumentOrigin> } | undefined {
  if (call.when === "customer-key") {
    const key = keyOf(world, environment);
    return key.kind === "resource"
      ? { resource: key.resource, policies: keyPolicySetOf(world, key.resource) }
      : undefined;
  }
  if (call.grant.statement !== "bucket") return undefined;
  const bucket = bucketOf(world, environment);
  return bucket.kind === "resource"
    ? { resource: bucket.resource, policies: bucketPolicySetOf(world, bucket.resource) }
    : undefined;
}

function identitySet(world: World, role: Resource): PolicySet<DocumentOrigin> {
  return world.once("identity set", role, () => {
    const { documents, outside, malformed, more } = policiesOf(world, role);
    return {
      documents,
      hidden: [
        ...(more === undefined ? [] : [more]),
        ...outside.map(
          ({ arn, resource, property }) =>
            new Unknown([`${pointer(resource, [property])} (${arn})`]),
        ),
        // Another rule says what is wrong with it; what it would allow, nobody knows.
        ...malformed.map(
          ({ origin }) => new Unknown([pointer(origin.resource, [origin.property])]),
        ),
      ],
    };
  });
}

function boundarySet(world: World, role: Resource): PolicySet<DocumentOrigin> | undefined {
  return world.once("boundary set", role, () => {
    const boundary = boundaryOf(world, role);
    switch (boundary.kind) {
      case "none":
        return undefined;
      case "document":
        return { documents: [boundary.held], hidden: [] };
      case "hidden":
        return { documents: [], hidden: [boundary.unknown] };
      case "malformed": {
        const { resource, property } = boundary.policy.origin;
        return { documents: [], hidden: [new Unknown([pointer(resource, [property])])] };
      }
    }
  });
}

/** What is known of a call of the execution role beside action and resource. */
function contextFor(
  values: CallContext,
  { place }: CallSubject,
  roleArn: Maybe<string>,
): RequestContext {
  return contextOf({
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
    "aws:SecureTransport": ["true"],
    "aws:RequestedRegion": [place.region],
    "aws:PrincipalAccount": [place.account],
    "aws:PrincipalType": ["AssumedRole"],
    ...("kms:ViaService" in values ? { "kms:CallerAccount": [place.account] } : {}),
    ...(isKnown(roleArn) ? { "aws:PrincipalArn": [roleArn] } : {}),
  });
}
