import { RULES } from "../preflight/checks/catalogue";
import {
  renderRulesJson,
  renderRulesMarkdown,
  renderRulesText,
} from "../preflight/report/catalogue";
import type { Outcome, RulesOptions } from "./invocation";
import { mayColour, type WorldOutside, widthOf } from "./world-outside";

/** `mwaa rules`: the whole catalogue. */
export function rules(options: RulesOptions, world: WorldOutside): Outcome {
  switch (options.format) {
    case "json":
      return { text: renderRulesJson(RULES), exitCode: 0 };
    case "markdown":
      return { text: renderRulesMarkdown(RULES), exitCode: 0 };
    case "text": {
      const layout = { colour: mayColour(world, options.output), width: widthOf(world) };
      return { text: renderRulesText(RULES, layout), exitCode: 0 };
    }
  }
}
