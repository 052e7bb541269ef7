import type { Maybe, Truth } from "../../reasoning/known";
import { all, isKnown, Unknown } from "../../reasoning/known";
import { sameAccount } from "./accounts";
import type { Reference } from "./reference";
import type { Resource } from "./resource";
import { pointer } from "./resource";
import type { World } from "./world";

/** The role that the environment's workers act as. */
export function executionRoleOf(world: World, environment: Resource): Reference {
  return world.reference(environment, ["executionRoleArn"], "role");
}

/** The ARN of that role, also of one that no stack holds. */
export function executionRoleArnOf(world: World, environment: Resource): Maybe<string> {
  const role = executionRoleOf(world, environment);
  const hidden = new Unknown([pointer(environment, ["executionRoleArn"])]);
  switch (role.kind) {
    case "resource":
      return world.text(role.resource, "arn") ?? hidden;
    case "outside":
      return role.value;
    case "absent":
      return hidden;
    case "unknown":
      return role.unknown;
  }
}

/** The bucket that holds DAGs and supporting files. */
export function bucketOf(world: World, environment: Resource): Reference {
  return world.reference(environment, ["sourceBucketArn"], "bucket");
}

/** The customer's key; absent where AWS owns it. */
export function keyOf(world: World, environment: Resource): Reference {
  return world.reference(environment, ["kmsKey"], "key");
}

/** The name of that bucket, also of one that no stack holds; undefined if none is set. */
export function bucketNameOf(world: World, environment: Resource): Maybe<string | undefined> {
  const bucket = bucketOf(world, environment);
  switch (bucket.kind) {
    case "resource":
      return world.text(bucket.resource, "bucket");
    case "outside":
      return bucket.value.slice(bucket.value.lastIndexOf(":") + 1);
    case "absent":
      return undefined;
    case "unknown":
      return bucket.unknown;
  }
}

/** The ARN of the customer's key; undefined where AWS owns the key. */
export function keyArnOf(world: World, environment: Resource): Maybe<string | undefined> {
  const key = keyOf(world, environment);
  switch (key.kind) {
    case "resource": {
      const arn = world.text(key.resource, "arn");
      return arn ?? new Unknown([pointer(key.resource, ["arn"])]);
    }
    case "outside":
      return key.value;
    case "absent":
      return undefined;
    case "unknown":
      return key.unknown;
  }
}

/** The subnets that schedulers and workers run in. */
export function subnetsOf(world: World, environment: Resource): Maybe<readonly Reference[]> {
  return world.references(environment, ["networkConfiguration", "subnetIds"], "subnet");
}

/** The security groups on the environment's interfaces. */
export function securityGroupsOf(world: World, environment: Resource): Maybe<readonly Reference[]> {
  return world.references(
    environment,
    ["networkConfiguration", "securityGroupIds"],
    "securityGroup",
  );
}

/** The environments that use a role, a bucket or a key through the given property. */
export function environmentsUsing(
  world: World,
  target: Resource,
  property: "executionRoleArn" | "sourceBucketArn" | "kmsKey",
): readonly Resource[] {
  return world.pointingAt(target, "environment", property).resources;
}

/**
 * The URNs of everything that makes up an environment: what it waits for, what it points at, and
 * itself. A fault in any of these is a fault of the environment.
 */
export function partsOf(world: World, environment: Resource): ReadonlySet<string> {
  return world.once("parts", environment, () => {
    const references = [
      executionRoleOf(world, environment),
      bucketOf(world, environment),
      keyOf(world, environment),
      ...known(subnetsOf(world, environment)),
      ...known(securityGroupsOf(world, environment)),
    ];
    const direct = references.flatMap((each) => (each.kind === "resource" ? [each.resource] : []));
    return new Set([
      environment.urn,
      ...world.before(environment),
      ...direct.flatMap((each) => [each.urn, ...world.before(each)]),
    ]);
  });
}

function known(references: Maybe<readonly Reference[]>): readonly Reference[] {
  return isKnown(references) ? references : [];
}

/** Whether two references that are known mean one key. */
export function sameKey(one: Reference, other: Reference): boolean {
  if (one.kind === "resource") return other.kind === "resource" && one.resource === other.resource;
  const id = (key: string): string => key.slice(key.lastIndexOf("/") + 1);
  return one.kind === "outside" && other.kind === "outside" && id(one.value) === id(other.value);
}

/** Whether two resources are in one account. */
export function shareAnAccount(one: Resource, other: Resource, world: World): Truth {
  // One provider of one stack has one account, whichever it turns out to be.
  if (world.stack(one) === world.stack(other) && one.provider === other.provider) return true;
  return sameAccount(world.account(one), world.account(other));
}

/** Whether two resources are in one account and Region. */
export function shareAPlace(one: Resource, other: Resource, world: World): Truth {
  const [here, there] = [world.region(one), world.region(other)];
  return all([
    isKnown(here) ? (isKnown(there) ? here === there : there) : here,
    shareAnAccount(one, other, world),
  ]);
}
