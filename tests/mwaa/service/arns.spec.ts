import * as assert from "node:assert/strict";
import fc from "fast-check";
import * as arns from "../../../mwaa/service/arns";
import { placeOf } from "../../../mwaa/service/partitions";

const place = placeOf({ region: "eu-west-1", account: "012345678901" });
const china = placeOf({ region: "cn-north-1", account: "012345678901" });

describe("the ARN builders", () => {
  for (const [what, got, wanted] of [
    [
      "an environment",
      arns.environmentArn(place, "e"),
      "arn:aws:airflow:eu-west-1:012345678901:environment/e",
    ],
    [
      "an Airflow role",
      arns.rbacRoleArn(place, "e", "Op"),
      "arn:aws:airflow:eu-west-1:012345678901:role/e/Op",
    ],
    ["a bucket", arns.bucketArn(place, "b"), "arn:aws:s3:::b"],
    ["a bucket in China", arns.bucketArn(china, "b"), "arn:aws-cn:s3:::b"],
    ["an object", arns.objectArn(place, "b", "dags/*"), "arn:aws:s3:::b/dags/*"],
    [
      "a role",
      arns.roleArn(place, "/service-role/", "r"),
      "arn:aws:iam::012345678901:role/service-role/r",
    ],
    ["a role without a path", arns.roleArn(place, "/", "r"), "arn:aws:iam::012345678901:role/r"],
    ["an account", arns.accountRootArn(china), "arn:aws-cn:iam::012345678901:root"],
    [
      "the service-linked role",
      arns.serviceLinkedRoleArn(place),
      "arn:aws:iam::012345678901:role/aws-service-role/airflow.amazonaws.com/AWSServiceRoleForAmazonMWAA",
    ],
    [
      "an event bus",
      arns.eventBusArn(place, "mwaa-environment-status"),
      "arn:aws:events:eu-west-1:012345678901:event-bus/mwaa-environment-status",
    ],
    [
      "a rule for events",
      arns.eventRuleArn(place, "r"),
      "arn:aws:events:eu-west-1:012345678901:rule/r",
    ],
    [
      "a subnet",
      arns.subnetArn(place, "subnet-1"),
      "arn:aws:ec2:eu-west-1:012345678901:subnet/subnet-1",
    ],
    [
      "a log group",
      arns.logGroupArn(place, "airflow-e-Task"),
      "arn:aws:logs:eu-west-1:012345678901:log-group:airflow-e-Task",
    ],
    [
      "a log group's streams",
      arns.logStreamsPattern(place, "g"),
      "arn:aws:logs:eu-west-1:012345678901:log-group:g:*",
    ],
    [
      "an environment's log groups",
      arns.logGroupPattern(place, "e"),
      "arn:aws:logs:eu-west-1:012345678901:log-group:airflow-e-*",
    ],
    ["a key", arns.keyArn(place, "1234"), "arn:aws:kms:eu-west-1:012345678901:key/1234"],
    [
      "the Celery queues",
      arns.celeryQueuePattern(place),
      "arn:aws:sqs:eu-west-1:*:airflow-celery-*",
    ],
  ] as const) {
    it(`name ${what}`, () => {
      assert.equal(got, wanted);
    });
  }
});

describe("parseArn", () => {
  it("takes apart what a builder put together", () => {
    assert.deepStrictEqual(arns.parseArn(arns.logStreamsPattern(place, "g")), {
      partition: "aws",
      service: "logs",
      region: "eu-west-1",
      account: "012345678901",
      resource: "log-group:g:*",
    });
    assert.deepStrictEqual(arns.parseArn("arn:aws:s3:::b/key:with:colons"), {
      partition: "aws",
      service: "s3",
      region: "",
      account: "",
      resource: "b/key:with:colons",
    });
  });

  for (const text of [
    "",
    "*",
    "arn",
    "arn:aws:s3::bucket",
    "urn:aws:s3:::b",
    "arn:aws:s3:::",
    "arn::s3:::b",
  ]) {
    it(`knows that ${JSON.stringify(text)} is no ARN`, () => {
      assert.equal(arns.parseArn(text), undefined);
    });
  }

  it("gives back every part, whatever the resource holds", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (resource) => {
        const parsed = arns.parseArn(arns.regionalArn(place, "glue", resource));
        assert.equal(parsed?.resource, resource);
      }),
    );
  });
});
