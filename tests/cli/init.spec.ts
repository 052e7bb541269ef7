import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { ChoiceQuestion, TextQuestion } from "../../cli/asker";
import { Interrupted } from "../../cli/asker";
import { parseStackFile } from "../../mwaa/settings/parse-stack-file";
import type { Report } from "../../preflight/findings/finding";
import { readContext } from "../../preflight/readers/context/read";
import { run } from "./worlds";

const ROOT = join(__dirname, "..", "..");

const EXISTING = [
  ...["--vpc", "existing", "--vpc-id", "vpc-0d2a7c1b9e4f60853"],
  ...["--subnet-ids", "subnet-0e1f2a3b4c5d6e7f8,subnet-0e1f9a8b7c6d5e4f3"],
  ...["--security-group-ids", "sg-05a6b7c8d9e0f1a2b"],
];
const PARTICIPANT = [
  ...["--vpc", "shared-participant", "--owner-account", "111111111111"],
  ...["--account", "222222222222", "--owner-stack", "organization/mwaa/network"],
];

describe("mwaa init", function () {
  this.timeout(90_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mwaa-init-"));
    mkdirSync(join(folder, "stacks"));
    const main = relative(folder, join(ROOT, "index.ts"));
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      `name: mwaa\nruntime: nodejs\nmain: ${main}\nstackConfigDir: stacks\n`,
    );
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const path = (file: string) => join(folder, "stacks", file);
  const read = (file: string) => readFileSync(path(file), "utf8");
  const files = () => readdirSync(join(folder, "stacks"), { recursive: true }).sort();
  const environment = { AWS_REGION: "eu-west-1" };
  const init = (...argv: readonly string[]) => run(["init", ...argv], { folder, environment });

  describe("with flags", () => {
    it("writes a file with schema, comments and settings, and says what comes next", async () => {
      const { code, out, err } = await init(
        ...["--stack", "dev", "--internet", "no", "--ui", "both", "--key", "new"],
      );
      assert.deepEqual([code, err], [0, ""]);
      assert.equal(
        read("Pulumi.dev.yaml"),
        [
          "# yaml-language-server: $schema=../docs/settings.schema.json",
          "# Use case 3 of the user guide: no internet access, a new VPC, the web interface on the internet.",
          "# https://docs.aws.amazon.com/mwaa/latest/userguide/networking-about.html",
          "",
          "config:",
          "  aws:region: eu-west-1",
          "  mwaa:preset: quick-start",
          "  mwaa:name: airflow-dev",
          "  mwaa:airflowVersion: 3.2.1",
          "  # People come over the internet, workers stay inside the VPC.",
          "  mwaa:webserverAccessMode: PUBLIC_AND_PRIVATE",
          "  # A network that this stack makes.",
          "  mwaa:network:",
          "    kind: private-routing",
          "    vpcCidr: 10.192.0.0/16",
          "  mwaa:key:",
          "    whenDestroyed: keep",
          "",
        ].join("\n"),
      );
      assert.match(out, /^Use case 3 of the user guide: /);
      assert.match(
        out,
        /\n {2}network +private-routing, 10\.192\.0\.0\/16: no way to the internet\n/,
      );
      assert.match(out, /\n {2}interface +PUBLIC_AND_PRIVATE: opens on the internet and inside/);
      assert.match(out, /\n {2}key +a new customer key\n/);
      assert.match(out, /\n {2}- 8 interface endpoints of AWS services in 2 zones each/);
      assert.doesNotMatch(out, /NAT gateway/);
      assert.match(out, /\nWrote stacks\/Pulumi\.dev\.yaml\nNext: mwaa plan --stack dev\n$/);
    });

    it("counts the NAT gateways of a network that reaches the internet", async () => {
      const { out } = await init("--stack", "dev", "--preset", "production");
      assert.match(out, /^Use case 2 of the user guide: /);
      assert.match(out, /\n {2}- 2 NAT gateways with a public IPv4 address each/);
      assert.match(out, /\n {2}- flow logs of the VPC\n/);
    });

    it("prints what it would write with --dry-run, and leaves everything alone", async () => {
      writeFileSync(path("Pulumi.dev.yaml"), "config: {}\n");
      const { code, out } = await init("--stack", "dev", "--dry-run");
      assert.equal(code, 0);
      const parsed = parseStackFile(out, { file: "dev", stack: "dev" });
      assert.ok("settings" in parsed);
      assert.equal(read("Pulumi.dev.yaml"), "config: {}\n");
      assert.deepEqual(files(), ["Pulumi.dev.yaml"]);
    });

    it("writes the owner's first and third stack, and names all three in their order", async () => {
      const { out } = await init(
        ...["--stack", "net", "--vpc", "shared-owner", "--participant", "222222222222"],
        ...["--participant-stack", "acme/mwaa/airflow"],
      );
      assert.deepEqual(files(), ["Pulumi.net-endpoints.yaml", "Pulumi.net.yaml"]);
      assert.match(
        out,
        /\n {2}1\. net: .+\n {2}2\. acme\/mwaa\/airflow: .+72 hours\n {2}3\. net-endpoints: .+\n/,
      );
      assert.match(
        read("Pulumi.net-endpoints.yaml"),
        /mwaa:environmentStack: acme\/mwaa\/airflow\n/,
      );
    });

    it("plans the participant with the owner's stacks where they are in the same project", async () => {
      await init("--stack", "network", "--vpc", "shared-owner", "--participant", "222222222222");
      const { out } = await init("--stack", "airflow", ...PARTICIPANT);
      assert.match(
        out,
        /\nNext: mwaa plan --stack airflow --stack network --stack network-endpoints\n$/,
      );
    });

    it("writes a context file that can be read, and keeps one that is there", async () => {
      const { out } = await init("--stack", "ours", ...EXISTING);
      assert.match(out, /\nNext: mwaa plan --stack ours --context stacks\/context\/ours\.yaml\n$/);
      const context = readContext(read("context/ours.yaml"), { file: "ours" });
      assert.ok(!("faults" in context), JSON.stringify(context));
      writeFileSync(path("context/ours.yaml"), "version: 1\n");
      const again = await init("--stack", "ours", ...EXISTING, "--force");
      assert.match(again.out, /\nKept stacks\/context\/ours\.yaml\n/);
      assert.equal(read("context/ours.yaml"), "version: 1\n");
    });

    it("writes no context file for a VPC that it was not told", async () => {
      const argv = EXISTING.filter(
        (each) => !each.startsWith("--vpc-id") && !each.startsWith("vpc-"),
      );
      const { code } = await init("--stack", "ours", ...argv);
      assert.equal(code, 0);
      assert.deepEqual(files(), ["Pulumi.ours.yaml"]);
    });

    const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
      [
        "missing answers, all at once",
        ["--vpc", "shared-both"],
        /^mwaa: --stack <name>, --account <id>, --owner-account <id> have no default: give them/,
      ],
      [
        "a name that is none",
        ["--stack", "a", "--name", "1a"],
        /--name 1a \(mwaa:name\) .+got "1a", allowed: .+; /,
      ],
      [
        "a stack's name with a slash",
        ["--stack", "a/b"],
        /--stack a\/b is no name of a stack: got "a\/b", allowed: /,
      ],
      [
        "an audience that workers cannot do without",
        ["--stack", "a", "--internet", "no", "--ui", "internet"],
        /--ui internet leaves the workers of Airflow 3\.2\.1 no way .+; choose both/,
      ],
      [
        "a mode that is too new",
        ["--stack", "a", "--ui", "both", "--airflow-version", "3.0.6"],
        /--ui both \(mwaa:webserverAccessMode\) needs Airflow 3\.2\.1 or newer/,
      ],
      [
        "an option without a place",
        ["--stack", "a", "--key", "new", "--vpc", "new", "--key-arn", "x"],
        /--key-arn x has no place here: it belongs to --key existing; leave it out/,
      ],
      [
        "a choice that there is not",
        ["--stack", "a", "--vpc", "mine"],
        /'--vpc <whose>' argument 'mine' is invalid\. Allowed choices are new, existing/,
      ],
      [
        "a key of another Region",
        [
          "--stack",
          "a",
          "--key",
          "existing",
          "--key-arn",
          "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        ],
        /--key-arn arn\S+ \(mwaa:key\.existing\) .+eu-west-1/,
      ],
      [
        "a VPC that no file could name",
        ["--stack", "a", ...EXISTING, "--vpc-id", "mine"],
        /--vpc-id mine .+got "mine", allowed: .+vpc-/,
      ],
      [
        "a range that is too small",
        ["--stack", "a", "--vpc-cidr", "10.0.0.0/29"],
        /--vpc-cidr 10\.0\.0\.0\/29 \(mwaa:network/,
      ],
    ];
    for (const [title, argv, expected] of refused) {
      it(`refuses ${title} in one message, and writes nothing`, async () => {
        const { code, out, err } = await init(...argv);
        assert.deepEqual([code, out], [2, ""]);
        assert.match(err, expected);
        assert.match(err, /^mwaa: [^\n]+\n$/);
        assert.deepEqual(files(), []);
      });
    }

    it("names every fault at once", async () => {
      const { err } = await init("--stack", "a", "--region", "mars-1", "--airflow-version", "9");
      assert.match(err, /^mwaa: 2 faults in the answers, nothing was written:\n--region mars-1 /);
      assert.match(err, /\n--airflow-version 9 \(mwaa:airflowVersion\) /);
    });
  });

  describe("the files", () => {
    it("refuses to overwrite one, and does with --force", async () => {
      writeFileSync(path("Pulumi.dev.yaml"), "config: {}\n");
      const { code, err } = await init("--stack", "dev");
      assert.equal(code, 2);
      assert.match(err, /--stack dev has a file already, stacks\/Pulumi\.dev\.yaml: .+ --force\n$/);
      assert.equal(read("Pulumi.dev.yaml"), "config: {}\n");
      assert.equal((await init("--stack", "dev", "--force")).code, 0);
      assert.match(read("Pulumi.dev.yaml"), /mwaa:name: airflow-dev/);
      assert.deepEqual(files(), ["Pulumi.dev.yaml"]);
    });

    it("overwrites a .yml where that is the stack's, and never adds a second file", async () => {
      writeFileSync(path("Pulumi.dev.yml"), "config: {}\n");
      await init("--stack", "dev", "--force");
      assert.deepEqual(files(), ["Pulumi.dev.yml"]);
      assert.match(read("Pulumi.dev.yml"), /mwaa:name: airflow-dev/);
    });

    it("writes neither of two files if one of them is there", async () => {
      writeFileSync(path("Pulumi.net-endpoints.yaml"), "config: {}\n");
      const argv = ["--stack", "net", "--vpc", "shared-owner", "--participant", "222222222222"];
      const { code, err } = await init(...argv);
      assert.equal(code, 2);
      assert.match(
        err,
        /stacks\/Pulumi\.net-endpoints\.yaml exists already, and nothing was written/,
      );
      assert.deepEqual(files(), ["Pulumi.net-endpoints.yaml"]);
    });

    it("follows a link instead of replacing it", async () => {
      writeFileSync(join(folder, "elsewhere.yaml"), "config: {}\n");
      symlinkSync(join(folder, "elsewhere.yaml"), path("Pulumi.dev.yaml"));
      await init("--stack", "dev", "--force");
      assert.match(readFileSync(join(folder, "elsewhere.yaml"), "utf8"), /airflow-dev/);
    });

    it("says in one message that it may not write, and leaves nothing behind", async function () {
      if (process.getuid?.() === 0) {
        // Root may write everywhere: a file where the folder should be stands in its way too.
        rmSync(join(folder, "stacks"), { recursive: true });
        writeFileSync(join(folder, "stacks"), "");
      } else chmodSync(join(folder, "stacks"), 0o500);
      const { code, out, err } = await init("--stack", "dev");
      if (process.getuid?.() !== 0) chmodSync(join(folder, "stacks"), 0o700);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /^mwaa: stacks\/Pulumi\.dev\.yaml .+, and nothing was written; [^\n]+\n$/);
      assert.deepEqual(readdirSync(folder).sort(), ["Pulumi.yaml", "stacks"]);
    });
  });

  describe("outside of this project", () => {
    it("says that a program of somebody else has no such stack files", async () => {
      writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
      const { code, err } = await init("--stack", "dev");
      assert.equal(code, 2);
      assert.match(err, /^mwaa: Pulumi\.yaml is the project shop, [^\n]+ --program\n$/);
    });

    it("writes where --program leads, and says so in the next command", async () => {
      const { code, out } = await run(["init", "--stack", "dev", "--program", folder], {
        folder: tmpdir(),
        environment,
      });
      assert.equal(code, 0);
      assert.ok(existsSync(path("Pulumi.dev.yaml")));
      assert.match(out, /\nNext: mwaa plan --stack dev --program mwaa-init-\w+\n$/);
    });
  });

  describe("on a terminal", () => {
    const asked: (ChoiceQuestion | TextQuestion)[] = [];
    const answering = (answers: readonly (readonly [RegExp, string])[]) => {
      const next = (question: ChoiceQuestion | TextQuestion): Promise<string> => {
        asked.push(question);
        const own = answers.find(([about]) => about.test(question.message))?.[1];
        return Promise.resolve(own ?? question.default ?? "");
      };
      return () => ({ choose: next, write: next });
    };
    const ask = (argv: readonly string[], answers: readonly (readonly [RegExp, string])[] = []) => {
      asked.length = 0;
      return run(["init", ...argv], { folder, environment, asker: answering(answers) });
    };
    const question = (about: RegExp) => {
      const found = asked.find(({ message }) => about.test(message));
      assert.ok(found !== undefined, String(about));
      return found;
    };

    it("asks for everything that decides, with its default, and for nothing that was given", async () => {
      const { code, out } = await ask(["--vpc", "new"], [[/stack called/, "dev"]]);
      assert.equal(code, 0);
      assert.deepEqual(
        asked.map((each) => [each.message, each.default]),
        [
          ["What is the stack called?", undefined],
          ["In which Region?", "eu-west-1"],
          ["May the network reach the internet?", "yes"],
          ["Which version of Airflow?", "3.2.1"],
          ["From where do people open the web interface?", "vpc"],
          ["Which key encrypts?", "aws-owned"],
          ["What is the environment called?", "airflow-dev"],
          ["Which defaults for the rest?", "quick-start"],
          ["Which IPv4 range has the VPC?", "10.192.0.0/16"],
        ],
      );
      assert.match(out, /\nWrote stacks\/Pulumi\.dev\.yaml\n/);
    });

    it("asks nothing with --yes", async () => {
      const { code } = await ask(["--yes", "--stack", "dev"]);
      assert.deepEqual([code, asked], [0, []]);
    });

    it("judges an answer by the settings' own sentences", async () => {
      writeFileSync(path("Pulumi.old.yaml"), "config: {}\n");
      await ask([], [[/stack called/, "dev"]]);
      const problem = (about: RegExp, answer: string) => {
        const found = question(about);
        assert.ok("problemOf" in found);
        return found.problemOf(answer);
      };
      assert.match(
        problem(/Region/, "mars-1") ?? "",
        /^is not the code of an AWS region: got "mars-1"/,
      );
      assert.match(problem(/version/, "2.10.2") ?? "", /got "2\.10\.2", allowed: 3\.2\.1/);
      assert.match(problem(/environment called/, "1a") ?? "", /got "1a"/);
      assert.match(problem(/range/, "10.0.0.0/29") ?? "", /too small/);
      assert.match(problem(/stack called/, "old") ?? "", /^has a file already/);
      assert.equal(problem(/stack called/, ""), "needs an answer");
      assert.equal(problem(/Region/, "us-east-1"), undefined);
      assert.equal(problem(/range/, "10.1.0.0/16"), undefined);
    });

    it("shows what cannot be chosen and why, and offers something else", async () => {
      await ask(["--internet", "no", "--airflow-version", "3.0.6"], [[/stack called/, "dev"]]);
      const audience = question(/web interface/);
      assert.ok("choices" in audience);
      assert.equal(audience.default, "vpc");
      assert.deepEqual(
        audience.choices.map(({ value, problem }) => [value, problem]),
        [
          ["vpc", undefined],
          [
            "internet",
            "leaves the workers of Airflow 3.0.6 no way to their web server in a network without internet access",
          ],
          ["both", "needs Airflow 3.2.1 or newer, and the environment has 3.0.6"],
        ],
      );
    });

    it("lets what is not needed be empty", async () => {
      const argv = ["--stack", "dev", ...EXISTING.slice(0, 2), ...EXISTING.slice(4)];
      const { code } = await ask(argv);
      assert.equal(code, 0);
      const vpc = question(/Which VPC/);
      assert.ok("problemOf" in vpc);
      assert.equal(vpc.problemOf(""), undefined);
      assert.deepEqual(files(), ["Pulumi.dev.yaml"]);
    });

    it("refuses what was given before it asks anything", async () => {
      const { code, err } = await ask(["--region", "mars-1"]);
      assert.equal(code, 2);
      assert.match(err, /^mwaa: --region mars-1 \(aws:region\) /);
      assert.deepEqual(asked, []);
    });

    it("writes nothing if it is interrupted", async () => {
      const leave = () => Promise.reject(new Interrupted("left"));
      const { code, out, err } = await run(["init"], {
        folder,
        environment,
        asker: () => ({ choose: leave, write: leave }),
      });
      assert.deepEqual([code, out], [2, ""]);
      assert.equal(err, "mwaa: interrupted before the last answer, and nothing was written\n");
      assert.deepEqual(files(), []);
    });
  });

  describe("what it writes", () => {
    const planned: readonly (readonly [string, readonly string[]])[] = [
      ["use case 1", ["--ui", "internet"]],
      ["use case 2 with a key", ["--preset", "production", "--key", "new"]],
      ["use case 3", ["--internet", "no", "--ui", "both"]],
      [
        "use case 4 with another account's key",
        [
          "--internet",
          "no",
          "--key",
          "other-account",
          "--key-account",
          "333333333333",
          "--account",
          "222222222222",
        ],
      ],
      [
        "both sides of a shared VPC",
        [
          "--vpc",
          "shared-both",
          "--internet",
          "no",
          "--owner-account",
          "111111111111",
          "--account",
          "222222222222",
        ],
      ],
    ];
    for (const [title, argv] of planned) {
      it(`is planned and passes: ${title}`, async () => {
        assert.equal((await init("--stack", "dev", ...argv)).code, 0);
        const { code, out, err } = await run(["plan", "--stack", "dev", "--format", "json"], {
          folder,
        });
        assert.deepEqual([code, err], [0, ""]);
        assert.equal((JSON.parse(out) as Report).verdict, "pass");
      });
    }

    const undecided: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      ["an existing network", EXISTING, ["--context", "stacks/context/dev.yaml"]],
      ["a participant", PARTICIPANT, []],
    ];
    for (const [title, argv, more] of undecided) {
      it(`is planned and names the facts that are missing: ${title}`, async () => {
        assert.equal((await init("--stack", "dev", ...argv)).code, 0);
        const { out, err } = await run(["plan", "--stack", "dev", "--format", "json", ...more], {
          folder,
        });
        assert.equal(err, "");
        const report = JSON.parse(out) as Report;
        assert.equal(report.verdict, "unknown");
        const unknown = report.findings.filter(({ outcome }) => outcome === "unknown");
        assert.ok(unknown.length > 0);
        assert.ok(
          unknown.some((each) => each.blockedBy !== undefined && each.blockedBy.length > 0),
        );
      });
    }

    it("is planned and passes for both stacks of a participant and its owner together", async () => {
      await init(
        "--stack",
        "network",
        "--vpc",
        "shared-owner",
        "--participant",
        "222222222222",
        "--account",
        "111111111111",
        "--participant-stack",
        "organization/mwaa/airflow",
        "--name",
        "airflow-shared",
      );
      await init("--stack", "airflow", ...PARTICIPANT, "--name", "airflow-shared");
      const { code, out, err } = await run(
        [
          "plan",
          "--stack",
          "network",
          "--stack",
          "airflow",
          "--stack",
          "network-endpoints",
          "--format",
          "json",
        ],
        { folder },
      );
      assert.deepEqual([code, err], [0, ""]);
      assert.equal((JSON.parse(out) as Report).verdict, "pass");
    });
  });

  it("asks on a real terminal, takes arrow keys and typed text, and writes the file", function () {
    const python = spawnSync("python3", ["-c", "import pty"]);
    if (python.status !== 0) this.skip();
    const driver = join(__dirname, "init", "drive-terminal.py");
    const { status, stdout, stderr } = spawnSync(
      "python3",
      [driver, process.execPath, join(ROOT, "cli", "mwaa.js"), "init", "--preset", "quick-start"],
      { cwd: folder, encoding: "utf8", timeout: 60_000, env: { ...process.env, AWS_REGION: "" } },
    );
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    const parsed = parseStackFile(read("Pulumi.typed.yaml"), { file: "f", stack: "typed" });
    assert.ok("settings" in parsed && parsed.settings.builds === "environment");
    const { region, webserverAccessMode, network, key } = parsed.settings;
    assert.deepEqual(
      [region, webserverAccessMode, network.kind, key],
      ["eu-west-1", "PUBLIC_ONLY", "public-routing", "aws-owned"],
    );
    assert.match(stdout, /is not the code of an AWS region: got "mars-1"/);
    assert.match(stdout, /Next: mwaa plan --stack typed/);
  });
});
