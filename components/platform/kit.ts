import type * as pulumi from "@pulumi/pulumi";
import { environmentBucketName } from "../../mwaa/service/names";
import type { Tags } from "../children";
import type { PlatformArgs } from "./arguments";

/** What the parts of a platform have in common. */
export class Kit {
  /** Where everything is, and how it is tagged. */
  readonly shared: { readonly region: string; readonly account: string; readonly tags: Tags };
  /** Computed and not asked of the bucket, so that the role's policy is known before it exists. */
  readonly bucketName: string;
  readonly options: { readonly parent: pulumi.ComponentResource };
  /** For what holds data and must not be deleted by mistake. */
  readonly dataOptions: pulumi.ComponentResourceOptions;

  constructor(
    readonly name: string,
    readonly args: PlatformArgs,
    parent: pulumi.ComponentResource,
  ) {
    const { region, account, tags, generation, bucket } = args;
    this.shared = { region, account, tags };
    this.bucketName =
      "existing" in bucket
        ? bucket.existing
        : (bucket.name ?? environmentBucketName({ name: args.name, region, account, generation }));
    this.options = { parent };
    this.dataOptions = { parent, protect: args.protect };
  }

  named(part: string): string {
    return `${this.name}-${part}`;
  }
}
