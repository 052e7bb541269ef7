import { jsonSchemaOf } from "../../../mwaa/settings/structure";
import { contextSchema } from "./schema";

/** The JSON Schema (draft 7) of a context file, for editors. */
export function contextFileSchema(): Record<string, unknown> {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Context of a plan: facts that no Pulumi program holds",
    ...jsonSchemaOf(contextSchema),
  };
}
