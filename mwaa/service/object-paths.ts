import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where paths and versions of objects in the environment's bucket stand. */
export const OBJECT_PATHS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html",
  section: "DagS3Path, PluginsS3Path, PluginsS3ObjectVersion",
  read: "2026-11-22",
};

/** The longest path and the longest version id, in characters. */
export const LONGEST_OBJECT_PATH = 1024;

/** The objects that an environment reads in a stated version, by the properties that name them. */
export const VERSIONED_OBJECTS = [
  { path: "pluginsS3Path", version: "pluginsS3ObjectVersion", example: "plugins.zip" },
  {
    path: "requirementsS3Path",
    version: "requirementsS3ObjectVersion",
    example: "requirements.txt",
  },
  { path: "startupScriptS3Path", version: "startupScriptS3ObjectVersion", example: "startup.sh" },
] as const;

/** A row of the versioned objects. */
export type VersionedObject = (typeof VERSIONED_OBJECTS)[number];

/** What is wrong with the path of the DAG folder, which is relative to the bucket: `dags` or `dags/`. */
export function dagS3PathFaults(path: string): Fault[] {
  return relativePathFaults(path, "dagS3Path", "dags");
}

/**
 * What is wrong with the path and the version of a versioned object. `undefined` is absent.
 *
 * @param requireVersion whether a path without a version is a fault. Leave it false where the
 * version may only be known later: without one the service takes the newest and never follows.
 */
export function versionedObjectFaults(
  object: VersionedObject,
  given: { readonly path?: string | undefined; readonly version?: string | undefined },
  requireVersion: boolean,
): Fault[] {
  const { path, version } = given;
  const faults = path === undefined ? [] : relativePathFaults(path, object.path, object.example);
  if (path !== undefined && version === undefined && requireVersion) {
    faults.push({
      path: [object.version],
      problem: `is missing although ${object.path} is given`,
      got: undefined,
      allowed: "the version id that Amazon S3 gave the object",
      fix: `set ${object.version} to the versionId of the uploaded object`,
    });
  }
  if (path === undefined && version !== undefined) {
    faults.push({
      path: [object.version],
      problem: `is given without ${object.path}`,
      got: version,
      allowed: `a version id together with ${object.path}`,
      fix: `set ${object.path}, for example to "${object.example}"`,
    });
  }
  if (version !== undefined && (version.length === 0 || version.length > LONGEST_OBJECT_PATH)) {
    faults.push({
      path: [object.version],
      problem: `has ${version.length} characters`,
      got: version,
      allowed: `1 to ${LONGEST_OBJECT_PATH} characters`,
      fix: `set ${object.version} to the versionId of the uploaded object`,
    });
  }
  return faults;
}

interface PathRule {
  readonly breaks: (path: string) => boolean;
  readonly problem: string;
}

/** The first rule that a path breaks is the one to tell: later ones would only repeat it. */
const PATH_RULES: readonly PathRule[] = [
  { breaks: (path) => path === "", problem: "is empty" },
  { breaks: (path) => path.startsWith("s3://"), problem: "is an S3 address, not a path" },
  { breaks: (path) => path.startsWith("arn:"), problem: "is an ARN, not a path" },
  { breaks: (path) => path.startsWith("/"), problem: "begins with a slash" },
  { breaks: (path) => path.includes("\\"), problem: "holds a backslash" },
  { breaks: (path) => path.includes("//"), problem: "holds two slashes side by side" },
  { breaks: (path) => path.split("/").includes(".."), problem: "leads out of its folder" },
  { breaks: (path) => path.length > LONGEST_OBJECT_PATH, problem: "is too long" },
];

function relativePathFaults(path: string, property: string, example: string): Fault[] {
  const broken = PATH_RULES.find((rule) => rule.breaks(path));
  if (broken === undefined) return [];
  return [
    {
      path: [property],
      problem: broken.problem,
      got: path,
      allowed: `a path relative to the bucket of at most ${LONGEST_OBJECT_PATH} characters, such as ${example}`,
      fix: `set ${property} to "${relativePath(path) ?? example}"`,
    },
  ];
}

/** The part of a path that was probably meant, if anything is left of it. */
function relativePath(path: string): string | undefined {
  const inside = path
    .replace(/^s3:\/\/[^/]*\/?/, "")
    .replace(/^arn:[^/]*\/?/, "")
    .replace(/\\/g, "/")
    .split("/")
    .filter((each) => each !== "" && each !== "..")
    .join("/");
  return inside === "" || inside.length > LONGEST_OBJECT_PATH ? undefined : inside;
}
