/* eslint-disable @typescript-eslint/no-require-imports -- a command loads what it needs and no more:
   `mwaa --help` answers in a tenth of a second, and only `plan` touches what plans. A dynamic
   `import()` would bypass the loader that a clone registers for TypeScript. */
import type * as Preflight from "../preflight/preflight";
import type * as Check from "./check";
import type * as Explain from "./explain";
import type * as OwnSettings from "./own-settings";
import type * as Plan from "./plan";
import type * as Report from "./report";
import type * as Rules from "./rules";

/** Loads the code of a command when it is asked for. */
export const LAZY = {
  plan: () => require("./plan") as typeof Plan,
  check: () => require("./check") as typeof Check,
  rules: () => require("./rules") as typeof Rules,
  explain: () => require("./explain") as typeof Explain,
} as const;

/** Loads what `plan` needs once its child process is on its way. */
export const LAZY_PLAN = {
  ownSettings: () => require("./own-settings") as typeof OwnSettings,
  preflight: () => require("../preflight/preflight") as typeof Preflight,
  report: () => require("./report") as typeof Report,
} as const;
