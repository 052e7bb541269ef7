import assert from "node:assert/strict";
import type { Finding } from "../../../preflight/findings/finding";
import { renderGithub } from "../../../preflight/report/github";
import { renderMarkdown } from "../../../preflight/report/markdown";
import { renderText } from "../../../preflight/report/text";
import { describePointer } from "../../../preflight/report/urn";
import { gatherWaiting } from "../../../preflight/report/waiting";
import { finding, report, resource, stack, urn } from "./reports";

const owner = resource("pulumi:pulumi:StackReference", "owner", {
  inputs: { name: "organization/net/owner" },
  change: "read",
});
const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { change: "read", outputs: { id: "vpc-0a" } });
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { change: "read" });
const environment = resource("aws:mwaa/environment:Environment", "airflow", {
  inputs: { name: "analytics" },
  propertyDependencies: { networkConfiguration: [owner.urn] },
});
const told = stack([owner, vpc, subnet, environment]);
const untold = stack(told.resources, {
  assumptions: [
    'The outputs of stack "organization/net/owner" were not given: whatever comes from it is unknown.',
  ],
});

function undecided(rule: string, ...blockedBy: readonly string[]): Finding {
  return finding({ rule, outcome: "unknown", resource: environment.urn, blockedBy });
}

const first = `${environment.urn}#networkConfiguration.subnetIds.0`;
const second = `${environment.urn}#networkConfiguration.subnetIds.1`;
const forOwner = [undecided("a", first, second), undecided("b", first), undecided("c", second)];

describe("gatherWaiting", () => {
  it("puts together what waits for the outputs of a stack that nobody gave", () => {
    const { alone, together } = gatherWaiting(forOwner, [untold]);
    assert.deepEqual(alone, []);
    assert.deepEqual(
      together.map(({ findings, ...rest }) => ({ ...rest, findings: findings.length })),
      [
        {
          wantedFacts: "the outputs of stack organization/net/owner",
          howToTell: "plan that stack along with this one: add --stack owner",
          missing: [
            "airflow (aws.mwaa.Environment): networkConfiguration.subnetIds.0, networkConfiguration.subnetIds.1",
          ],
          rules: ["a", "b", "c"],
          findings: 3,
        },
      ],
    );
  });

  it("blames no stack whose outputs are there", () => {
    assert.deepEqual(gatherWaiting(forOwner, [told]).together, []);
  });

  it("asks for a context file for what exists already", () => {
    const [waiting] = gatherWaiting(
      [
        undecided("a", `${subnet.urn}#vpcId`, "the endpoints of vpc-0a"),
        undecided("b", `${subnet.urn}#availabilityZone`),
        undecided("c", `${vpc.urn}#enableDnsSupport`),
      ],
      [untold],
    ).together;
    assert.ok(waiting);
    assert.equal(waiting.howToTell, "describe them in a context file and add --context FILE");
    assert.deepEqual(waiting.missing, [
      "subnet (aws.ec2.Subnet): availabilityZone, vpcId",
      "the endpoints of vpc-0a",
      "vpc (aws.ec2.Vpc): enableDnsSupport",
    ]);
  });

  it("keeps apart what waits for facts from two places", () => {
    const mixed = undecided("d", first, `${vpc.urn}#enableDnsSupport`);
    const { alone, together } = gatherWaiting([...forOwner, mixed], [untold]);
    assert.deepEqual(alone, [mixed]);
    assert.equal(together.length, 1);
  });

  it("puts together without stacks what waits for just the same", () => {
    const same = ["a", "b", "c"].map((rule) => undecided(rule, first, second));
    const [waiting] = gatherWaiting([...same, undecided("d", first)], []).together;
    assert.ok(waiting);
    assert.deepEqual(waiting.rules, ["a", "b", "c"]);
    assert.equal(waiting.wantedFacts, "the same facts");
    assert.equal(waiting.howToTell, undefined);
  });

  it("leaves two rules, what failed and what nothing blocks to themselves", () => {
    const findings = [
      ...forOwner.slice(0, 2),
      finding({ rule: "d", blockedBy: [first] }),
      undecided("e"),
    ];
    assert.deepEqual(gatherWaiting(findings, [untold]), { alone: findings, together: [] });
  });
});

describe("rules that wait for the same facts", () => {
  it("are one paragraph in the text", () => {
    assert.match(
      renderText(report(forOwner), { stacks: [untold], width: 200 }),
      /^ {2}\? undecided {2}3 rules wait for the outputs of stack organization\/net\/owner\n {6}missing {5}airflow \(aws\.mwaa\.Environment\): networkConfiguration\.subnetIds\.0, networkConfiguration\.subnetIds\.1\n {6}to decide {3}plan that stack along with this one: add --stack owner\n {6}rules {7}a, b, c\n$/m,
    );
  });

  it("are one item in Markdown", () => {
    const text = renderMarkdown(report(forOwner), [untold]);
    assert.match(text, /- \*\*undecided\*\* 3 rules wait for the outputs of stack/);
    assert.match(text, / {2}- Rules: `a`, `b`, `c`/);
    assert.equal(text.match(/\*\*undecided\*\*/g)?.length, 1);
  });

  it("are one annotation on GitHub", () => {
    const lines = renderGithub(report(forOwner), "/work", [untold]).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.startsWith("::")),
      [
        "::warning title=3 rules undecided::undecided, waiting for the outputs of stack organization/net/owner: a, b, c%0AMissing: airflow (aws.mwaa.Environment): networkConfiguration.subnetIds.0, networkConfiguration.subnetIds.1%0ATo decide: plan that stack along with this one: add --stack owner",
      ],
    );
  });
});

describe("describePointer", () => {
  it("calls resources in phrases by their names", () => {
    const role = urn("aws:iam/role:Role", "role");
    assert.equal(
      describePointer(`the endpoint of ${role}, which somebody makes`),
      "the endpoint of role, which somebody makes",
    );
    assert.equal(
      describePointer(`the account that ${role}#arn names`),
      "the account that role (arn) names",
    );
  });
});
