import { z } from "zod";
import { SECRET_DEFINITION } from "./leaf";
import { NAMESPACE } from "./parse";
import { regionSchema, SETTING_NAMES, SETTINGS_SHAPE } from "./schema";
import { jsonSchemaOf } from "./structure";

const REGION = "aws:region";

const REQUIRED: readonly string[] = [REGION, `${NAMESPACE}:name`];

/** What the JSON Schema of one setting says. */
function settingSchema(name: (typeof SETTING_NAMES)[number]): Record<string, unknown> {
  // Wrapped, because optional is said by the mapping around.
  const { properties } = jsonSchemaOf(z.strictObject({ [name]: SETTINGS_SHAPE[name] }));
  return (properties as Record<string, Record<string, unknown>>)[name] ?? {};
}

/**
 * The JSON Schema (draft 7) of a whole stack file, for editors: what they can check while somebody
 * types. What depends on more than one key is only judged when the file is read.
 */
export function stackFileSchema(): Record<string, unknown> {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Pulumi stack file of an Amazon MWAA environment",
    type: "object",
    properties: {
      config: {
        type: "object",
        description: "The stack's configuration. Keys of other namespaces are theirs.",
        properties: {
          [REGION]: {
            ...jsonSchemaOf(regionSchema),
            description: "The region of everything.",
          },
          ...Object.fromEntries(
            SETTING_NAMES.map((name) => [`${NAMESPACE}:${name}`, settingSchema(name)]),
          ),
        },
        patternProperties: { [`^(?!${NAMESPACE}:)`]: true },
        additionalProperties: false,
      },
      environment: {
        description: "ESC environments. `mwaa plan` does not open them.",
      },
    },
    required: ["config"],
    definitions: { secret: SECRET_DEFINITION },
    // An ESC environment may supply what the file leaves out.
    if: { not: { required: ["environment"] } },
    then: { properties: { config: { type: "object", required: REQUIRED } } },
  };
}
