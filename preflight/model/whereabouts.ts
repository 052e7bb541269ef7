import type { Place } from "../../mwaa/service/partitions";
import { partitionOf } from "../../mwaa/service/partitions";
import type { Maybe } from "../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../reasoning/known";
import { isTold } from "./accounts";
import type { Credentials } from "./provider";
import { credentialsOf, isDefaultProvider, providerUrn } from "./provider";
import type { Resource, Stack } from "./resource";
import { pointer } from "./resource";

/** The part of the World that tells where resources are. */
export interface Surroundings {
  at(urn: string): Resource | undefined;
  stack(resource: Resource): Stack | undefined;
  text(resource: Resource, property: string): Maybe<string | undefined>;
}

/** Who makes a resource: the stack's own provider, or one that the program made for it. */
type Maker =
  | { readonly kind: "default" }
  | { readonly kind: "explicit"; readonly provider: Resource }
  /** An explicit provider that the door does not show. */
  | { readonly kind: "hidden"; readonly urn: string };

/** The Region a resource lives in: its own, its provider's, or its stack's. */
export function regionOf(resource: Resource, world: Surroundings): Maybe<string> {
  const own = world.text(resource, "region");
  if (own !== undefined) return own;
  const maker = makerOf(resource, world);
  switch (maker.kind) {
    case "default":
      return world.stack(resource)?.region ?? new Unknown([pointer(resource, ["region"])]);
    case "explicit":
      // The stack's configuration is for the default provider alone.
      return (
        world.text(maker.provider, "region") ?? new Unknown([pointer(maker.provider, ["region"])])
      );
    case "hidden":
      return new Unknown([pointer(maker, ["region"])]);
  }
}

/**
 * The account a resource lives in.
 *
 * First its explicit provider, because that decides: what the resource says of itself may still be
 * the state before the provider was changed. Then the resource's own ARN, which AWS gave it. Only
 * what the default provider makes is in the stack's account, and a role that an environment names
 * is a last hint where nobody told that account: environments act as roles of their own account.
 * What is only read may belong to somebody else, so that its own ARN comes before whoever looked.
 */
export function accountOf(resource: Resource, world: Surroundings): Maybe<string> {
  const own = ownAccount(resource);
  if (resource.change === "read" && own !== undefined) return own;
  const maker = makerOf(resource, world);
  const credentials = credentialsOfMaker(maker, world.stack(resource));
  switch (credentials.kind) {
    case "account":
      return credentials.account;
    case "hidden":
      return own ?? credentials.unknown;
    case "ambient":
      return own ?? ofDefaultProvider(resource, world);
  }
}

/** Partition, Region and account of a resource at once. */
export function placeOf(resource: Resource, world: Surroundings): Maybe<Place> {
  const region = regionOf(resource, world);
  const account = accountOf(resource, world);
  if (!isKnown(region)) return isKnown(account) ? region : unknownOf(region, account);
  if (!isKnown(account)) return account;
  return { partition: partitionOf(region).id, region, account };
}

function makerOf(resource: Resource, world: Surroundings): Maker {
  const urn = providerUrn(resource.provider);
  if (urn === undefined) return { kind: "default" };
  const provider = world.at(urn);
  if (isDefaultProvider(urn)) return { kind: "default" };
  return provider === undefined ? { kind: "hidden", urn } : { kind: "explicit", provider };
}

/** Where a provider leads; one without credentials of its own goes where the default provider goes. */
function credentialsOfMaker(maker: Maker, stack: Stack | undefined): Credentials {
  switch (maker.kind) {
    case "default":
      return { kind: "ambient" };
    case "hidden":
      return { kind: "hidden", unknown: new Unknown([pointer(maker, ["allowedAccountIds"])]) };
    case "explicit": {
      const { provider } = maker;
      const credentials = credentialsOf(provider.inputs, provider.urn);
      // The default provider was led elsewhere by the stack's configuration, which this one ignores.
      return credentials.kind === "ambient" && stack?.ownCredentials === true
        ? { kind: "hidden", unknown: new Unknown([pointer(provider, ["allowedAccountIds"])]) }
        : credentials;
    }
  }
}

function ofDefaultProvider(resource: Resource, world: Surroundings): Maybe<string> {
  const account = world.stack(resource)?.account;
  if (isTold(account)) return account;
  const role = world.text(resource, "executionRoleArn");
  return accountIn(role) ?? account ?? new Unknown(["the account that the stack deploys to"]);
}

/** The account in the ARN that AWS gave the resource, or in that of the role AWS made for it. */
function ownAccount({ inputs, outputs }: Resource): string | undefined {
  // An ARN that the program says is that of something else.
  const arns = [
    inputs["arn"] === undefined ? outputs["arn"] : undefined,
    outputs["serviceRoleArn"],
  ];
  return arns.map(accountIn).find(isTold);
}

function accountIn(arn: unknown): string | undefined {
  return typeof arn === "string" ? /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;
}
