import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Where the participant's environment goes. */
export interface Place {
  readonly account: string;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly groupId: pulumi.Input<string>;
  /** What has to exist before. */
  readonly ready: readonly pulumi.Resource[];
  readonly endpointManagement: string;
  readonly webserverAccessMode: string;
}

/** A bucket that an environment accepts. */
function bucketFor(
  account: string,
  options: pulumi.CustomResourceOptions,
): { readonly bucket: aws.s3.Bucket; readonly ready: readonly pulumi.Resource[] } {
  const bucket = new aws.s3.Bucket(
    "bucket",
    { bucket: `shared-${account}`, forceDestroy: true },
    options,
  );
  const name = { bucket: bucket.bucket };
  return {
    bucket,
    ready: [
      new aws.s3.BucketVersioning(
        "versioning",
        { ...name, versioningConfiguration: { status: "Enabled" } },
        options,
      ),
      new aws.s3.BucketPublicAccessBlock(
        "access-block",
        {
          ...name,
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        options,
      ),
      new aws.s3.BucketObjectv2("dag", { ...name, key: "dags/dag.py", content: "" }, options),
    ],
  };
}

/** The participant's environment with bucket and role, in raw `@pulumi/aws`. */
export function participantEnvironment(
  place: Place,
  options: pulumi.CustomResourceOptions,
): aws.mwaa.Environment {
  const { bucket, ready } = bucketFor(place.account, options);
  const role = new aws.iam.Role(
    "role",
    {
      name: "shared-execution",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: ["airflow.amazonaws.com", "airflow-env.amazonaws.com"] },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    },
    options,
  );
  const policy = new aws.iam.RolePolicy(
    "role-policy",
    {
      role: role.name,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: ["s3:*", "logs:*", "sqs:*", "airflow:PublishMetrics"].map((Action) => ({
          Effect: "Allow",
          Action,
          Resource: "*",
        })),
      }),
    },
    options,
  );
  return new aws.mwaa.Environment(
    "environment",
    {
      name: "shared",
      airflowVersion: "2.10.3",
      dagS3Path: "dags",
      sourceBucketArn: bucket.arn,
      executionRoleArn: role.arn,
      endpointManagement: place.endpointManagement,
      webserverAccessMode: place.webserverAccessMode,
      networkConfiguration: { subnetIds: place.subnetIds, securityGroupIds: [place.groupId] },
    },
    { ...options, dependsOn: [...place.ready, ...ready, policy] },
  );
}
