import assert from "node:assert/strict";
import { renderGithub } from "../../../preflight/report/github";
import { escapeMarkdown, inlineCode, renderMarkdown } from "../../../preflight/report/markdown";
import { wrap } from "../../../preflight/report/paragraphs";
import { renderText } from "../../../preflight/report/text";
import { renderTree } from "../../../preflight/report/tree";
import { verdictSentence } from "../../../preflight/report/words";
import { finding, report, resource, stack, urn } from "./reports";

const bucket = resource("aws:s3/bucket:Bucket", "dags");
const environment = resource("aws:mwaa/environment:Environment", "airflow", {
  inputs: { name: "analytics" },
  dependencies: [bucket.urn],
});
const small = stack([bucket, environment]);
const failed = report(
  [
    finding({
      severity: "warning",
      rule: "bucket-keeps-old-versions",
      message: "dags: keeps one old version",
    }),
    finding({
      predicts: "Environment creation failed.",
      witness: 'status = "Suspended"',
      fix: 'set status to "Enabled"',
      source: { file: "/work/shop/index.ts", line: 12 },
    }),
    finding({
      outcome: "unknown",
      rule: "role-reaches-bucket",
      message: "the role's policy is not known yet",
      blockedBy: [`${urn("aws:iam/role:Role", "role")}#arn`],
    }),
  ],
  { assumptions: ["No service control policy denies a call."] },
);

describe("renderText", () => {
  it("says that nothing refuted is an error where the verdict is a pass all the same", () => {
    const text = renderText(report([finding({ severity: "warning" })], { verdict: "pass" }));
    assert.match(text, /refuted \(no errors\)/);
    assert.match(text, /^PASS/m);
  });

  it("shows the worst first with everything known about it, and the verdict last", () => {
    assert.equal(
      renderText(failed, { stacks: [small], next: ["mwaa explain bucket-versioning-enabled"] }),
      `analytics: fail
  ✗ error  bucket-versioning-enabled
    dags (aws.s3.Bucket)  /work/shop/index.ts:12
      dags: versioning is off
      shown by    status = "Suspended"
      fix         set status to "Enabled"
      predicts    Environment creation failed.

  ! warning  bucket-keeps-old-versions
    dags (aws.s3.Bucket)
      dags: keeps one old version

  ? undecided  role-reaches-bucket
    dags (aws.s3.Bucket)
      the role's policy is not known yet
      blocked by  role (aws.iam.Role), property arn

Assumed, because nobody said otherwise:
  - No service control policy denies a call.

7 proved, 2 refuted, 1 undetermined, 2 not applicable
FAIL: the environment would not come up.
Next: mwaa explain bucket-versioning-enabled
`,
    );
  });

  it("says the rule and what it predicts once for several resources", () => {
    const predicts = "Environment creation failed.";
    const other = urn("aws:s3/bucket:Bucket", "other");
    const text = renderText(
      report([finding({ predicts }), finding({ predicts, resource: other, message: "is off" })]),
    );
    assert.deepEqual(text.split("\n").slice(0, 7), [
      "elsewhere in shop/dev:",
      "  ✗ error  bucket-versioning-enabled",
      "    dags (aws.s3.Bucket)",
      "      dags: versioning is off",
      "    other (aws.s3.Bucket)",
      "      is off",
      "      predicts    Environment creation failed.",
    ]);
  });

  it("lists the verdict on each of several stacks", () => {
    const text = renderText(
      report([], {
        stacks: [
          { name: "shop/dev", verdict: "pass", environments: [{ name: "a", verdict: "pass" }] },
          {
            name: "shop/production",
            verdict: "fail",
            environments: [
              { name: "b", verdict: "fail" },
              { name: "c", verdict: "pass" },
            ],
          },
          { name: "shop/none", verdict: "pass", environments: [] },
        ],
      }),
    );
    assert.deepEqual(text.split("\n").slice(0, 4), [
      "  pass     shop/dev         a",
      "  fail     shop/production  b, c (pass)",
      "  pass     shop/none        no environment",
      "",
    ]);
  });

  it("says the same words with colour and without", () => {
    const plain = renderText(failed, { stacks: [small], tree: true });
    const coloured = renderText(failed, { stacks: [small], tree: true, colour: true });
    assert.notEqual(coloured, plain);
    assert.equal(coloured.replace(/\u001b\[[0-9;]*m/g, ""), plain);
  });

  it("keeps to the width except for words that cannot be broken", () => {
    const long = report([
      finding({ message: "word ".repeat(60).trim(), fix: "do ".repeat(60).trim() }),
    ]);
    for (const line of renderText(long, { width: 60 }).split("\n").slice(0, 20)) {
      assert.ok(line.length <= 60, line);
    }
  });

  it("counts blocking properties that are too many to list", () => {
    const blockedBy = Array.from({ length: 8 }, (_, index) => `phrase ${String(index)}`);
    const text = renderText(report([finding({ outcome: "unknown", blockedBy })]));
    assert.match(text, /phrase 4; and 3 more/);
  });
});

describe("renderTree", () => {
  const platform = resource("mwaa:index:Platform", "prod");
  const subnets = Array.from({ length: 6 }, (_, index) =>
    resource("aws:ec2/subnet:Subnet", `subnet-${String(index)}`, { parent: platform.urn }),
  );
  const root = resource("pulumi:pulumi:Stack", "shop-dev", { custom: false });
  const provider = resource("pulumi:providers:aws", "default");

  it("draws children below parents, folds alike siblings and leaves out providers", () => {
    const orphan = { ...bucket, parent: root.urn };
    assert.equal(
      renderTree(stack([root, provider, platform, ...subnets, orphan])),
      [
        "shop/dev in eu-central-1: 7 resources",
        "├─ prod              mwaa:index:Platform",
        "│  └─ subnet-0 … ×6  aws.ec2.Subnet",
        "└─ dags              aws.s3.Bucket",
        "",
      ].join("\n"),
    );
  });

  it("never folds a resource that has a finding, and marks it with the worst", () => {
    const marked = subnets[3]?.urn ?? "";
    const text = renderTree(stack([platform, ...subnets]), {
      findings: [
        finding({ resource: marked, severity: "warning" }),
        finding({ resource: marked }),
        finding({ resource: marked, outcome: "unknown" }),
      ],
    });
    assert.match(text, /subnet-0 … ×5/);
    assert.match(text, /subnet-3 +aws\.ec2\.Subnet ✗\n/);
  });
});

describe("verdictSentence", () => {
  const two = [
    {
      name: "shop/dev",
      verdict: "fail" as const,
      environments: [
        { name: "alpha", verdict: "fail" as const },
        { name: "beta", verdict: "pass" as const },
      ],
    },
  ];
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "a pass",
      verdictSentence(report([])),
      "the environment comes up and is safe, given the assumptions",
    ],
    [
      "a pass without environments",
      verdictSentence(report([], { stacks: [] })),
      "nothing stands against what was read, which holds no MWAA environment to prove anything of",
    ],
    [
      "two effects",
      verdictSentence(report([finding(), finding({ effect: "insecure" })])),
      "the environment would not come up and would not be safe",
    ],
    [
      "one of two environments",
      verdictSentence(report([finding()], { stacks: two })),
      "1 of 2 environments would not come up",
    ],
    [
      "an undecided error",
      verdictSentence(report([finding({ outcome: "unknown" })])),
      "undecided: 1 check could not be decided with what is known",
    ],
    [
      "a warning, which decides nothing",
      verdictSentence(report([finding({ severity: "warning" })])),
      "the environment comes up and is safe, given the assumptions",
    ],
  ];
  for (const [title, got, expected] of cases) {
    it(`words ${title}`, () => {
      assert.equal(got, expected);
    });
  }
});

