import type { Maybe, Truth } from "../../reasoning/known";
import { all, isKnown } from "../../reasoning/known";
import type { Reference } from "./reference";
import type { Resource } from "./resource";
import type { World } from "./world";

/** The role that the environment's workers act as. */
export function executionRoleOf(world: World, environment: Resource): Reference {
  return world.reference(environment, ["executionRoleArn"], "role");
}

/** The bucket that holds DAGs and supporting files. */
export function bucketOf(world: World, environment: Resource): Reference {
  return world.reference(environment, ["sourceBucketArn"], "bucket");
}

/** The customer's key; absent where AWS owns it. */
export function keyOf(world: World, environment: Resource): Reference {
  return world.reference(environment, ["kmsKey"], "key");
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

/** Whether two resources are in one account and Region. */
export function shareAPlace(one: Resource, other: Resource, world: World): Truth {
  // One provider of one stack has one account, whichever it turns out to be.
  const together = world.stack(one) === world.stack(other) && one.provider === other.provider;
  return all(
    (together ? (["region"] as const) : (["region", "account"] as const)).map((what): Truth => {
      const [mine, theirs] = [world[what](one), world[what](other)];
      if (!isKnown(mine)) return mine;
      return isKnown(theirs) ? mine === theirs : theirs;
    }),
  );
}
