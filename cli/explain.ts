import { messagesIn } from "../mwaa/service/messages";
import { RULES } from "../preflight/checks/catalogue";
import {
  type RuleFacts,
  renderRulesJson,
  renderRulesMarkdown,
  renderRuleText,
} from "../preflight/report/catalogue";
import { BadInput } from "./failure";
import type { ExplainOptions, Outcome } from "./invocation";
import { didYouMean } from "./suggest";
import { mayColour, type WorldOutside, widthOf } from "./world-outside";

/**
 * The rules that a text is about: the one with that id, or those that predict an error sentence
 * which the text holds.
 *
 * @throws {BadInput} if there is none; near ids are suggested.
 */
export function rulesAbout(subject: string, rules: readonly RuleFacts[]): readonly RuleFacts[] {
  const id = subject.trim();
  const named = rules.find((rule) => rule.id === id);
  if (named !== undefined) return [named];
  if (!/\s/.test(id)) {
    const ids = rules.map((rule) => rule.id);
    throw new BadInput(
      `no rule is called ${JSON.stringify(id)}${didYouMean(id, ids) || "; `mwaa rules` lists them"}`,
    );
  }
  const found = messagesIn(id);
  const predicted = new Set<string>(found.map((message) => message.id));
  const predicting = rules.filter(
    ({ predicts }) => predicts !== undefined && predicted.has(predicts),
  );
  if (predicting.length > 0) return predicting;
  const [message] = found;
  throw new BadInput(
    message === undefined
      ? "no rule predicts this text; give a rule's id (`mwaa rules` lists them) or a sentence of MWAA as it stands in the console or the log"
      : `the sentence is known (${message.source.url}), and no rule predicts it yet; \`mwaa plan\` shows what else stands against the environment`,
  );
}

/** `mwaa explain`: why a rule is there, by its id or by the error it predicts. */
export function explain(options: ExplainOptions, world: WorldOutside): Outcome {
  const found = rulesAbout(options.subject, RULES);
  switch (options.format) {
    case "json":
      return { text: renderRulesJson(found), exitCode: 0 };
    case "markdown":
      return { text: renderRulesMarkdown(found), exitCode: 0 };
    case "text": {
      const layout = { colour: mayColour(world, options.output), width: widthOf(world) };
      return { text: found.map((rule) => renderRuleText(rule, layout)).join("\n"), exitCode: 0 };
    }
  }
}
