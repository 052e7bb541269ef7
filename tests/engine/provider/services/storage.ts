import { createHash } from "node:crypto";
import * as fs from "node:fs";

import type { Cloud } from "../cloud/cloud";
import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { isObject, textOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { documentOf, requirePrincipals } from "./policy-match";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const BUCKET = "aws:s3/bucket:Bucket";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const BLOCKS = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

/** True when versioning of the bucket is on at this moment. */
export function isVersioned(cloud: Cloud, bucket: string): boolean {
  return cloud.all(VERSIONING).some((record) => {
    const configuration = record.inputs["versioningConfiguration"];
    return (
      record.inputs["bucket"] === bucket &&
      isObject(configuration) &&
      configuration["status"] === "Enabled"
    );
  });
}

/** True when all four blocks of public access are on at this moment. */
export function isPublicAccessBlocked(cloud: Cloud, bucket: string): boolean {
  return cloud
    .all(ACCESS_BLOCK)
    .some(
      (record) =>
        record.inputs["bucket"] === bucket && BLOCKS.every((key) => record.inputs[key] === true),
    );
}

/** The object of a key, if it is there. */
export function objectAt(cloud: Cloud, bucket: string, key: string): JsonObject | undefined {
  return cloud.find(OBJECT, `${bucket}/${key}`)?.state;
}

/** True when anything lies below a prefix. */
export function hasObjectsBelow(cloud: Cloud, bucket: string, prefix: string): boolean {
  return cloud.all(OBJECT).some((record) => record.id.startsWith(`${bucket}/${prefix}`));
}

function requireBucket({ cloud, inputs }: Pick<Call, "cloud" | "inputs">): string {
  const bucket = textOf(inputs, "bucket") ?? "";
  if (cloud.find(BUCKET, bucket) === undefined) {
    throw new ApiError("NoSuchBucket", `The specified bucket does not exist: ${bucket}`);
  }
  return bucket;
}

const bucket: Service = {
  token: BUCKET,
  autoname: { property: "bucket", limit: 63, lower: true, unless: ["bucketPrefix"] },
  defaults: { forceDestroy: false },
  replacedBy: ["bucket", "bucketPrefix", "objectLockEnabled"],
  create({ inputs, place, cloud }) {
    const name = textOf(inputs, "bucket") ?? "";
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw new ApiError("InvalidBucketName", `The specified bucket is not valid: ${name}`);
    }
    if (cloud.find(BUCKET, name) !== undefined) {
      throw new ApiError(
        "BucketAlreadyOwnedByYou",
        `Your previous request to create the named bucket succeeded and you already own it: ${name}`,
      );
    }
    if (cloud.everywhere.some((other) => other.token === BUCKET && other.id === name)) {
      throw new ApiError(
        "BucketAlreadyExists",
        `The requested bucket name is not available: ${name}`,
      );
    }
    return {
      id: name,
      computed: {
        arn: arnIn(place, "s3", name, "global"),
        bucketDomainName: `${name}.s3.${place.dnsSuffix}`,
        bucketRegion: place.region,
        bucketRegionalDomainName: `${name}.s3.${place.region}.${place.dnsSuffix}`,
        hostedZoneId: "Z3AQBSTGFYJSTF",
        objectLockEnabled: inputs["objectLockEnabled"] ?? false,
        requestPayer: "BucketOwner",
        versioning: { enabled: false, mfaDelete: false },
      },
    };
  },
  remove({ cloud, id, state }) {
    if (hasObjectsBelow(cloud, id, "") && state["forceDestroy"] !== true) {
      throw new ApiError("BucketNotEmpty", `The bucket you tried to delete is not empty: ${id}`);
    }
  },
};

function setting(
  stem: string,
  further: Partial<Pick<Service, "defaults" | "validate">> & {
    readonly accept?: (call: Call) => void;
    readonly computed?: JsonObject;
  } = {},
): Service {
  const token = `aws:s3/${stem}:${stem[0]?.toUpperCase() ?? ""}${stem.slice(1)}`;
  return {
    token,
    replacedBy: ["bucket", "expectedBucketOwner"],
    ...(further.defaults === undefined ? {} : { defaults: further.defaults }),
    ...(further.validate === undefined ? {} : { validate: further.validate }),
    create(call) {
      const name = requireBucket(call);
      further.accept?.(call);
      return { id: name, computed: further.computed ?? {} };
    },
  };
}

function acceptPolicy({ cloud, inputs, place }: Call): void {
  const document = documentOf(inputs["policy"], "MalformedPolicy");
  requirePrincipals(
    cloud,
    place.account,
    document,
    new ApiError("MalformedPolicy", "Invalid principal in policy"),
  );
}

/** The bytes that an object holds, as far as its arguments tell. */
function contentOf(inputs: JsonObject): Buffer {
  const source = inputs["source"];
  if (isObject(source)) {
    const file = textOf(source, "path");
    return file === undefined ? Buffer.from(JSON.stringify(source)) : fs.readFileSync(file);
  }
  return typeof inputs["contentBase64"] === "string"
    ? Buffer.from(inputs["contentBase64"], "base64")
    : Buffer.from(typeof inputs["content"] === "string" ? inputs["content"] : "");
}

const CONTENT = ["source", "content", "contentBase64", "sourceHash", "etag", "kmsKeyId"];

function stored({
  cloud,
  inputs,
  place,
}: Pick<Call, "cloud" | "inputs" | "place">): Readonly<Record<string, Json>> {
  const name = requireBucket({ cloud, inputs });
  const encryption = textOf(inputs, "serverSideEncryption");
  return {
    arn: arnIn(place, "s3", `${name}/${textOf(inputs, "key") ?? ""}`, "global"),
    acl: inputs["acl"] ?? "private",
    bucketKeyEnabled: inputs["bucketKeyEnabled"] ?? false,
    contentType: inputs["contentType"] ?? "application/octet-stream",
    etag: createHash("md5").update(contentOf(inputs)).digest("hex"),
    kmsKeyId: inputs["kmsKeyId"] ?? "",
    serverSideEncryption: encryption ?? "AES256",
    storageClass: inputs["storageClass"] ?? "STANDARD",
    versionId: isVersioned(cloud, name) ? hex(32) : "null",
  };
}

const object: Service = {
  token: OBJECT,
  autoname: { property: "key", limit: 1024 },
  defaults: { forceDestroy: false },
  replacedBy: ["bucket", "key"],
  recomputed: (changed) =>
    changed.some((key) => CONTENT.includes(key)) ? ["versionId", "etag"] : [],
  validate(inputs) {
    const bodies = ["source", "content", "contentBase64"].filter(
      (key) => inputs[key] !== undefined,
    );
    return bodies.length > 1 ? [`Conflicting configuration arguments: ${bodies.join(", ")}`] : [];
  },
  create: (call) => ({
    id: `${requireBucket(call)}/${textOf(call.inputs, "key") ?? ""}`,
    computed: stored(call),
  }),
  update: (call) => (call.changed.some((key) => CONTENT.includes(key)) ? stored(call) : {}),
};

/** Buckets, their settings, and objects. */
export const STORAGE: readonly Service[] = [
  bucket,
  setting("bucketVersioning"),
  setting("bucketPublicAccessBlock", {
    defaults: { ...Object.fromEntries(BLOCKS.map((key) => [key, false])) },
  }),
  setting("bucketServerSideEncryptionConfiguration"),
  setting("bucketOwnershipControls"),
  setting("bucketLifecycleConfiguration", {
    computed: { transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
  }),
  setting("bucketLogging"),
  setting("bucketPolicy", { accept: acceptPolicy }),
  object,
];
