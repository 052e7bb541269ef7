import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { runCommand } from "./command";
import { BROKEN_EXISTING } from "./broken/existing";
import { BROKEN_PRIVATE } from "./broken/private-routing";
import {
  PROGRAM,
  baseOf,
  breakStack,
  disposeBases,
  enter,
  planned,
  prepareCloud,
} from "./broken/run";
import type { Finding } from "./broken/run";
import { BROKEN_SHARED } from "./broken/shared";
import type { BrokenStack } from "./broken/stack";
import { ENGINE_CACHE, REPOSITORY } from "./paths";
import { Workspace } from "./workspace";

/** A copy of the pack that reports everything and stops nothing. */
const PACK = path.join(ENGINE_CACHE, "advisory-pack");
const BUILD_LIMIT_SECONDS = 120;

function withFault(all: readonly BrokenStack[], when: string): BrokenStack {
  const broken = all.find(({ faults }) => faults.some((fault) => fault.when === when));
  return broken ?? assert.fail(`no stack is broken so that ${when}`);
}

const OWNER = "shared-vpc-owner";
const PARTICIPANT = "shared-vpc-participant";

/** Stacks that are put together, broken and whole. */
const STACKS: readonly BrokenStack[] = [
  withFault(BROKEN_PRIVATE, "the endpoint of the queue is one of another service"),
  withFault(BROKEN_EXISTING, "the existing group does not admit itself"),
  withFault(BROKEN_EXISTING, "its group in a VPC of awsx does not admit itself"),
  withFault(BROKEN_SHARED, "the participant makes the endpoints in a shared VPC"),
  withFault(BROKEN_SHARED, "the endpoint of the web server leads to another service"),
  { stacks: ["shared-vpc-one-program"], faults: [] },
  { stacks: [OWNER], faults: [] },
  { stacks: [OWNER, PARTICIPANT], faults: [] },
  { stacks: [OWNER, PARTICIPANT, "shared-vpc-endpoints"], faults: [] },
];

function matches(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""));
}

/** What the pack says during a preview: the rules that fail, and those that it leaves open. */
interface PackSays {
  readonly fails: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
}

async function packSays(workspace: Workspace): Promise<PackSays> {
  const { text } = await workspace.succeed("preview", "--policy-pack", PACK);
  assert.match(text, /mwaa-guardrails/);
  const fails = matches(text, /\[(?:advisory|mandatory)\] +(\S+)/g);
  return {
    fails: new Set([...fails].filter((rule) => rule !== "undecided-checks")),
    open: matches(text, /^ *- ([a-z0-9-]+): /gm),
  };
}

/** What the plan finds on resources of one stack. */
function rulesOf(
  findings: readonly Finding[],
  stack: string,
  outcome: "fail" | "unknown",
): readonly string[] {
  const own = findings.filter(({ resource }) => resource.startsWith(`urn:pulumi:${stack}::`));
  return [...new Set(own.filter((each) => each.outcome === outcome).map(({ rule }) => rule))];
}

describe("the policy pack in the preview of a topology", () => {
  before(async () => {
    const built = await runCommand({
      program: "npm",
      args: ["run", "--silent", "build:pack"],
      cwd: REPOSITORY,
      env: process.env,
      limitSeconds: BUILD_LIMIT_SECONDS,
    });
    assert.equal(built.exitCode, 0, built.stderr);
    fs.cpSync(path.join(REPOSITORY, "policies/dist"), PACK, { recursive: true });
    fs.writeFileSync(path.join(PACK, "guardrails.json"), JSON.stringify({ all: "advisory" }));
  });

  after(disposeBases);

  for (const broken of STACKS) {
    const stack = broken.stacks.at(-1) ?? "";
    const what = broken.faults.map(({ when }) => `, when ${when}`).join("");
    it(`says of ${broken.stacks.join(", ")} what the plan says, or leaves it open${what}`, async () => {
      const after = await baseOf(broken.stacks.slice(0, -1));
      const workspace = new Workspace(PROGRAM, { after });
      try {
        breakStack(workspace, broken);
        prepareCloud(workspace, broken);
        const { findings, verdict } = await planned(workspace, broken);
        await enter(workspace, stack);
        const pack = await packSays(workspace);
        const failed = rulesOf(findings, stack, "fail");
        const open = rulesOf(findings, stack, "unknown");
        assert.deepEqual(
          failed.filter((rule) => !pack.fails.has(rule) && !pack.open.has(rule)),
          [],
          "what the plan refutes",
        );
        assert.deepEqual(
          [...pack.fails].filter((rule) => !failed.includes(rule) && !open.includes(rule)),
          [],
          "what the pack alone refutes",
        );
        assert.equal(verdict === "fail", broken.faults.length > 0);
      } finally {
        workspace.dispose();
      }
    });
  }
});
