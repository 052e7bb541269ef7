import { inkFor, type Ink } from "../preflight/report/ink";
import { counted, labelled } from "../preflight/report/paragraphs";
import type {
  ContextChange,
  StatementRef,
  WrittenAnswer,
  WrittenExplanation,
  WrittenMisfit,
} from "../reasoning/iam";
import { INDENT, type Layout, said } from "./labelled-lines";

/** How many ways to another outcome are told; the JSON has them all. */
const CHANGES_TOLD = 5;

/** The answer for people: the outcome, who decides, who does not and why, and what would change it. */
export function renderIamAnswer(answer: WrittenAnswer, { colour, width }: Layout): string {
  const ink = inkFor(colour);
  const decisive = new Set(answer.decidedBy.map(nameOf));
  const others = answer.statements.filter(({ statement }) => !decisive.has(nameOf(statement)));
  const lines = [
    ink.strong(headline(answer, ink)),
    ...said("on", answer.witness === undefined ? [] : [answer.witness], width),
    ...said("hangs on", answer.unknown, width),
    ...said("blocked by", answer.blockedBy, width),
    ...said("decided by", answer.decidedBy.map(describe), width),
    ...others.flatMap(({ statement, applies, misfits }) => [
      ...said(labelOf(applies), [describe(statement)], width),
      ...misfits.flatMap((misfit) => labelled(" ".repeat(INDENT + 2), told(misfit), width)),
    ]),
    ...answer.contextChanges
      .slice(0, CHANGES_TOLD)
      .flatMap((change) => said("would change", [changed(change)], width)),
    ...left(answer.contextChanges.length - CHANGES_TOLD, width),
  ];
  return `${lines.join("\n")}\n`;
}

function headline({ outcome }: WrittenAnswer, ink: Ink): string {
  const words = outcome.replace("-", " ");
  if (outcome === "allowed") return ink.good(words);
  return outcome === "unknown" ? ink.doubtful(words) : ink.bad(words);
}

/** What a statement has to do with the request that is not among those that decide. */
function labelOf(applies: WrittenExplanation["applies"]): string {
  if (applies === true) return "speaks of it";
  return applies === false ? "does not" : "may";
}

function nameOf({ kind, document, level, pointer }: StatementRef): string {
  return JSON.stringify([kind, level, document, pointer]);
}

function describe({ kind, document, level, pointer, sid, effect }: StatementRef): string {
  const where = level === undefined ? kind : `${kind} level ${level}`;
  const called = sid === undefined ? "" : ` "${sid}"`;
  return `${effect}${called} in ${document}#${pointer} (${where})`;
}

function told({ element, pointer, wanted, got, fits }: WrittenMisfit): string {
  const has =
    got === null
      ? "the request has none"
      : typeof got === "object" && "unknown" in got
        ? `of the request it is unknown: ${got.unknown}`
        : `the request has ${JSON.stringify(got)}`;
  const sure = fits === false ? "does not fit" : "may fit";
  return `${element} ${sure}: ${pointer} wants ${JSON.stringify(wanted)}, ${has}`;
}

function changed({ context, outcome }: ContextChange): string {
  const keys = Object.entries(context).map(([key, value]) =>
    Array.isArray(value) && value.length === 0
      ? `${key} absent`
      : `${key} = ${JSON.stringify(value)}`,
  );
  return `${keys.join(" and ")}: ${outcome.replace("-", " ")}`;
}

function left(more: number, width: number): readonly string[] {
  if (more <= 0) return [];
  return said("", [`and ${counted(more, "other way", "other ways")}: see --format json`], width);
}
