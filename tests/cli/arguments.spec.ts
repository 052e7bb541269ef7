import assert from "node:assert/strict";
import { parseArguments } from "../../cli/arguments";
import { BadInput } from "../../cli/failure";

const parse = (...argv: readonly string[]) => parseArguments(argv, "1.2.3");

describe("parseArguments", () => {
  it("fills in every default of plan", () => {
    assert.deepEqual(parse("plan"), {
      command: "plan",
      options: {
        all: false,
        stack: [],
        program: [],
        context: [],
        config: {},
        format: "text",
        failOn: "error",
        unknown: "ignore",
        timeoutSeconds: 120,
      },
    });
  });

  it("collects configuration, whose values may hold equals signs and colons", () => {
    const invocation = parse(
      ...["plan", "--config", "aws:region=eu-central-1", "--config", "app:query=a=b:c"],
      ...["--stack", "dev", "--account", "123456789012", "--timeout", "5"],
    );
    assert.equal(invocation.command, "plan");
    assert.deepEqual(invocation.options, {
      all: false,
      stack: ["dev"],
      program: [],
      context: [],
      account: "123456789012",
      config: { "aws:region": "eu-central-1", "app:query": "a=b:c" },
      format: "text",
      failOn: "error",
      unknown: "ignore",
      timeoutSeconds: 5,
    });
  });

  it("takes several files for check, and - among them", () => {
    const invocation = parse("check", "a.json", "-", "--unknown", "fail", "--fail-on", "never");
    assert.deepEqual(invocation, {
      command: "check",
      options: {
        files: ["a.json", "-"],
        context: [],
        format: "text",
        failOn: "never",
        unknown: "fail",
      },
    });
  });

  it("takes several stacks, programs and contexts", () => {
    const invocation = parse(
      ...["plan", "--stack", "net/dev", "--stack", "dev", "--program", "a", "--program", "b"],
      ...["--context", "x.yaml", "--context", "y.yaml"],
    );
    assert.equal(invocation.command, "plan");
    const { stack, program, context } = invocation.options;
    assert.deepEqual(
      [stack, program, context],
      [
        ["net/dev", "dev"],
        ["a", "b"],
        ["x.yaml", "y.yaml"],
      ],
    );
  });

  it("answers --version and --help without a command", () => {
    assert.deepEqual(parse("--version"), { command: "help", text: "1.2.3\n" });
    const help = parse("plan", "--help");
    assert.equal(help.command, "help");
    assert.match(help.text, /^Usage: mwaa plan \[options\]/);
  });

  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [
      [],
      /^no command given, allowed: init, plan, check, rules, explain, iam, reach; see `mwaa --help`$/,
    ],
    [["plann"], /^unknown command 'plann' \(Did you mean plan\?\); see `mwaa --help`$/],
    [
      ["plan", "--stak", "a"],
      /^unknown option '--stak' \(Did you mean --stack\?\); see `mwaa plan --help`$/,
    ],
    [["plan", "extra"], /^too many arguments for 'plan'/],
    [["plan", "--stack"], /^option '--stack <name>' argument missing/],
    [
      ["plan", "--stack", "a", "--all"],
      /^option '--stack <name>' cannot be used with option '--all'/,
    ],
    [
      ["plan", "--format", "xml"],
      /^option '--format <format>' argument 'xml' is invalid\. Allowed choices are text, json, sarif, junit, markdown, github\./,
    ],
    [
      ["plan", "--fail-on", "fatal"],
      /argument 'fatal' is invalid\. Allowed choices are error, warning, note, never\./,
    ],
    [
      ["check", "a", "--unknown", "maybe"],
      /argument 'maybe' is invalid\. Allowed choices are ignore, fail\./,
    ],
    [["plan", "--config", "region"], /argument 'region' is invalid\. Give namespace:key=value/],
    [
      ["plan", "--config", "region=eu"],
      /argument 'region=eu' is invalid\. Give namespace:key=value/,
    ],
    [
      ["plan", "--stack", "a", "--stack", "a"],
      /^option '--stack <name>' argument 'a' is invalid\. It is given twice; give it once\./,
    ],
    [["check", "a", "--context", ""], /argument '' is invalid\. Give a name or a path\./],
    [["plan", "--account", "1234"], /argument '1234' is invalid\. An account has 12 digits\./],
    [["plan", "--timeout", "0"], /argument '0' is invalid\. Give whole seconds from 1 to 86400\./],
    [["plan", "--timeout", "1e3"], /argument '1e3' is invalid/],
    [
      ["plan", "--output", ""],
      /^option '--output <file>' argument '' is invalid\. Give the path of a file\./,
    ],
    [["check"], /^missing required argument 'file'; see `mwaa check --help`$/],
    [["explain"], /^missing required argument 'subject'/],
    [["rules", "--format", "github"], /Allowed choices are text, json, markdown\./],
    [["help"], /^unknown command 'help'/],
  ];
  for (const [argv, expected] of refused) {
    it(`refuses \`mwaa ${argv.join(" ")}\` in one sentence`, () => {
      assert.throws(
        () => parse(...argv),
        (error) =>
          error instanceof BadInput &&
          expected.test(error.message) &&
          !error.message.includes("\n"),
      );
    });
  }
});