describe("renderMarkdown", () => {
  it("shows verdicts in a table and each finding in a list", () => {
    const text = renderMarkdown(failed, [small]);
    assert.match(text, /^## MWAA preflight: fail\n/);
    assert.match(text, /\| shop\/dev \| analytics \| fail \|/);
    assert.match(
      text,
      /- \*\*error\*\* `bucket-versioning-enabled` on `dags \(aws\.s3\.Bucket\)`: /,
    );
    assert.match(text, / {2}- Predicts: `Environment creation failed\.`/);
  });

  it("lets no text of a stack become markup", () => {
    assert.equal(
      escapeMarkdown("a|b <img> [x](y) *z*\nnext"),
      "a\\|b \\<img\\> \\[x\\](y) \\*z\\* next",
    );
    assert.equal(inlineCode("a `b` c"), "`` a `b` c ``");
  });
});

describe("renderGithub", () => {
  it("writes one annotation a finding with paths relative to the folder", () => {
    const lines = renderGithub(failed, "/work/shop").trimEnd().split("\n");
    assert.equal(lines.length, 4);
    assert.equal(
      lines[0],
      "::error file=index.ts,line=12,title=bucket-versioning-enabled::dags (aws.s3.Bucket): dags: versioning is off" +
        '%0AShown by: status = "Suspended"%0APredicts: Environment creation failed.%0AFix: set status to "Enabled"',
    );
    assert.match(lines[1] ?? "", /^::warning title=bucket-keeps-old-versions::/);
    assert.match(lines[2] ?? "", /^::warning title=role-reaches-bucket::/);
  });

  it("escapes what would end a command", () => {
    const text = renderGithub(
      report([finding({ message: "50% of\nit", source: { file: "a,b:c.ts", line: 1 } })]),
      "/",
    );
    assert.match(text, /file=a%2Cb%3Ac\.ts,line=1/);
    assert.match(text, /50%25 of%0Ait/);
  });
});

describe("wrap", () => {
  it("breaks at spaces and never inside a word", () => {
    assert.deepEqual(wrap("aa bb cccccccccc dd", 5), ["aa bb", "cccccccccc", "dd"]);
  });
});
