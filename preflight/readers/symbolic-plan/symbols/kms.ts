import { regional } from "./regional";
import { autoname, draw, drawUuid, isNew, type Subject, type SymbolTable } from "./template";

const KMS = "arn:{partition}:kms:{region}:{account}";

/** Keys, their names, policies and grants. */
export const KMS_SYMBOLS: SymbolTable = regional({
  "aws:kms/key:Key": {
    id: keyId,
    keyId: "{id}",
    arn: `${KMS}:key/{id}`,
  },
  "aws:kms/alias:Alias": {
    name: aliasName,
    id: "{name}",
    arn: `${KMS}:{name}`,
  },
  "aws:kms/grant:Grant": { grantId: "{hex64}", id: "{keyId}:{grantId}" },
  "aws:kms/keyPolicy:KeyPolicy": { id: "{keyId}" },
});

/** A key of several regions says so in its id. */
function keyId({ urn, inputs }: Subject): string {
  return inputs["multiRegion"] === true ? `mrk-${draw(urn, "id", "hex", 32)}` : drawUuid(urn, "id");
}

/** Pulumi's name for an alias keeps the prefix that KMS demands. */
function aliasName(subject: Subject): string | undefined {
  const { name, namePrefix } = subject.inputs;
  if (name !== undefined) return typeof name === "string" ? name : undefined;
  return namePrefix === undefined && isNew(subject)
    ? `alias/${autoname(subject, "name")}`
    : undefined;
}
