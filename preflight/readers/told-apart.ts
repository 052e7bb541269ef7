import type { Stack } from "../model/resource";
import { readPreview } from "./preview";
import { readStackExport } from "./stack-export";
import { HOW_TO_GET_ONE, UnreadableDeployment } from "./unreadable";

/**
 * Reads a deployment out of a file's text and tells by its content what it is: a preview or a stack
 * export.
 *
 * @param text the whole file.
 * @param name the file's name as the user gave it, `-` for standard input.
 * @throws {UnreadableDeployment} with one sentence that says what the file is and what to give instead.
 */
export function readDeploymentFile(text: string, name: string): Stack {
  const json = parse(text, name);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new UnreadableDeployment(name, `holds ${kindOf(json)} and no deployment`, HOW_TO_GET_ONE);
  }
  if ("version" in json && "deployment" in json) return readStackExport(json, name);
  for (const { key, problem, fix } of MISTAKEN) {
    if (key in json) throw new UnreadableDeployment(name, problem, fix);
  }
  if ("steps" in json || "changeSummary" in json || "diagnostics" in json) {
    return readPreview(json, name);
  }
  const keys = Object.keys(json).slice(0, 5).join(", ");
  throw new UnreadableDeployment(
    name,
    `is a JSON object with ${keys === "" ? "no keys" : `the keys ${keys}`}, neither a preview nor a stack export`,
    HOW_TO_GET_ONE,
  );
}

/** The engine's events lack the edges between resources, so a verdict on them would be worth little. */
const EVENTS = {
  problem: "is a stream of engine events, which does not say what depends on what",
  fix: "unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW and run `pulumi preview --json --show-sames`",
} as const;

/** Files of Pulumi that are easily taken for a deployment, told by a key that only they have. */
const MISTAKEN: readonly {
  readonly key: string;
  readonly problem: string;
  readonly fix: string;
}[] = [
  {
    key: "checkpoint",
    problem: "is the state file of a backend",
    fix: "run `pulumi stack export` and give its output",
  },
  {
    key: "resourcePlans",
    problem: "is an update plan, which holds no dependencies",
    fix: "run `pulumi preview --json --show-sames` and give its output",
  },
  { key: "sequence", ...EVENTS },
];

function parse(text: string, name: string): unknown {
  // Shells on Windows write a byte order mark, which JSON does not allow.
  const content = text.replace(/^\uFEFF/, "").trim();
  if (content === "") throw new UnreadableDeployment(name, "is empty", HOW_TO_GET_ONE);
  try {
    return JSON.parse(content) as unknown;
  } catch (fault) {
    throw unparsable(content, name, fault instanceof Error ? fault.message : String(fault));
  }
}

function unparsable(content: string, name: string, reason: string): UnreadableDeployment {
  const first = content.split("\n", 1)[0] ?? "";
  if (/^\{"sequence":/.test(first))
    return new UnreadableDeployment(name, EVENTS.problem, EVENTS.fix);
  if (!/^[[{"]/.test(content)) {
    return new UnreadableDeployment(
      name,
      `is not JSON: it starts with ${JSON.stringify(first.slice(0, 40))}`,
      content.includes("\n{")
        ? "keep only the JSON that `pulumi preview --json` writes to standard output"
        : HOW_TO_GET_ONE,
    );
  }
  const position = Number(/position (\d+)/.exec(reason)?.[1] ?? 0);
  const cutOff = position >= content.length || /^Unexpected end|^Unterminated/.test(reason);
  return new UnreadableDeployment(
    name,
    cutOff ? "ends in the middle of a JSON document" : `is not valid JSON (${reason})`,
    "write the file again and check that the command succeeded",
  );
}

function kindOf(json: unknown): string {
  if (json === null) return "null";
  return Array.isArray(json) ? "a list" : `a ${typeof json}`;
}
