import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { RULES } from "../preflight/checks/catalogue";
import type { Knobs } from "./configuration";
import { ConfigurationFault } from "./configuration";
import { buildPack, PACK_NAME } from "./pack";

/** The file beside the pack that levels its rules; the pack runs in its own folder. */
const KNOBS_FILE = join(process.cwd(), "guardrails.json");

serve();

/** The only place that serves: a policy pack starts a server as soon as it is made. */
function serve(): void {
  try {
    new PolicyPack(PACK_NAME, buildPack(RULES, knobsFromFile()));
  } catch (fault) {
    if (!(fault instanceof ConfigurationFault)) throw fault;
    console.error(`${KNOBS_FILE}: ${fault.message}`);
    process.exit(1);
  }
}

function knobsFromFile(): Knobs {
  let text: string;
  try {
    text = readFileSync(KNOBS_FILE, "utf8");
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new ConfigurationFault([`the file cannot be read: ${String(fault)}`]);
  }
  try {
    return JSON.parse(text) as Knobs;
  } catch (fault) {
    throw new ConfigurationFault([`the file is not JSON: ${String(fault)}`]);
  }
}
