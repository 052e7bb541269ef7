import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import type { GrantOperation, KeyType } from "../../mwaa/service/grant-operations";
import { type KeyGrantArguments, keyGrantFaults } from "../../mwaa/service/key-grant-arguments";
import { kmsKeyFaults } from "../../mwaa/service/kms-key";
import { unknownText } from "../../mwaa/settings/unknown-text";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { type CustomerKey, keyArnOf, keyReady } from "./customer-key";
import { ExecutionRole } from "./execution-role";

/** Pairs of an encryption context; a value may be known only later. */
type ContextPairs = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * What the encryption context of a request has to be: exactly these pairs (`equals`), or these and
 * perhaps more (`subset`).
 */
export type GrantContext =
  | { readonly equals: ContextPairs; readonly subset?: undefined }
  | { readonly subset: ContextPairs; readonly equals?: undefined };

/** The arguments of a {@link KeyGrant}. */
export interface KeyGrantArgs {
  /** The key: one made here, or the ARN of one that exists. */
  readonly key: CustomerKey;
  /** Who may use it: a role made here, or the ARN of a role, a user or a session. */
  readonly grantee: ExecutionRole | pulumi.Input<string>;
  /** What they may do with it, each operation by its name: a grant knows no wildcards. */
  readonly operations: readonly GrantOperation[];
  /**
   * Limits the cryptographic operations to data of one encryption context.
   *
   * @default - whatever the key encrypted.
   */
  readonly encryptionContext?: GrantContext;
  /**
   * The ARN of who may end the grant besides the key's administrators.
   *
   * @default - nobody.
   */
  readonly retiringPrincipal?: pulumi.Input<string>;
  /**
   * The grant's name, 1 to 256 letters, digits and `: / _ -`.
   *
   * @default - none.
   */
  readonly grantName?: pulumi.Input<string>;
  /**
   * What kind of key it is.
   *
   * @default "symmetric-encryption", the only one that environments take
   */
  readonly keyType?: KeyType;
  /**
   * Whether the grantee may be an account's root, and with it everybody whom the account lets.
   *
   * @default false
   */
  readonly wholeAccount?: boolean;
}

/**
 * Lets a principal use a key without a word in its policy; meant for roles of other accounts that
 * share data with an environment. What MWAA itself needs it grants itself. A grant cannot be
 * changed: any change makes a new one, before the old one is revoked.
 *
 * ```ts
 * const grant = new KeyGrant("reader", {
 *   key, grantee: "arn:aws:iam::444455556666:role/data-reader", operations: ["Decrypt"],
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html, "Grants in AWS KMS",
 * read 2026-11-22.
 */
export class KeyGrant extends pulumi.ComponentResource {
  /** The grant's id, by which it can be revoked. */
  readonly grantId: pulumi.Output<string>;
  /** What has to exist before the grantee can use the key. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: KeyGrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:KeyGrant", name, {}, opts);
    const gate = new ArgumentGate("KeyGrant", name);
    gate.refuse(plainFaults(args));
    const granteePrincipal =
      args.grantee instanceof ExecutionRole ? args.grantee.arn : args.grantee;
    const keyArn = keyArnOf(args.key) ?? "";
    const { encryptionContext, retiringPrincipal, grantName } = args;

    const grant = new kms.Grant(
      name,
      {
        keyId: gate.admit(keyArn, (known) => kmsKeyFaults(known, { path: ["key"] })),
        granteePrincipal: gate.admit(granteePrincipal, (known) =>
          faultsAt(args, "grantee", { grantee: known }),
        ),
        operations: [...args.operations],
        ...(encryptionContext !== undefined && { constraints: [constraintOf(encryptionContext)] }),
        ...(retiringPrincipal !== undefined && {
          retiringPrincipal: gate.admit(retiringPrincipal, (known) =>
            faultsAt(args, "retiringPrincipal", { retiringPrincipal: known }),
          ),
        }),
        ...(grantName !== undefined && {
          name: gate.admit(grantName, (known) => faultsAt(args, "grantName", { grantName: known })),
        }),
      },
      { parent: this, dependsOn: [...keyReady(args.key)] },
    );

    this.grantId = grant.grantId;
    this.ready = [grant];
    this.registerOutputs({ grantId: this.grantId });
  }
}

function constraintOf({ equals, subset }: GrantContext): {
  encryptionContextEquals?: ContextPairs;
  encryptionContextSubset?: ContextPairs;
} {
  return {
    ...(equals !== undefined && { encryptionContextEquals: { ...equals } }),
    ...(subset !== undefined && { encryptionContextSubset: { ...subset } }),
  };
}

/** What is wrong with the arguments that are known now, all of it at once. */
function plainFaults(args: KeyGrantArgs): readonly Fault[] {
  const { key } = plainOnly({ key: keyArnOf(args.key) });
  return [
    ...(key === undefined ? [] : kmsKeyFaults(key, { path: ["key"] })),
    ...keyGrantFaults(markedArguments(args)),
  ];
}

/** What is wrong with one argument that has become known. */
function faultsAt(
  args: KeyGrantArgs,
  argument: string,
  known: Partial<KeyGrantArguments>,
): readonly Fault[] {
  return keyGrantFaults({ ...markedArguments(args), ...known }).filter(
    ({ path }) => path[0] === argument,
  );
}

/** The arguments with a marker in the place of what is known only later. */
function markedArguments(args: KeyGrantArgs): KeyGrantArguments {
  const { grantee, operations, encryptionContext, keyType, wholeAccount } = args;
  const { retiringPrincipal, grantName } = args;
  return {
    grantee: marked(grantee),
    operations,
    ...(encryptionContext !== undefined && { encryptionContext: markedContext(encryptionContext) }),
    ...(retiringPrincipal !== undefined && { retiringPrincipal: marked(retiringPrincipal) }),
    ...(grantName !== undefined && { grantName: marked(grantName) }),
    ...(keyType !== undefined && { keyType }),
    ...(wholeAccount !== undefined && { wholeAccount }),
  };
}

function markedContext({
  equals,
  subset,
}: GrantContext): NonNullable<KeyGrantArguments["encryptionContext"]> {
  const markedPairs = (pairs: ContextPairs): Record<string, string> =>
    Object.fromEntries(Object.entries(pairs).map(([key, value]) => [key, marked(value)]));
  return {
    ...(equals !== undefined && { equals: markedPairs(equals) }),
    ...(subset !== undefined && { subset: markedPairs(subset) }),
  };
}

function marked(value: unknown): string {
  return typeof value === "string" ? value : unknownText("known only when it is deployed");
}
