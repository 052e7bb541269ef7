/**
 * Writes docs/rules.md, docs/commands.md and docs/lint.md from what they describe.
 *
 *   ts-node tools/docs.ts           writes the pages
 *   ts-node tools/docs.ts --check   writes nothing; exit 1 and a list if a page is stale
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { defineCommands } from "../cli/arguments";
import { RULES } from "../preflight/checks/catalogue";
import { renderRulesMarkdown } from "../preflight/report/catalogue";
import { LINT_CODES } from "../reasoning/iam/lint/codes";
import { POLICY_FORMS } from "../reasoning/iam/lint/forms";
import { renderCommandsPage } from "./commands-page";
import { renderLintPage } from "./lint-page";

const FOLDER = join(__dirname, "..", "docs");

/** Command lines that the page shows, by command. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  init: [
    "mwaa init                                     # asks, then writes stacks/Pulumi.<stack>.yaml",
    "mwaa init --yes --stack dev --region eu-west-1 --internet no --ui both",
    "mwaa init --stack dev --vpc existing --vpc-id vpc-… --subnet-ids subnet-…,subnet-… --security-group-ids sg-…",
    "mwaa init --stack network --vpc shared-owner --participant 222222222222 --dry-run",
  ],
  plan: [
    "mwaa plan --stack quick-start                 # resource tree, verdict, next command",
    "mwaa plan --all --format json --output report.json",
    "mwaa plan --program ../their-project --config aws:region=eu-central-1",
    "mwaa plan --stack production --unknown fail   # for CI: what cannot be decided fails too",
    "mwaa plan --program ../network --program ../airflow --stack prod   # joined by StackReferences",
    "mwaa plan --context network.yaml              # into a network that exists already",
  ],
  check: [
    "pulumi preview --json --show-sames | mwaa check -",
    "pulumi stack export > state.json && mwaa check state.json",
    "mwaa check owner-network.json participant.json --context organization.yaml --format github",
  ],
  rules: ["mwaa rules", "mwaa rules --format json"],
  explain: [
    "mwaa explain bucket-versioning-enabled",
    'mwaa explain "Provided bucket does not have BlockPublicAccess set for s3 bucket my-bucket"',
  ],
  "iam simulate": [
    "mwaa iam simulate request.json",
    "mwaa iam simulate request.json --expect denied --format json",
  ],
  reach: ["mwaa reach question.json", "mwaa reach question.json --expect unreachable"],
};

const NOTE = "<!-- Written by tools/docs.ts; change what it describes instead. -->\n";

const PAGES: Readonly<Record<string, () => string>> = {
  "commands.md": () => renderCommandsPage(defineCommands(), EXAMPLES),
  "lint.md": () => renderLintPage(LINT_CODES, POLICY_FORMS),
  "rules.md": () => renderRulesMarkdown(RULES),
};

/** The generated pages by file name, as they should be: laid out as every file here is. */
export async function renderPages(): Promise<Readonly<Record<string, string>>> {
  const pages = Object.entries(PAGES).map(async ([file, render]) => {
    const path = join(FOLDER, file);
    const options = await resolveConfig(path);
    return [file, await format(`${NOTE}\n${render()}`, { ...options, filepath: path })] as const;
  });
  return Object.fromEntries(await Promise.all(pages));
}

/** The pages in the folder that are missing or differ from what they should be. */
export async function stalePages(folder: string): Promise<readonly string[]> {
  return Object.entries(await renderPages())
    .filter(([file, text]) => {
      const path = join(folder, file);
      return !existsSync(path) || readFileSync(path, "utf8") !== text;
    })
    .map(([file]) => file);
}

async function run(argv: readonly string[]): Promise<number> {
  const stale = await stalePages(FOLDER);
  if (argv.includes("--check")) {
    for (const file of stale) process.stderr.write(`docs/${file} is stale: run npm run docs\n`);
    return stale.length === 0 ? 0 : 1;
  }
  const pages = await renderPages();
  for (const file of stale) writeFileSync(join(FOLDER, file), pages[file] ?? "");
  return 0;
}

if (require.main === module) {
  run(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
}
