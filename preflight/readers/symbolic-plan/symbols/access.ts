import { regional } from "./regional";
import { autoname, draw, drawUuid, type Subject, type SymbolTable } from "./template";

const IAM = "arn:{partition}:iam::{account}";

/** IAM is global: its ARNs name no region and its types have no `region` output. */
const IAM_SYMBOLS: SymbolTable = {
  "aws:iam/role:Role": {
    named: "name",
    id: "{name}",
    arn: `${IAM}:role{path=/}{name}`,
    uniqueId: "AROA{caps17}",
  },
  "aws:iam/policy:Policy": {
    named: "name",
    arn: `${IAM}:policy{path=/}{name}`,
    id: "{arn}",
    policyId: "ANPA{caps17}",
  },
  "aws:iam/rolePolicy:RolePolicy": { named: "name", id: "{role}:{name}" },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { id: "{role}-{digits26}" },
  "aws:iam/policyAttachment:PolicyAttachment": { named: "name", id: "{name}" },
  "aws:iam/instanceProfile:InstanceProfile": {
    named: "name",
    id: "{name}",
    arn: `${IAM}:instance-profile{path=/}{name}`,
    uniqueId: "AIPA{caps17}",
  },
  "aws:iam/user:User": {
    named: "name",
    id: "{name}",
    arn: `${IAM}:user{path=/}{name}`,
    uniqueId: "AIDA{caps17}",
  },
  "aws:iam/group:Group": {
    named: "name",
    id: "{name}",
    arn: `${IAM}:group{path=/}{name}`,
    uniqueId: "AGPA{caps17}",
  },
};

const KMS = "arn:{partition}:kms:{region}:{account}";

const KMS_SYMBOLS: SymbolTable = regional({
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

/** IAM and KMS. */
export const ACCESS_SYMBOLS: SymbolTable = { ...IAM_SYMBOLS, ...KMS_SYMBOLS };

/** A key of several regions says so in its id. */
function keyId({ urn, inputs }: Subject): string {
  return inputs["multiRegion"] === true ? `mrk-${draw(urn, "id", "hex", 32)}` : drawUuid(urn, "id");
}

/** Pulumi's name for an alias keeps the prefix that KMS demands. */
function aliasName(subject: Subject): string | undefined {
  const { name, namePrefix } = subject.inputs;
  if (name !== undefined) return typeof name === "string" ? name : undefined;
  return namePrefix === undefined ? `alias/${autoname(subject, "name")}` : undefined;
}
