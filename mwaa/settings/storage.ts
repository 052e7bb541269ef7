import { z } from "zod";
import { bucketNameFaults } from "../service/names";
import { choice, type Leaf, text, wholeNumber } from "./leaf";
import { forms, isMapping } from "./structure";
import type { BucketInput } from "./types";

function bucketName(): Leaf<string> {
  return text({
    what: "the name of a bucket",
    example: "airflow-my-team-dags",
    check: (name) => bucketNameFaults(name)[0],
  });
}

const existing = z.strictObject({
  existing: bucketName().describe("The name of a bucket that exists, with versioning on."),
});

const made = z.strictObject({
  name: bucketName()
    .exactOptional()
    .describe("The bucket's name. Default: derived from the environment's name, with a hash."),
  noncurrentVersions: wholeNumber({ min: 3, max: 100 }, 3)
    .exactOptional()
    .describe("How many older versions of plugins, requirements and startup script are kept."),
  noncurrentDays: wholeNumber({ min: 30 }, 30)
    .exactOptional()
    .describe("For how many days older versions are kept at least."),
  whenDestroyed: choice("what happens to the bucket", ["keep", "delete"])
    .exactOptional()
    .describe("What `pulumi destroy` does to the bucket; `delete` empties it. Default: keep."),
});

/** Whether a value names something that exists instead of describing what to make. */
export function namesExisting(value: unknown): boolean {
  return isMapping(value) && "existing" in value;
}

/** The bucket of DAGs: an existing one, or one made here. */
export const bucket = forms<BucketInput>(
  "a mapping: existing, or name, noncurrentVersions, noncurrentDays and whenDestroyed",
  "a mapping such as { whenDestroyed: keep }",
  [
    { name: "an existing bucket", applies: namesExisting, schema: existing },
    { name: "a bucket made here", applies: isMapping, schema: made },
  ],
);

function path(what: string, example: string): Leaf<string> {
  return text({
    what,
    example,
    // Whether the files exist decides which objects are uploaded, so the path must be readable.
    secret: "refused",
    check: (got) =>
      got.startsWith("/") || /^[A-Za-z]:[\\/]/.test(got)
        ? {
            problem: "is an absolute path, which only exists on this machine",
            allowed: `paths relative to the project's folder, such as ${example}`,
            example,
          }
        : undefined,
  });
}

/** What is uploaded to the bucket. */
export const dagFiles = z.strictObject({
  folder: path("the path of a folder", "assets/dags")
    .exactOptional()
    .describe("The folder of the DAGs, from the project's folder. Default: assets/dags."),
  requirements: path("the path of a file", "assets/requirements.txt")
    .exactOptional()
    .describe("A requirements.txt with the Python packages to install."),
  plugins: path("the path of a file or folder", "assets/plugins")
    .exactOptional()
    .describe("A plugins.zip, or a folder that is packed into one."),
  startupScript: path("the path of a file", "assets/startup/startup.sh")
    .exactOptional()
    .describe("A shell script that runs on every container before Airflow starts."),
});
