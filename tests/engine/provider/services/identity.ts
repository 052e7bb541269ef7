import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { isList, textOf, textsOf } from "../wire";
import type { Cloud } from "../cloud/cloud";
import { documentOf, requirePrincipals } from "./policy-match";
import { ApiError } from "./service";
import type { Service } from "./service";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const POLICY = "aws:iam/policy:Policy";

const MALFORMED = "MalformedPolicyDocument";
/** Characters without white space: all inline policies of a role together, one managed policy. */
const INLINE_LIMIT = 10_240;
const MANAGED_LIMIT = 6_144;

function requireRole(cloud: Cloud, name: string): void {
  if (cloud.find(ROLE, name) === undefined) {
    throw new ApiError("NoSuchEntity", `The role with name ${name} cannot be found.`);
  }
}

function length(text: string | undefined): number {
  return (text ?? "").replaceAll(/\s/g, "").length;
}

const role: Service = {
  token: ROLE,
  autoname: { property: "name", limit: 64, unless: ["namePrefix"] },
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  replacedBy: ["name", "namePrefix", "path"],
  validate(inputs) {
    const name = textOf(inputs, "name");
    return name === undefined || /^[\w+=,.@-]{1,64}$/.test(name)
      ? []
      : [
          `expected length of name to be in the range (1 - 64) and to match [\\w+=,.@-], got ${name}`,
        ];
  },
  create({ inputs, place, cloud }) {
    const name = textOf(inputs, "name") ?? "";
    if (cloud.find(ROLE, name) !== undefined) {
      throw new ApiError("EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    requirePrincipals(
      cloud,
      place.account,
      documentOf(inputs["assumeRolePolicy"], MALFORMED),
      new ApiError(MALFORMED, "Invalid principal in policy"),
    );
    return {
      id: name,
      computed: {
        arn: arnIn(place, "iam", `role${textOf(inputs, "path") ?? "/"}${name}`, "account"),
        createDate: "2026-11-22T12:00:00Z",
        inlinePolicies: inputs["inlinePolicies"] ?? [],
        managedPolicyArns: inputs["managedPolicyArns"] ?? [],
        uniqueId: `AROA${hex(16).toUpperCase()}`,
      },
    };
  },
  remove({ cloud, id, state }) {
    if (cloud.all(ATTACHMENT).some((attachment) => attachment.inputs["role"] === id)) {
      throw new ApiError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
    }
    if (cloud.all(ROLE_POLICY).some((policy) => policy.inputs["role"] === id)) {
      throw new ApiError("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    const user = cloud
      .all("aws:mwaa/environment:Environment")
      .some((environment) => environment.inputs["executionRoleArn"] === state["arn"]);
    if (user) {
      // IAM itself would obey; the environment would then be broken until it is gone.
      throw new ApiError(
        "RigOrdering",
        `role ${id} is deleted before the environment that runs with it`,
      );
    }
  },
};

const rolePolicy: Service = {
  token: ROLE_POLICY,
  autoname: { property: "name", limit: 128, unless: ["namePrefix"] },
  replacedBy: ["name", "namePrefix", "role"],
  create({ inputs, cloud }) {
    const roleName = textOf(inputs, "role") ?? "";
    requireRole(cloud, roleName);
    documentOf(inputs["policy"], MALFORMED);
    const others = cloud
      .all(ROLE_POLICY)
      .filter((policy) => policy.inputs["role"] === roleName)
      .reduce((sum, policy) => sum + length(textOf(policy.inputs, "policy")), 0);
    if (others + length(textOf(inputs, "policy")) > INLINE_LIMIT) {
      throw new ApiError(
        "LimitExceeded",
        `Maximum policy size of ${String(INLINE_LIMIT)} bytes exceeded for role ${roleName}`,
      );
    }
    return { id: `${roleName}:${textOf(inputs, "name") ?? ""}`, computed: {} };
  },
};

const policy: Service = {
  token: POLICY,
  autoname: { property: "name", limit: 128, unless: ["namePrefix"] },
  defaults: { path: "/" },
  replacedBy: ["description", "name", "namePrefix", "path"],
  create({ inputs, place }) {
    documentOf(inputs["policy"], MALFORMED);
    if (length(textOf(inputs, "policy")) > MANAGED_LIMIT) {
      throw new ApiError(
        "LimitExceeded",
        `Cannot exceed quota for PolicySize: ${String(MANAGED_LIMIT)}`,
      );
    }
    const name = textOf(inputs, "name") ?? "";
    const arn = arnIn(place, "iam", `policy${textOf(inputs, "path") ?? "/"}${name}`, "account");
    return {
      id: arn,
      computed: { arn, attachmentCount: 0, policyId: `ANPA${hex(16).toUpperCase()}` },
    };
  },
  remove({ cloud, id }) {
    if (cloud.all(ATTACHMENT).some((attachment) => attachment.inputs["policyArn"] === id)) {
      throw new ApiError("DeleteConflict", "Cannot delete a policy attached to entities.");
    }
  },
};

const attachment: Service = {
  token: ATTACHMENT,
  replacedBy: ["policyArn", "role"],
  create({ inputs, place, cloud }) {
    const roleName = textOf(inputs, "role") ?? "";
    requireRole(cloud, roleName);
    const arn = textOf(inputs, "policyArn") ?? "";
    if (arn.includes(`:${place.account}:`) && cloud.find(POLICY, arn) === undefined) {
      throw new ApiError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`);
    }
    return { id: `${roleName}/${arn}`, computed: {} };
  },
};

const openIdProvider: Service = {
  token: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  replacedBy: ["url"],
  create({ inputs, place }) {
    const arn = arnIn(place, "iam", `oidc-provider/${textOf(inputs, "url") ?? ""}`, "account");
    const thumbprints = inputs["thumbprintLists"];
    return {
      id: arn,
      computed: {
        arn,
        thumbprintLists: isList(thumbprints) ? textsOf(inputs, "thumbprintLists") : [],
      },
    };
  },
};

/** Roles and policies. */
export const IDENTITY: readonly Service[] = [role, rolePolicy, policy, attachment, openIdProvider];
