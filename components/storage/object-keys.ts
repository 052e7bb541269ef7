/** The folder of the bucket that holds the DAGs, as `dagS3Path` names it. */
export const DAGS_PREFIX = "dags";

/**
 * The files of an environment besides DAGs, each under a key that never changes, whatever the file
 * is called on disk: the environment names a version of it, and lifecycle rules go by the key.
 */
export const VERSIONED_FILES = [
  { setting: "requirements", key: "requirements.txt", lifecyclePrefix: "requirements" },
  { setting: "plugins", key: "plugins.zip", lifecyclePrefix: "plugins" },
  { setting: "startupScript", key: "startup.sh", lifecyclePrefix: "startup" },
] as const;

/** A row of the versioned files. */
type VersionedFile = (typeof VERSIONED_FILES)[number];

/** The setting that names a versioned file on disk. */
export type VersionedFileSetting = VersionedFile["setting"];
