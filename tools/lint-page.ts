import type { LintCodeFacts } from "../reasoning/iam/lint/codes";
import type { PolicyForm, SizeLimit } from "../reasoning/iam/lint/forms";

const INTRODUCTION = `# What the policy linter finds

\`pulumi-mwaa/iam/lint\` judges a policy document by itself: whether AWS takes it, and whether it says what
it seems to say. Every finding has one of these codes, which are permanent. An error makes a document
invalid, or void in part; a warning is worth a look; a note says what could be narrower.`;

const FORMS = `## Kinds of policies

What a document may hold, and how long it may be, hangs on what it is for: the \`form\` of the options. White
space counts where the last column says so.`;

/** The page of the linter's codes, and of the kinds of policies that it knows. */
export function renderLintPage(
  codes: Readonly<Record<string, LintCodeFacts>>,
  forms: Readonly<Record<string, PolicyForm>>,
): string {
  return [
    INTRODUCTION,
    "",
    "| code | severity | the good state | source |",
    "| --- | --- | --- | --- |",
    ...Object.entries(codes).map(
      ([code, { title, severity, source }]) =>
        `| \`${code}\` | ${severity} | ${title} | ${link(source)} |`,
    ),
    "",
    FORMS,
    "",
    "| form | kind | Principal | Resource | at most | white space |",
    "| --- | --- | --- | --- | --- | --- |",
    ...Object.entries(forms).map(([form, { name, principal, resource, size }]) => {
      const cells = [`\`${form}\``, name, principal, resource, most(size), whitespace(size)];
      return `| ${cells.join(" | ")} |`;
    }),
    "",
  ].join("\n");
}

/** `<address>, "<section>", read <day>` as a link. */
function link(source: string): string {
  const [, address, section] = /^(\S+), "(.+)", read \S+$/.exec(source) ?? [];
  if (address === undefined || section === undefined)
    throw new Error(`${source} names no page with a section and the day it was read`);
  return `[${section}](${address})`;
}

function most(size: SizeLimit | undefined): string {
  if (size === undefined) return "";
  return `[${size.most.toLocaleString("en")} ${size.unit}](${/^\S+(?=,)/.exec(size.source)?.[0] ?? ""})`;
}

function whitespace(size: SizeLimit | undefined): string {
  if (size === undefined) return "";
  return size.whitespace ? "counts" : "does not count";
}
