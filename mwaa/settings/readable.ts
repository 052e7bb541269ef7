import type { SettingName } from "./schema";
import type { SettingsInput } from "./types";

/** The settings that could be read, and the names of those that could not. */
export interface Readable {
  readonly given: Partial<SettingsInput>;
  readonly region: string | undefined;
  readonly faulty: ReadonlySet<SettingName | "region">;
}
