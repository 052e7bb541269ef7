import type { Place } from "../service/partitions";
import { type Grant, grantStatements } from "./grants";
import { listOf } from "./statement";

const BUCKET = /^arn:[^:]+:s3:::([^/*?]+)/;

/**
 * The buckets that grants open to DAGs, each once. A policy on the way to S3 has to let them through
 * too; a name with a wildcard is not one bucket and is left out.
 */
export function grantedBuckets(grants: readonly Grant[], place: Place): readonly string[] {
  const resources = grants.flatMap((grant) =>
    grantStatements(grant, place).flatMap(({ Resource }) => listOf(Resource)),
  );
  return [...new Set(resources.flatMap((arn) => BUCKET.exec(arn)?.[1] ?? []))];
}
