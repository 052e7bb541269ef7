import assert from "node:assert/strict";
import { type Answers, KEY_CHOICES, VPC_CHOICES } from "../../../cli/init/answers";
import { complete } from "../../../cli/init/complete";
import { readyStacks, renderProblem } from "../../../cli/init/problems";
import { QUESTIONS } from "../../../cli/init/questions";
import { renderStackFile } from "../../../cli/init/stack-text";
import { ACCESS_MODE_FOR, type Audience } from "../../../mwaa/service/use-cases";
import { parseStackFile } from "../../../mwaa/settings/parse-stack-file";
import { PRESETS, type Settings } from "../../../mwaa/settings/types";

const KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** An answer to every question; those that have no place are left out again. */
const DETAILS: Answers = {
  stack: "try",
  region: "eu-west-1",
  name: "airflow-try",
  account: "222222222222",
  vpcCidr: "10.50.0.0/16",
  ownerAccount: "111111111111",
  ownerStack: "organization/mwaa/network",
  participant: "444444444444",
  participantStack: "organization/mwaa/try-environment",
  subnetIds: "subnet-0e1f2a3b4c5d6e7f8,subnet-0e1f9a8b7c6d5e4f3",
  securityGroupIds: "sg-05a6b7c8d9e0f1a2b",
  keyArn: KEY_ARN,
  keyAccount: "333333333333",
  keyRoleArn: "arn:aws:iam::333333333333:role/keys",
};

const VERSIONS = ["3.2.1", "3.0.6", "2.11.0"];
const AUDIENCES: readonly Audience[] = ["internet", "vpc", "both"];

function withDetails(asked: Answers): Answers {
  const all = { ...DETAILS, ...asked };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => {
      const question = QUESTIONS.find((each) => each.name === name);
      return Object.hasOwn(asked, name) || question?.need(all) !== "foreign";
    }),
  );
}

const product: readonly Answers[] = (["yes", "no"] as const).flatMap((internet) =>
  VPC_CHOICES.flatMap((vpc) =>
    AUDIENCES.flatMap((ui) =>
      VERSIONS.flatMap((airflowVersion) =>
        PRESETS.flatMap((preset): readonly Answers[] =>
          vpc === "shared-owner"
            ? [{ internet, vpc, ui, preset }]
            : KEY_CHOICES.map((key) => ({ internet, vpc, ui, key, airflowVersion, preset })),
        ),
      ),
    ),
  ),
);

/** Whether the service has what is asked for, said once more from the guide and not from the code. */
function isPossible({ internet, vpc, ui, airflowVersion }: Answers): boolean {
  if (vpc === "shared-owner") return true;
  if (ui === "both") return airflowVersion === "3.2.1";
  return ui !== "internet" || internet === "yes" || airflowVersion === "2.11.0";
}

function assertMeaning(settings: Settings, asked: Answers): void {
  const { vpc, internet, ui, key } = asked;
  assert.equal(settings.webserverAccessMode, ACCESS_MODE_FOR[ui ?? "vpc"]);
  assert.equal(settings.airflowVersion, asked.airflowVersion);
  assert.equal(settings.preset, asked.preset);
  const { network } = settings;
  const made = internet === "yes" ? "public-routing" : "private-routing";
  if (vpc === "new") assert.equal(network.kind, made);
  if (vpc === "existing") {
    assert.deepEqual(network, {
      kind: "existing",
      subnetIds: DETAILS.subnetIds?.split(","),
      securityGroupIds: [DETAILS.securityGroupIds],
    });
  }
  assert.equal(network.kind === "shared", vpc?.startsWith("shared"));
  assert.equal(settings.endpointManagement, network.kind === "shared" ? "CUSTOMER" : "SERVICE");
  if (network.kind === "shared") {
    assert.equal("owner" in network, vpc === "shared-both");
    if ("owner" in network) {
      assert.equal(network.owner.account, "111111111111");
      assert.equal(network.owner.network.kind, made);
    } else {
      assert.equal(network.ownerAccount, "111111111111");
      assert.equal("fromStack" in network && network.fromStack, "organization/mwaa/network");
    }
  }
  switch (key) {
    case "aws-owned":
      assert.equal(settings.key, "aws-owned");
      break;
    case "existing":
      assert.deepEqual(settings.key, { existing: KEY_ARN });
      break;
    default:
      assert.ok(typeof settings.key === "object" && !("existing" in settings.key));
      assert.equal(settings.key.whenDestroyed, "keep");
      assert.equal(settings.key.owner?.account, key === "new" ? undefined : "333333333333");
  }
}

