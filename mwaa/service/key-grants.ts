import type { Source } from "../source";
import { type GrantOperation, operationsOf } from "./grant-operations";
import { type Place, regionalServiceName } from "./partitions";

/** Where the grants of MWAA stand, and that Amazon RDS adds its own. */
export const KEY_GRANTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/custom-keys-certs.html",
  section: "Using grants for encryption",
  read: "2026-11-22",
};

/** Where it stands that a condition can tell a service's grants from a person's. */
export const GRANT_FOR_SERVICE_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html",
  section: "Controlling access to grants",
  read: "2026-11-22",
};

/** A constraint of a grant: the encryption context that requests must have or contain. */
export type GrantConstraint =
  | { readonly equals: Readonly<Record<string, string>> }
  | { readonly subset: Readonly<Record<string, string>> };

/** A grant that MWAA puts on the customer's key of an environment, with the deployer's rights. */
export interface ServiceGrant {
  readonly id: "environment-management" | "controller" | "stack-management" | "secrets";
  /** In words, after "the grant": `makes what MWAA runs in its own account`. */
  readonly purpose: string;
  /** Its name up to the environment's, which ends it. */
  readonly namePrefix: string;
  /** What the documentation prints: actions of a policy, wildcards included. */
  readonly documented: readonly string[];
  /** The same as operations of the API, without prefix and wildcards. */
  readonly operations: readonly GrantOperation[];
  /** Limits by encryption context; MWAA documents none. */
  readonly constraint?: GrantConstraint;
}

const USE = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncrypt*",
  "kms:GenerateDataKey*",
] as const satisfies readonly string[];

function grant(row: Omit<ServiceGrant, "operations">): ServiceGrant {
  return { ...row, operations: operationsOf(row.documented) };
}

/**
 * The four grants of an environment with a customer's key. Only the first one can make more of
 * them, which is how Amazon RDS and others get theirs; only the third one cannot be retired by who
 * holds it.
 */
export const SERVICE_GRANTS: readonly ServiceGrant[] = [
  grant({
    id: "environment-management",
    purpose: "makes what MWAA runs for the environment, and the grants of other services for it",
    namePrefix: "mwaa-grant-for-env-mgmt-role-",
    documented: [...USE, "kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
  }),
  grant({
    id: "controller",
    purpose: "lets the function that controls the environment use the key",
    namePrefix: "mwaa-grant-for-lambda-exec-",
    documented: [...USE, "kms:DescribeKey", "kms:RetireGrant"],
  }),
  grant({
    id: "stack-management",
    purpose: "lets the function that manages MWAA's own stacks use the key",
    namePrefix: "mwaa-grant-for-cfn-mgmt-",
    documented: [...USE, "kms:DescribeKey"],
  }),
  grant({
    id: "secrets",
    purpose: "lets Airflow's containers read the secrets that MWAA keeps for them",
    namePrefix: "mwaa-fargate-access-for-",
    documented: [...USE, "kms:DescribeKey", "kms:RetireGrant"],
  }),
];

/** What Amazon RDS adds to the key for the metadata database; its operations are not published. */
export interface DatabaseGrant {
  readonly of: "the database cluster" | "the database instance";
}

/** The least that Amazon RDS adds for an environment; with a shared key it may add more. */
export const DATABASE_GRANTS: readonly DatabaseGrant[] = [
  { of: "the database cluster" },
  { of: "the database instance" },
];

/** Whom MWAA's grants are for, and who may retire them: the service in its Region. */
export function grantPrincipal(place: Pick<Place, "region">): string {
  return regionalServiceName(place, "airflow");
}

/** A service's grant for one environment, as `ListGrants` shows it. */
export interface ExpectedGrant {
  readonly name: string;
  readonly granteePrincipal: string;
  readonly retiringPrincipal: string;
  readonly operations: readonly GrantOperation[];
  readonly constraint?: GrantConstraint;
}

/** The grants that MWAA makes for an environment in a place. */
export function expectedGrants(
  place: Pick<Place, "region">,
  environmentName: string,
): readonly ExpectedGrant[] {
  const principal = grantPrincipal(place);
  return SERVICE_GRANTS.map(({ namePrefix, operations, constraint }) => ({
    name: `${namePrefix}${environmentName}`,
    granteePrincipal: principal,
    retiringPrincipal: principal,
    operations,
    ...(constraint !== undefined && { constraint }),
  }));
}

/** The fewest grants on a key that so many environments share. */
export function fewestGrants(environments: number): number {
  return environments * (SERVICE_GRANTS.length + DATABASE_GRANTS.length);
}

/** The condition key that is true where a service, not a person, asks for a grant. */
export const GRANT_FOR_SERVICE = "kms:GrantIsForAWSResource";

/** The actions that {@link GRANT_FOR_SERVICE} is known for. */
export const GRANT_MANAGEMENT = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"] as const;

/** Something that must be allowed on a key, with everything its request is known to say. */
export interface KeyRequest {
  readonly action: string;
  /** The values of condition keys. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** The grant that is made by it. */
  readonly grant?: ServiceGrant;
}

/**
 * What has to be allowed to whoever creates an environment so that MWAA can make its grants: by
 * their IAM policies and by the key's policy. The key's policy does so by delegating to the key's
 * own account; a deployer of another account it has to admit by that account or by name.
 */
export function grantRequests(place: Pick<Place, "region">): readonly KeyRequest[] {
  const principal = grantPrincipal(place);
  const forService = { [GRANT_FOR_SERVICE]: ["true"] };
  return [
    { action: "kms:DescribeKey", context: {} },
    ...SERVICE_GRANTS.map((each) => ({
      action: "kms:CreateGrant",
      grant: each,
      context: {
        ...forService,
        "kms:GranteePrincipal": [principal],
        "kms:RetiringPrincipal": [principal],
        "kms:GrantOperations": each.operations,
      },
    })),
    { action: "kms:ListGrants", context: forService },
    { action: "kms:RevokeGrant", context: forService },
  ];
}
