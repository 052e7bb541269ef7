import * as assert from "node:assert/strict";
import { endpointPolicyFaults } from "../../../mwaa/documents/endpoint-policy-faults";

const sound = {
  environments: ["orders", "arn:aws:airflow:eu-west-1:999988887777:environment/guests"],
  buckets: ["orders-dags", "lake-*"],
  queues: ["jobs", "jobs-*", "jobs.fifo"],
};

describe("endpointPolicyFaults", () => {
  it("finds nothing wrong with names, patterns and ARNs", () => {
    assert.deepStrictEqual(endpointPolicyFaults(sound), []);
  });

  it("does not judge what is not known yet", () => {
    const later = Promise.resolve("orders");
    assert.deepStrictEqual(endpointPolicyFaults({ environments: [later], buckets: [later] }), []);
  });

  for (const [title, given] of [
    ["nothing", {}],
    ["empty lists", { environments: [], buckets: [] }],
  ] as const) {
    it(`asks for environments and buckets, given ${title}`, () => {
      assert.deepStrictEqual(
        endpointPolicyFaults(given).map(({ path, problem, fix }) => ({ path, problem, fix })),
        [
          {
            path: ["environments"],
            problem: "names no environments whose logs a scoped policy admits",
            fix: 'list every environment of the VPC, or set policies to "full"',
          },
          {
            path: ["buckets"],
            problem: "names no buckets that a scoped policy admits",
            fix: 'list the environments\' buckets and those that DAGs use, or set policies to "full"',
          },
        ],
      );
    });
  }

  for (const [key, entry, problem] of [
    ["environments", "1st", "holds a character that the name of an environment may not have there"],
    [
      "environments",
      "arn:aws:mwaa:eu-west-1:123456789012:orders",
      "is not the ARN of an environment",
    ],
    [
      "environments",
      "arn:aws:airflow:eu-west-1:*:environment/orders",
      "is not the ARN of an environment",
    ],
    ["buckets", "*", "admits every bucket, which is not a scoped policy"],
    ["buckets", "la_ke", "holds a character that a bucket's name may not have"],
    ["queues", "https://sqs.eu-west-1.amazonaws.com/1/jobs", "is not the name of a queue"],
    ["queues", "*", "is not the name of a queue"],
  ] as const) {
    it(`refuses ${entry} among ${key}`, () => {
      const given = { ...sound, [key]: [...sound[key], entry] };
      assert.deepStrictEqual(
        endpointPolicyFaults(given).map(({ path, got, problem: found }) => [path, got, found]),
        [[[key, sound[key].length], entry, problem]],
      );
    });
  }
});
