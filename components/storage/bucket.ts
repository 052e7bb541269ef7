import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketPolicy } from "../../mwaa/documents/bucket-policy";
import { toJson } from "../../mwaa/documents/statement";
import type { Fault } from "../../mwaa/fault";
import { bucketArn } from "../../mwaa/service/arns";
import { bucketNameFaults, environmentBucketName } from "../../mwaa/service/names";
import { BUCKET_DEFAULTS } from "../../mwaa/settings/defaults";
import { bucket as schema } from "../../mwaa/settings/storage";
import type { NewBucketInput } from "../../mwaa/settings/types";
import { type CustomerKey, keyArnOf } from "../access/customer-key";
import { ArgumentGate } from "../argument-gate";
import { Children, type Tags } from "../children";
import type { Inputs } from "../inputs";
import { placeFor, type WhereArgs } from "../place";
import { known } from "../reference";
import { settingFaults } from "../setting-faults";
import { createBucketSettings } from "./bucket-settings";

/** The arguments of an {@link EnvironmentBucket}. */
export interface EnvironmentBucketArgs
  extends
    Inputs<Pick<NewBucketInput, "name" | "noncurrentVersions" | "noncurrentDays">>,
    Pick<NewBucketInput, "whenDestroyed">,
    WhereArgs {
  /** The environment that the bucket's name is derived from, unless `name` is given. */
  readonly environmentName?: pulumi.Input<string>;
  /**
   * Changes the hash at the end of a derived name.
   *
   * @default 1
   */
  readonly generation?: number;
  /**
   * The customer's key that encrypts the bucket; it must be the environment's.
   *
   * @default - a key of Amazon S3.
   */
  readonly key?: CustomerKey;
  /** Tags of the bucket. */
  readonly tags?: Tags;
}

/**
 * The bucket of an environment's DAGs: versioned, closed to the public, encrypted, reached by TLS
 * alone. Destroying the stack leaves it behind with all its settings, unless `whenDestroyed` is
 * `delete`, which empties it first; the same name can then not be made again, so that a stack that
 * comes back adopts it (`existing`) or raises its `generation`.
 *
 * ```ts
 * const bucket = new EnvironmentBucket("airflow-bucket", { environmentName: "airflow" });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-s3-bucket.html, "Create the
 * bucket", read 2026-11-22.
 */
export class EnvironmentBucket extends pulumi.ComponentResource {
  /** The name, known before the bucket exists. */
  readonly name: pulumi.Output<string>;
  /** The ARN, known before the bucket exists. */
  readonly arn: pulumi.Output<string>;
  /** Whether the bucket, and with it what a rollback needs, outlives its stack. */
  readonly outlivesStack: boolean;
  /** What has to exist before anything is uploaded and an environment can start. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: EnvironmentBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:EnvironmentBucket", name, {}, opts);
    const gate = new ArgumentGate("EnvironmentBucket", name);
    gate.refuse(environmentBucketFaults(args));
    const settings = { ...BUCKET_DEFAULTS, ...args };
    const children = new Children(this, name, args.tags);
    const place = placeFor(args, this);
    this.outlivesStack = settings.whenDestroyed === "keep";

    const bucketName = gate.admit(
      args.name ??
        pulumi.all([place, args.environmentName]).apply(([{ region, account }, environment]) =>
          environmentBucketName({
            name: environment ?? "",
            region,
            account,
            generation: args.generation ?? 1,
          }),
        ),
      (value) => bucketNameFaults(value),
    );
    const options = { parent: this, retainOnDelete: this.outlivesStack };
    const bucket = new s3.Bucket(
      name,
      { bucket: bucketName, forceDestroy: !this.outlivesStack, tags: children.tags() },
      options,
    );

    this.name = known(bucketName, bucket);
    this.arn = known(
      pulumi.all([place, bucketName]).apply(([where, text]) => bucketArn(where, text)),
      bucket,
    );
    this.ready = createBucketSettings(
      children,
      {
        bucketName: this.name,
        policy: pulumi
          .all([place, bucketName])
          .apply(([where, text]) => toJson(bucketPolicy({ place: where, bucketName: text }))),
        keyArn: keyArnOf(args.key),
        noncurrentVersions: settings.noncurrentVersions,
        noncurrentDays: settings.noncurrentDays,
      },
      options,
    );
    this.registerOutputs({ name: this.name, arn: this.arn });
  }
}

function environmentBucketFaults(args: EnvironmentBucketArgs): readonly Fault[] {
  const { name, noncurrentVersions, noncurrentDays, whenDestroyed, environmentName } = args;
  const settings = { name, noncurrentVersions, noncurrentDays, whenDestroyed };
  const unnamed: readonly Fault[] =
    name !== undefined || environmentName !== undefined
      ? []
      : [
          {
            path: ["environmentName"],
            problem: "is missing, and so is name",
            got: undefined,
            allowed: "the name of the environment, or of the bucket itself",
            fix: "give one of the two",
          },
        ];
  return [...settingFaults(schema, settings), ...unnamed];
}
