import assert from "node:assert/strict";
import { actionOf, hasNoResource } from "../../../reasoning/iam/action";
import { actionPattern } from "../../../reasoning/iam/action-pattern";

describe("the action of a request", () => {
  it("is taken apart into service and name without regard to case", () => {
    const { written, folded, service, name } = actionOf("SQS:SendMessage");
    assert.deepEqual(
      [written, folded, service, name],
      ["SQS:SendMessage", "sqs:sendmessage", "sqs", "sendmessage"],
    );
  });

  it("may leave out a resource or name one where AWS's table lacks it", () => {
    const action = actionOf("braket:CreateJob");
    assert.deepEqual(action, {
      written: "braket:CreateJob",
      folded: "braket:createjob",
      service: "braket",
      name: "createjob",
      pattern: actionPattern("braket:CreateJob"),
      needsResource: false,
    });
    assert.equal(hasNoResource(action), false);
  });

  for (const [title, action, needs, none] of [
    ["has to name a resource that the table requires", "sqs:SendMessage", true, false],
    ["has to name one of S3's, of which the table requires none", "s3:GetObject", true, false],
    ["may leave out what the table does not require", "iam:ListMFADevices", false, false],
    ["has none where the table has none", "s3:ListAllMyBuckets", false, true],
  ] as const) {
    it(`${title}: ${action}`, () => {
      const asked = actionOf(action);
      assert.deepEqual([asked.needsResource, hasNoResource(asked)], [needs, none]);
    });
  }
});