describe("every combination of the questions of mwaa init", function () {
  this.timeout(30_000);
  it("is a file that the settings accept and that means what was asked, or one clear refusal", () => {
    assert.ok(product.length > 400);
    for (const asked of product) {
      const what = JSON.stringify(asked);
      const answers = withDetails(asked);
      const ready = readyStacks(answers);
      if (!isPossible(asked)) {
        assert.ok("problems" in ready, what);
        const lines = ready.problems.map((each) => renderProblem(each, answers));
        assert.equal(lines.length, 1, lines.join("\n"));
        assert.match(lines[0] ?? "", /^--ui (internet|both) .+: got .+, allowed: .+; .+$/);
        continue;
      }
      assert.ok("stacks" in ready, `${what} ${JSON.stringify(ready)}`);
      for (const draft of ready.stacks) {
        const text = renderStackFile(draft, "../docs/settings.schema.json");
        const parsed = parseStackFile(text, { file: "f", stack: draft.stack });
        assert.ok("settings" in parsed, text);
        assert.deepEqual(parsed.settings, draft.settings);
      }
      const [{ settings }] = ready.stacks;
      if (settings.builds === "environment") assertMeaning(settings, asked);
      else assert.equal(asked.vpc, "shared-owner");
    }
  });

  it("gives the owner of a shared VPC two stacks that fit together", () => {
    for (const asked of product.filter(({ vpc }) => vpc === "shared-owner")) {
      const ready = readyStacks(withDetails(asked));
      assert.ok("stacks" in ready);
      assert.deepEqual(
        ready.stacks.map(({ stack }) => stack),
        ["try", "try-endpoints"],
      );
      const [network, endpoints] = ready.stacks.map(({ settings }) => settings);
      assert.ok(network?.builds === "shared-network");
      assert.equal(
        network.network.kind,
        asked.internet === "yes" ? "public-routing" : "private-routing",
      );
      assert.deepEqual(network.share.with, ["444444444444"]);
      assert.ok(endpoints?.builds === "customer-endpoints");
      assert.equal(endpoints.webserverAccessMode, ACCESS_MODE_FOR[asked.ui ?? "vpc"]);
      assert.equal(endpoints.environmentStack, "organization/mwaa/try-environment");
    }
  });

  it("refuses each detail that has no place beside the others, and says where it has one", () => {
    const deciding = product.filter(
      ({ ui, preset, airflowVersion = "3.2.1" }) =>
        ui === "vpc" && preset === "quick-start" && airflowVersion === "3.2.1",
    );
    for (const asked of deciding) {
      for (const question of QUESTIONS) {
        const answers = { ...withDetails(asked), [question.name]: DETAILS[question.name] ?? "x" };
        if (question.need(answers) !== "foreign") continue;
        const ready = readyStacks(answers);
        assert.ok("problems" in ready);
        const mine = ready.problems.filter((each) => each.question?.name === question.name);
        assert.equal(mine.length, 1);
        assert.match(mine[0]?.words ?? "", /^has no place here: it belongs to .+; leave it out$/);
      }
    }
  });

  it("needs no answer that has a default, and names all those that have none", async () => {
    const surroundings = {
      project: "mwaa",
      environment: { AWS_REGION: "eu-west-1" },
      stackProblem: () => undefined,
    };
    for (const asked of product) {
      const required = QUESTIONS.filter(
        ({ name, need, usual }) =>
          !Object.hasOwn(asked, name) &&
          name !== "stack" &&
          need({ ...asked, region: "eu-west-1" }) === "required" &&
          usual?.(asked, surroundings) === undefined,
      );
      const completed = complete({ stack: "try", ...asked }, surroundings);
      if (required.length === 0) {
        assert.deepEqual(
          { region: (await completed).region, name: (await completed).name },
          { region: "eu-west-1", name: "airflow-try" },
        );
        continue;
      }
      await assert.rejects(completed, (error: Error) => {
        for (const { option } of required) assert.ok(error.message.includes(`${option} <`), option);
        assert.equal(error.message.split("--").length - 1, required.length + 1);
        return true;
      });
    }
  });
});
