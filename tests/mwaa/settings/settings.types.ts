/** Compiled, never run: the schema reads exactly what the settings' types say. */
import type { z } from "zod";
import type { EnvironmentClass } from "../../../mwaa/service/classes";
import type { settingsSchema } from "../../../mwaa/settings/schema";
import type { Settings, SettingsInput, StackSettings } from "../../../mwaa/settings/types";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Read = z.output<typeof settingsSchema>;
type Names<T> = T extends unknown ? keyof T : never;
type Optional<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** The schema has a key for every setting and for nothing else; the region stands elsewhere. */
export const sameKeys: Same<keyof Read, Exclude<Names<StackSettings>, "region">> = true;

/** What the schema reads can be resolved without a cast. */
export const readable = (read: Read): SettingsInput => read;

/** The name alone is required. */
export const sameOptional: Same<Optional<Read>, Optional<SettingsInput>> = true;

/** The forms of a network have the same keys in the schema and in the types. */
export const sameNetwork: Same<
  Names<NonNullable<Read["network"]>>,
  Names<Settings["network"]>
> = true;

/** The class is a closed set, so that counts can be held against it. */
export const sameClass: Same<Settings["environmentClass"], EnvironmentClass> = true;
