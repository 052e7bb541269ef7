/* eslint-disable @typescript-eslint/no-require-imports -- loaded while the child process boots, for
   the reasons that stand in lazy.ts. */
import type * as Preflight from "../preflight/preflight";
import type * as Contexts from "./contexts";
import type * as OwnSettings from "./own-settings";
import type * as Report from "./report";

/** Loads what `plan` needs once its child process is on its way. */
export const LAZY_PLAN = {
  contexts: () => require("./contexts") as typeof Contexts,
  ownSettings: () => require("./own-settings") as typeof OwnSettings,
  preflight: () => require("../preflight/preflight") as typeof Preflight,
  report: () => require("./report") as typeof Report,
} as const;
