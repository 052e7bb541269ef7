import assert from "node:assert/strict";
import { PLACEHOLDER_ACCOUNT } from "../../../../preflight/model/accounts";
import { buildWorld } from "../../../../preflight/model/world";
import { Unknown } from "../../../../reasoning/known";
import { planFixture, planned, planText, resource, textOf } from "../../../programs/run";
import type { PlanResult } from "../../../../preflight/readers/symbolic-plan/plan";

const HOME = "111111111111";

describe("A program with providers of several accounts", function () {
  this.timeout(120_000);
  let result: PlanResult;
  before(async () => {
    result = await planFixture("two-accounts", { account: HOME });
  });

  it("gets ARNs of the account, Region and partition of each provider", () => {
    assert.match(
      textOf(planned(result).outputs["vpcArn"]),
      /^arn:aws-cn:ec2:cn-north-1:222222222222:vpc\/vpc-0[0-9a-f]{16}$/,
    );
    assert.equal(resource(result, "lent", ":Vpc").outputs["ownerId"], "222222222222");
  });

  it("gets no ARN where the provider's account cannot be told", () => {
    const arns = [0, 1, 2, 3, 4].map(
      (index) => resource(result, `role-${String(index)}`).outputs["arn"],
    );
    assert.deepEqual(arns, [
      `arn:aws:iam::${HOME}:role/same`,
      "arn:aws-cn:iam::222222222222:role/same",
      undefined,
      `arn:aws:iam::${HOME}:role/same`,
      "arn:aws:iam::333333333333:role/same",
    ]);
  });

  it("is told account, Region and partition of whichever provider it asks", () => {
    const { outputs } = planned(result);
    assert.equal(outputs["account"], HOME);
    const [owner, stranger] = outputs["answers"] as readonly Record<string, unknown>[];
    assert.deepEqual(owner, {
      account: "222222222222",
      region: "cn-north-1",
      partition: "aws-cn",
    });
    assert.ok(stranger?.["account"] instanceof Unknown);
    assert.deepEqual(
      { ...stranger, account: "?" },
      { account: "?", region: "eu-west-1", partition: "aws" },
    );
    const parts = outputs["parts"] as Record<string, unknown>;
    assert.deepEqual([parts["account"], parts["region"]], ["222222222222", "cn-north-1"]);
  });

  it("is judged with the same accounts", () => {
    const world = buildWorld([planned(result).stack]);
    const accounts = [0, 1, 2, 3, 4].map((index) => {
      const account = world.account(resource(result, `role-${String(index)}`));
      return account instanceof Unknown ? account.blockedBy : account;
    });
    assert.deepEqual(accounts, [
      HOME,
      "222222222222",
      ["urn:pulumi:dev::foreign::pulumi:providers:aws::stranger#profile"],
      HOME,
      "333333333333",
    ]);
  });
});

describe("The default provider's configuration", function () {
  this.timeout(120_000);
  const program = `
    const aws = require("@pulumi/aws");
    exports.account = aws.getCallerIdentityOutput().accountId;
    const bare = new aws.Provider("bare", { region: "us-east-1" });
    exports.ambient = aws.getCallerIdentityOutput({}, { provider: bare }).accountId;
  `;
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string, boolean])[] = [
    ["nothing", {}, PLACEHOLDER_ACCOUNT, true],
    [
      "the account it accepts",
      { "aws:allowedAccountIds": '["555555555555"]' },
      "555555555555",
      false,
    ],
    [
      "the role it assumes",
      { "aws:assumeRole": '{"roleArn":"arn:aws:iam::666666666666:role/deploy"}' },
      "666666666666",
      false,
    ],
    ["a profile", { "aws:profile": "prod" }, PLACEHOLDER_ACCOUNT, false],
  ];
  for (const [title, config, account, shared] of cases) {
    it(`tells its account by ${title}, ${shared ? "and" : "but not"} that of a provider without credentials`, async () => {
      const { stack, outputs } = planned(
        await planText(
          { "index.js": program },
          { config: { "aws:region": "eu-west-1", ...config } },
        ),
      );
      assert.equal(stack.account, account);
      assert.equal(outputs["account"], account);
      assert.equal(outputs["ambient"] === account, shared);
      assert.equal(outputs["ambient"] instanceof Unknown, !shared);
    });
  }
});

describe("What exists already", function () {
  this.timeout(120_000);

  it("gets neither ids nor names made up, and no owner", async () => {
    const result = await planText({
      "index.js": `
        const aws = require("@pulumi/aws");
        aws.ec2.Subnet.get("lent", "subnet-12345678");
        aws.iam.Role.get("theirs", "their-role");
        aws.iam.Policy.get("rules", "arn:aws:iam::777777777777:policy/rules");
        aws.s3.Bucket.get("dags", "their-dags");
        new aws.ec2.Vpc("taken", { cidrBlock: "10.0.0.0/16" }, { import: "vpc-12345678" });
      `,
    });
    const outputs = (name: string) => resource(result, name).outputs;
    assert.deepEqual(outputs("lent"), { id: "subnet-12345678", region: "eu-west-1" });
    assert.deepEqual(outputs("theirs"), { id: "their-role", name: "their-role" });
    assert.deepEqual(outputs("rules"), {
      id: "arn:aws:iam::777777777777:policy/rules",
      arn: "arn:aws:iam::777777777777:policy/rules",
    });
    assert.equal(outputs("dags")["arn"], "arn:aws:s3:::their-dags");
    assert.deepEqual(outputs("taken"), {
      id: "vpc-12345678",
      arn: `arn:aws:ec2:eu-west-1:${PLACEHOLDER_ACCOUNT}:vpc/vpc-12345678`,
      ownerId: PLACEHOLDER_ACCOUNT,
      region: "eu-west-1",
      cidrBlock: "10.0.0.0/16",
    });
  });
});
