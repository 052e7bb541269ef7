/* eslint-disable @typescript-eslint/no-require-imports -- a command loads what it needs and no more:
   `mwaa --help` answers in a tenth of a second, and only `plan` touches what plans. A dynamic
   `import()` would bypass the loader that a clone registers for TypeScript. */
import type * as Check from "./check";
import type * as Explain from "./explain";
import type * as IamSimulate from "./iam-simulate";
import type * as Init from "./init";
import type * as Plan from "./plan";
import type * as Reach from "./reach";
import type * as Rules from "./rules";

/** Loads the code of a command when it is asked for. */
export const LAZY = {
  iamSimulate: () => require("./iam-simulate") as typeof IamSimulate,
  init: () => require("./init") as typeof Init,
  plan: () => require("./plan") as typeof Plan,
  check: () => require("./check") as typeof Check,
  reach: () => require("./reach") as typeof Reach,
  rules: () => require("./rules") as typeof Rules,
  explain: () => require("./explain") as typeof Explain,
} as const;
