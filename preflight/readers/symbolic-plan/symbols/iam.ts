import type { SymbolTable } from "./template";

const IAM = "arn:{partition}:iam::{account}";

/** IAM is global: its ARNs name no region and its types have no `region` output. */
export const IAM_SYMBOLS: SymbolTable = {
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
