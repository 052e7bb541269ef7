import type { CustomerKey } from "../access/customer-key";
import { LogGroups } from "../environment/log-groups";
import { EnvironmentBucket } from "../storage/bucket";
import { DagFiles } from "../storage/dag-files";
import type { Kit } from "./kit";

/** Where the DAGs are. */
export function createBucket(
  kit: Kit,
  customerKey: CustomerKey | undefined,
): EnvironmentBucket | string {
  const { args, shared, bucketName, dataOptions } = kit;
  if ("existing" in args.bucket) return args.bucket.existing;
  return new EnvironmentBucket(
    kit.named("bucket"),
    {
      ...args.bucket,
      ...shared,
      name: bucketName,
      ...(customerKey !== undefined && { key: customerKey }),
    },
    dataOptions,
  );
}

/** The environment's log groups. */
export function createLogGroups(kit: Kit, customerKey: CustomerKey | undefined): LogGroups {
  const { args, shared, options } = kit;
  return new LogGroups(
    kit.named("logs"),
    {
      ...args.logGroups,
      environmentName: args.name,
      tags: shared.tags,
      ...(customerKey !== undefined && { key: customerKey }),
    },
    options,
  );
}

/** What is uploaded. */
export function createDagFiles(kit: Kit, target: EnvironmentBucket | string): DagFiles {
  const { args, shared, options } = kit;
  return new DagFiles(
    kit.named("files"),
    { ...args.dagFiles, bucket: target, tags: shared.tags },
    options,
  );
}
