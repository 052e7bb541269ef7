import * as assert from "node:assert/strict";
import { executionRoleTrust } from "../../../mwaa/documents/trust";
import { callsOf, MWAA_PRINCIPALS } from "../../../mwaa/service/calls";
import { placeOf } from "../../../mwaa/service/partitions";
import { allows } from "./covers";

const place = placeOf({ region: "us-east-1", account: "123456789012" });
const environmentName = "your-environment-name";
const environment = "arn:aws:airflow:us-east-1:123456789012:environment/your-environment-name";

describe("executionRoleTrust", () => {
  it("is the printed trust policy with both conditions", () => {
    assert.deepStrictEqual(executionRoleTrust({ place, environmentName }), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: ["airflow.amazonaws.com", "airflow-env.amazonaws.com"] },
          Action: "sts:AssumeRole",
          Condition: {
            ArnLike: { "aws:SourceArn": environment },
            StringEquals: { "aws:SourceAccount": "123456789012" },
          },
        },
      ],
    });
  });

  it("can admit every environment of the account", () => {
    const { Statement } = executionRoleTrust({ place, environmentName, scope: "account" });
    assert.deepStrictEqual(Statement[0]?.Condition?.["ArnLike"], {
      "aws:SourceArn": "arn:aws:airflow:*:123456789012:environment/*",
    });
  });

  for (const scope of ["environment", "account"] as const) {
    const document = executionRoleTrust({ place, environmentName, scope });
    const request = (source: string, account: string, principal: string) => ({
      action: "sts:AssumeRole",
      resource: "*",
      context: { "aws:SourceArn": source, "aws:SourceAccount": account },
      principal: ["Service", principal] as const,
    });

    it(`lets MWAA in by both principals, with the scope ${scope}`, () => {
      const calls = callsOf("service", "customer-key");
      assert.equal(calls.length, 1);
      for (const call of calls) {
        for (const context of call.contexts({ place, environmentName, bucketName: "b" })) {
          for (const principal of MWAA_PRINCIPALS) {
            const asked = request("", "", principal);
            assert.equal(allows(document, { ...asked, context }), true);
          }
        }
      }
    });

    for (const [what, asked] of [
      [
        "another account's environment",
        request(environment.replace("1234", "9999"), "999956789012", MWAA_PRINCIPALS[0]),
      ],
      [
        "an environment in whose name another account asks",
        request(environment, "999999999999", MWAA_PRINCIPALS[1]),
      ],
      ["another service", request(environment, "123456789012", "ec2.amazonaws.com")],
      ["a call on nobody's behalf", { ...request("", "", MWAA_PRINCIPALS[0]), context: {} }],
    ] as const) {
      it(`keeps out ${what}, with the scope ${scope}`, () => {
        assert.equal(allows(document, asked), false);
      });
    }
  }
});
