import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { bucketNameFaults } from "../../mwaa/service/names";
import { DAG_FILES_DEFAULTS } from "../../mwaa/settings/defaults";
import { dagFiles as schema } from "../../mwaa/settings/storage";
import type { DagFilesInput } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";
import { Children, type Tags } from "../children";
import { settingFaults } from "../setting-faults";
import { EnvironmentBucket } from "./bucket";
import { filesIn, isFolder, placeFaults } from "./local-files";
import { DAGS_PREFIX, VERSIONED_FILES, type VersionedFileSetting } from "./object-keys";

/** The arguments of {@link DagFiles}. Paths are plain: the files behind them are the resources. */
export interface DagFilesArgs extends DagFilesInput {
  /** The bucket: one made here, or the name of one that exists. */
  readonly bucket: EnvironmentBucket | pulumi.Input<string>;
  /** Tags of the objects. S3 takes ten on an object; if there are more, objects have none. */
  readonly tags?: Tags;
}

/** An uploaded file that an environment reads in a stated version. */
export interface UploadedFile {
  /** The key in the bucket. */
  readonly key: string;
  /** The version that S3 gave it; another one for other bytes. */
  readonly versionId: pulumi.Output<string>;
}

/** The most tags that S3 takes on an object. */
const MOST_OBJECT_TAGS = 10;

/**
 * The files of an environment: a folder of DAGs, and the requirements, plugins and startup script
 * if there are any. An object is uploaded again only if the bytes of its file changed.
 *
 * A file that is taken out of the folder is taken out of the bucket. To take requirements or
 * plugins from an environment, upload an empty file: MWAA does not forget them.
 *
 * ```ts
 * const files = new DagFiles("airflow-files", { bucket, folder: "assets/dags" });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-dag-folder.html, "Adding or
 * updating DAGs", read 2026-11-22.
 */
export class DagFiles extends pulumi.ComponentResource {
  /** The folder of the DAGs in the bucket. */
  readonly dagS3Path: string = DAGS_PREFIX;
  /** The uploaded `requirements.txt`. */
  readonly requirements: UploadedFile | undefined;
  /** The uploaded `plugins.zip`. */
  readonly plugins: UploadedFile | undefined;
  /** The uploaded startup script. */
  readonly startupScript: UploadedFile | undefined;
  /** What has to exist before an environment can start: it looks for its DAGs. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: DagFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:DagFiles", name, {}, opts);
    const gate = new ArgumentGate("DagFiles", name);
    const folder = args.folder ?? DAG_FILES_DEFAULTS.folder;
    gate.refuse(dagFilesFaults(args, folder));
    const found = filesIn(folder, "folder");
    const dags = "files" in found ? found.files : [];
    const children = new Children(this, name, args.tags);
    const target = targetOf(args.bucket, gate);

    const objects = dags.map(({ relative, path }) =>
      upload(children, target, `${DAGS_PREFIX}/${relative}`, new pulumi.asset.FileAsset(path)),
    );
    const versioned = VERSIONED_FILES.flatMap(({ setting, key }) => {
      const place = args[setting];
      if (place === undefined) return [];
      // What an environment was told to read must not vanish under it, not even when it is told
      // to read something else: an update that fails goes back to it.
      const object = upload(children, target, key, bytesOf(place), target.keepVersions);
      return [{ setting, object, file: { key, versionId: object.versionId } }];
    });
    const uploaded = (setting: VersionedFileSetting): UploadedFile | undefined =>
      versioned.find((each) => each.setting === setting)?.file;
    this.requirements = uploaded("requirements");
    this.plugins = uploaded("plugins");
    this.startupScript = uploaded("startupScript");
    this.ready = [...objects, ...versioned.map((each) => each.object)];
    this.registerOutputs({ dagS3Path: this.dagS3Path });
  }
}

/** Where files go, and how they are treated there. */
interface Target {
  readonly bucketName: pulumi.Output<string>;
  /** Whether old versions stay when the stack is destroyed, as the bucket does. */
  readonly keepVersions: boolean;
  readonly dependsOn: pulumi.Resource[];
}

function targetOf(bucket: DagFilesArgs["bucket"], gate: ArgumentGate): Target {
  if (bucket instanceof EnvironmentBucket) {
    return {
      bucketName: bucket.name,
      keepVersions: bucket.outlivesStack,
      dependsOn: [...bucket.ready],
    };
  }
  const bucketName = gate.admit(bucket, (value) => bucketNameFaults(value, ["bucket"]));
  return { bucketName, keepVersions: true, dependsOn: [] };
}

function upload(
  children: Children,
  target: Target,
  key: string,
  source: pulumi.asset.Asset | pulumi.asset.Archive,
  retainOnDelete = false,
): s3.BucketObjectv2 {
  return new s3.BucketObjectv2(
    children.named(key),
    {
      bucket: target.bucketName,
      key,
      // The engine compares the bytes' hash. An etag would differ for ever in a bucket with a key.
      source,
      ...children.objectTags(MOST_OBJECT_TAGS),
    },
    { parent: children.parent, dependsOn: target.dependsOn, retainOnDelete },
  );
}

/** A file as it is; a folder as an archive of its files. */
function bytesOf(place: string): pulumi.asset.Asset | pulumi.asset.Archive {
  const found = isFolder(place) ? filesIn(place, "plugins") : undefined;
  if (found === undefined || "faults" in found) return new pulumi.asset.FileAsset(place);
  const entries = found.files.map(
    ({ relative, path }) => [relative, new pulumi.asset.FileAsset(path)] as const,
  );
  return new pulumi.asset.AssetArchive(Object.fromEntries(entries));
}

function dagFilesFaults(args: DagFilesArgs, folder: string): readonly Fault[] {
  const { requirements, plugins, startupScript } = args;
  const dags = filesIn(folder, "folder");
  const pluginFolder =
    plugins !== undefined && isFolder(plugins) ? filesIn(plugins, "plugins") : undefined;
  const files = { requirements, startupScript, ...(pluginFolder === undefined && { plugins }) };
  return [
    ...settingFaults(schema, { folder, requirements, plugins, startupScript }),
    ...("faults" in dags ? dags.faults : []),
    ...(pluginFolder !== undefined && "faults" in pluginFolder ? pluginFolder.faults : []),
    ...Object.entries(files).flatMap(([setting, place]) =>
      place === undefined ? [] : placeFaults(place, setting, "file"),
    ),
  ];
}
