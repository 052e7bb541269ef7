import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import { failed, planText } from "../../../programs/run";
import type { PlanResult } from "../../../../preflight/readers/symbolic-plan/plan";
import type { FailureReason } from "../../../../preflight/readers/symbolic-plan/failure";

const AWS = 'const aws = require("@pulumi/aws");\nnew aws.s3.Bucket("first");\n';

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly reason: FailureReason;
  readonly message: RegExp;
  readonly timeoutSeconds?: number;
  /** The line to blame, if one is known. */
  readonly line?: number;
  /** The names of what had been registered, without the stack. */
  readonly resources?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    title: "throws at top level",
    files: { "index.js": `${AWS}console.log("so far");\nnull.vpc;` },
    reason: "threw",
    message: /index\.js:4: TypeError: Cannot read properties of null \(reading 'vpc'\)/,
    line: 4,
    resources: ["first"],
  },
  {
    title: "throws at top level in TypeScript",
    files: {
      "index.ts":
        'import * as aws from "@pulumi/aws";\n\nnew aws.s3.Bucket("first");\nconst nothing: { vpc?: { id: string } } = {};\nconsole.log(nothing.vpc!.id);',
    },
    reason: "threw",
    message: /index\.ts:5: TypeError/,
    line: 5,
  },
  {
    title: "throws inside apply",
    files: {
      "index.js": `${AWS}new aws.s3.Bucket("b").arn.apply((arn) => {\n  throw new Error("refused " + arn.slice(0, 13));\n});`,
    },
    reason: "threw",
    message: /index\.js:4: Error: refused arn:aws:s3:::/,
    line: 4,
  },
  {
    title: "throws something that is no error",
    files: { "index.js": 'throw { code: "E_ODD" };' },
    reason: "threw",
    message: /thrown value: \{"code":"E_ODD"\}/,
  },
  {
    title: "rejects in an exported function",
    files: { "index.js": `${AWS}module.exports = async () => { throw new Error("late"); };` },
    reason: "threw",
    message: /index\.js:3: Error: late/,
    line: 3,
  },
  {
    title: "has a syntax error in JavaScript",
    files: { "index.js": `${AWS}const a = ;` },
    reason: "threw",
    message: /index\.js:3: SyntaxError: Unexpected token ';'\nconst a = ;/,
    line: 3,
  },
  {
    title: "has a syntax error in TypeScript",
    files: { "index.ts": "export {};\nconst a = ;" },
    reason: "threw",
    message: /index\.ts:2: TSError: Expression expected\./,
    line: 2,
  },
  {
    title: "needs a package that is not installed",
    files: { "index.js": 'require("@pulumi/nowhere");' },
    reason: "threw",
    message: /Cannot find module '@pulumi\/nowhere'\nRun npm install in the program's folder\./,
    line: 1,
  },
  {
    title: "asks AWS and needs the answer at once",
    files: {
      "index.js":
        'const aws = require("@pulumi/aws");\nmodule.exports = async () => {\n  const vpc = await aws.ec2.getVpc({ default: true });\n  return vpc.id;\n};',
    },
    reason: "threw",
    message: /getVpc \(aws:ec2\/getVpc:getVpc\) asks AWS.*Call getVpcOutput instead/s,
    line: 3,
  },
  {
    title: "gives two resources the same name",
    files: { "index.js": `${AWS}\nnew aws.s3.Bucket("first");` },
    reason: "duplicate-name",
    message:
      /the same type, parent and name "first" \(.*index\.js:2 and .*index\.js:4\): give each a name of its own/,
    line: 4,
    resources: ["first"],
  },
  {
    title: "keeps itself alive",
    files: { "index.js": `${AWS}setInterval(() => undefined, 1000);` },
    reason: "hung",
    message: /had not come to an end after 12 s: it keeps itself alive with Timeout/,
    timeoutSeconds: 12,
    resources: ["first"],
  },
  {
    title: "never lets go of the processor",
    files: { "index.js": `${AWS}setTimeout(() => { for (;;); }, 100);` },
    reason: "hung",
    message: /had not come to an end after 12 s: it is busy without a pause/,
    timeoutSeconds: 12,
    resources: ["first"],
  },
  {
    title: "passes a promise that never resolves",
    files: {
      "index.js": `${AWS}new aws.s3.Bucket("stuck", { bucket: new Promise(() => undefined) });`,
    },
    reason: "leaked",
    message: /some values never resolved; these wait for one: stuck\[aws:s3\/bucket:Bucket\]/,
    resources: ["first"],
  },
  {
    title: "waits for a promise that never resolves",
    files: {
      "index.js": `${AWS}module.exports = async () => { await new Promise(() => undefined); };`,
    },
    reason: "leaked",
    message: /the program's own promise never resolved/,
    resources: ["first"],
  },
  {
    title: "ends its own process",
    files: { "index.js": `${AWS}setTimeout(() => {\n  process.exit(0);\n}, 100);` },
    reason: "crashed",
    message: /process\.exit\(0\) at .*index\.js:4 before everything was registered/,
    resources: ["first"],
  },
  {
    title: "makes Node.js abort",
    files: { "index.js": "process.abort();" },
    reason: "crashed",
    message: /made Node\.js crash \(signal SIGABRT\)/,
  },
  {
    title: "gives a timeout that is no duration",
    files: {
      "index.js": `${AWS}new aws.s3.Bucket("b", {}, { customTimeouts: { create: "soon" } });`,
    },
    reason: "threw",
    message: /customTimeouts\.create is no duration: got "soon", allowed: .*"3h"/,
  },
  {
    title: "does not exist",
    files: { "Pulumi.yaml": "name: x\nruntime: nodejs\n" },
    reason: "no-program",
    message: /There is no program in .*: none of index\.js, index\.ts/,
    resources: [],
  },
  {
    title: "is not where package.json says",
    files: { "package.json": '{"main":"dist/index.js"}' },
    reason: "no-program",
    message:
      /package\.json's main is "dist\/index\.js", but .* does not exist: correct main, or build the program first/,
  },
];

describe("A program that cannot be planned", function () {
  this.timeout(120_000);

  // Each is a process of its own: they run side by side, and the tests below wait for theirs.
  const limit = pLimit(availableParallelism());
  const results = new Map<Case, Promise<PlanResult>>();
  before(() => {
    for (const each of CASES) {
      const options =
        each.timeoutSeconds === undefined ? {} : { timeoutSeconds: each.timeoutSeconds };
      results.set(
        each,
        limit(() => planText(each.files, options)),
      );
    }
  });

  for (const each of CASES) {
    const { title, reason, message, line, resources } = each;
    it(`is explained if it ${title}`, async () => {
      const result = failed((await results.get(each)) ?? assert.fail("was not run"));
      assert.equal(result.reason, reason, result.message);
      assert.match(result.message, message);
      if (line !== undefined) assert.equal(result.source?.line, line);
      if (resources !== undefined) {
        const names = result.resources.filter(({ type }) => !type.endsWith(":Stack"));
        assert.deepEqual(
          names.map(({ name }) => name),
          resources,
        );
      }
    });
  }

  it("shows what it printed", async () => {
    const result = failed(
      await planText({
        "index.js":
          'console.log("to stdout");\nconsole.error("to stderr");\nthrow new Error("end");',
      }),
    );
    assert.deepEqual(result.printed.split("\n").sort(), ["to stderr", "to stdout"]);
  });

  it("is kept from flooding memory with what it prints", async () => {
    const result = failed(
      await planText({ "index.js": 'console.log("x".repeat(1e6));\nthrow new Error("end");' }),
    );
    assert.equal(result.printed.length, 16_383);
  });
});
