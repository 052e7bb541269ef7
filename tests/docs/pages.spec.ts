import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { parseArguments } from "../../cli/arguments";
import { rulesAbout } from "../../cli/explain";
import { RULES } from "../../preflight/checks/catalogue";
import { LINT_CODES } from "../../reasoning/iam/lint/codes";
import { EXAMPLES, renderPages, stalePages } from "../../tools/docs";
import { renderLintPage } from "../../tools/lint-page";
import { renderCommandsPage } from "../../tools/commands-page";

const DOCS = join(__dirname, "..", "..", "docs");

/** The words of a command line as a shell would split it; comments are gone. */
function words(line: string): readonly string[] {
  return [...line.replace(/\s+#.*$/, "").matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
}

describe("generated pages", () => {
  it("are up to date; `npm run docs` writes them", async () => {
    assert.deepEqual(await stalePages(DOCS), []);
  });

  it("are found stale when one word differs or a page is missing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mwaa-docs-"));
    try {
      const pages = await renderPages();
      for (const [file, text] of Object.entries(pages)) writeFileSync(join(folder, file), text);
      assert.deepEqual(await stalePages(folder), []);
      writeFileSync(join(folder, "commands.md"), `${pages["commands.md"] ?? ""} `);
      rmSync(join(folder, "rules.md"));
      assert.deepEqual(await stalePages(folder), ["commands.md", "rules.md"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("show every rule with its title and every source", async () => {
    const { "rules.md": page = "" } = await renderPages();
    for (const rule of RULES) {
      assert.ok(page.includes(`\n### ${rule.id}\n`), rule.id);
      for (const { url } of rule.sources) assert.ok(page.includes(url), url);
    }
  });

  it("show every code of the policy linter with its title and source", async () => {
    const { "lint.md": page = "" } = await renderPages();
    for (const [code, { title, source }] of Object.entries(LINT_CODES)) {
      const [row = ""] = page.split("\n").filter((line) => line.startsWith(`| \`${code}\` `));
      assert.ok(row.includes(title), code);
      assert.ok(row.includes(`](${source.split(",")[0] ?? ""})`), code);
    }
  });

  it("refuse a code of the linter whose source is no page with a section", () => {
    const source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies.html";
    const code = { title: "Something holds", severity: "error", source } as const;
    assert.throws(() => renderLintPage({ code }, {}), /names no page with a section/);
  });

  it("show only command lines that the command takes", () => {
    const mwaa = Object.values(EXAMPLES)
      .flat()
      .flatMap((line) => line.split(/\s*(?:\||&&)\s*/))
      .filter((line) => line.startsWith("mwaa "));
    assert.ok(mwaa.length >= 10);
    for (const line of mwaa) {
      const [, ...argv] = words(line);
      const invocation = parseArguments(argv, "0");
      assert.ok(argv.join(" ").startsWith(invocation.command), line);
      if (invocation.command === "explain") {
        assert.ok(rulesAbout(invocation.options.subject, RULES).length > 0, line);
      }
    }
  });

  it("refuse a command without an example", () => {
    const program = new Command("mwaa");
    program.command("new-one");
    assert.throws(() => renderCommandsPage(program, {}), /no example for `mwaa new-one`/);
  });
});

describe("links between the pages of docs/", () => {
  for (const file of readdirSync(DOCS).filter((name) => name.endsWith(".md"))) {
    it(`lead somewhere in ${file}`, () => {
      const text = readFileSync(join(DOCS, file), "utf8");
      for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const [path = "", anchor] = target.split("#");
        const page = path === "" ? join(DOCS, file) : resolve(dirname(join(DOCS, file)), path);
        assert.ok(existsSync(page), `${file} links to ${target}`);
        if (anchor === undefined) continue;
        const titles = [...readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm)].map(
          ([, title = ""]) =>
            title
              .toLowerCase()
              .replace(/[^\w\- ]/g, "")
              .replace(/ /g, "-"),
        );
        assert.ok(titles.includes(anchor), `${file} links to ${target}`);
      }
    });
  }
});
