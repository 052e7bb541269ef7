import assert from "node:assert/strict";
import { PLACEHOLDER_ACCOUNT } from "../../../../preflight/model/accounts";
import { judge } from "../../../../preflight/preflight";
import type { Stack } from "../../../../preflight/model/resource";
import { ask, change, HIDDEN, itSays, make, natStack, without } from "../network-stack";
import { byOwner, OWNER, PARTICIPANT, sharedStack } from "../shared-stack";

/** The stack as a participant alone sees it: what its own program makes. */
function alone(): Stack {
  const stack = sharedStack();
  return {
    ...stack,
    resources: stack.resources.filter(({ name }) => ["environment", "group"].includes(name)),
  };
}

/** Each subnet in a share of its own; the second one is shared with an account. */
function secondShare(principal: string): Stack {
  const stack = change(sharedStack(), "share-private-2", { resourceShareArn: "second-arn" });
  return {
    ...stack,
    resources: [
      ...stack.resources,
      byOwner(
        make(
          "ram/resourceShare:ResourceShare",
          "second",
          { allowExternalPrincipals: false },
          { outputs: { id: "second-arn", arn: "second-arn" } },
        ),
      ),
      byOwner(
        make("ram/principalAssociation:PrincipalAssociation", "second-participant", {
          resourceShareArn: "second-arn",
          principal,
        }),
      ),
    ],
  };
}

describe("shared-subnets-have-customer-endpoints", () => {
  itSays("shared-subnets-have-customer-endpoints", [
    { when: "endpoints of the customer", stack: sharedStack, says: "pass" },
    {
      when: "endpoints of the service in subnets of another account",
      stack: () => change(sharedStack(), "environment", { endpointManagement: "SERVICE" }),
      says: "fail",
      findings: ["environment: endpointManagement is SERVICE in subnets of another account"],
    },
    {
      when: "nothing about endpoints in subnets of another account",
      stack: () => change(sharedStack(), "environment", { endpointManagement: undefined }),
      says: "fail",
      findings: ["environment: endpointManagement is SERVICE in subnets of another account"],
    },
    { when: "subnets of the environment's own account", stack: natStack, says: "notApplicable" },
    {
      when: "an owner whose account is hidden",
      stack: () =>
        change(change(sharedStack(), "environment", { endpointManagement: "SERVICE" }), "owner", {
          allowedAccountIds: undefined,
          assumeRoles: HIDDEN,
        }),
      says: "unknown",
    },
    {
      when: "subnets that no stack holds",
      stack: () => change(alone(), "environment", { endpointManagement: "SERVICE" }),
      says: "unknown",
    },
    {
      when: "subnets of an account, and an environment in the one that nobody named",
      stack: () => ({
        ...change(sharedStack(), "environment", { endpointManagement: "SERVICE" }),
        account: PLACEHOLDER_ACCOUNT,
      }),
      says: "unknown",
      blockedBy: ["the account that the stack deploys to"],
    },
    {
      when: "subnets that the environment's provider wants in another account's VPC",
      stack: () => {
        const { resources, ...stack } = change(sharedStack(), "environment", {
          endpointManagement: "SERVICE",
        });
        return {
          ...stack,
          resources: resources.map(({ provider, ...each }) =>
            provider === undefined || each.type === "aws:ec2/subnet:Subnet"
              ? each
              : { ...each, provider },
          ),
        };
      },
      says: "fail",
    },
  ]);
});

describe("subnets-shared-with-environment-account", () => {
  const rule = "subnets-shared-with-environment-account";
  itSays(rule, [
    { when: "a share of both subnets with the account", stack: sharedStack, says: "pass" },
    { when: "subnets of the environment's own account", stack: natStack, says: "notApplicable" },
    {
      when: "a share of one subnet",
      stack: () => without(sharedStack(), "share-private-2"),
      says: "fail",
      findings: ["private-2: is not shared with account 222222222222"],
    },
    {
      when: "a share with another account",
      stack: () => change(sharedStack(), "share-participant", { principal: "333333333333" }),
      says: "fail",
      findings: [
        "private-1: is not shared with account 222222222222",
        "private-2: is not shared with account 222222222222",
      ],
    },
    {
      when: "a share with a principal that is hidden",
      stack: () => change(sharedStack(), "share-participant", { principal: HIDDEN }),
      says: "unknown",
    },
    {
      when: "an association with something that is hidden",
      stack: () => change(sharedStack(), "share-private-2", { resourceArn: HIDDEN }),
      says: "unknown",
    },
    { when: "subnets that no stack holds", stack: alone, says: "unknown" },
    {
      when: "a share in another Region",
      stack: () => change(sharedStack(), "share", { region: "us-east-1" }),
      says: "fail",
    },
    {
      when: "a share that the participant makes of what is not its own",
      stack: () => {
        const { resources, ...stack } = sharedStack();
        return {
          ...stack,
          resources: resources.map(({ provider, ...each }) =>
            provider === undefined || each.name.startsWith("share") ? each : { ...each, provider },
          ),
        };
      },
      says: "fail",
    },
    {
      when: "a share for each subnet",
      stack: () => secondShare(PARTICIPANT),
      says: "pass",
    },
    {
      when: "a share for each subnet, the second of them with another account",
      stack: () => secondShare("333333333333"),
      says: "fail",
      findings: ["private-2: is not shared with account 222222222222"],
    },
    {
      when: "a share with the whole organization",
      stack: () =>
        change(sharedStack(), "share-participant", {
          principal: `arn:aws:organizations::${OWNER}:organization/o-a1b2c3d4e5`,
        }),
      says: "pass",
    },
  ]);

  it("does not take the account that nobody named for another one than the share names", () => {
    const named = change(sharedStack(), "share-participant", { principal: "333333333333" });
    const said = ask({ ...named, account: PLACEHOLDER_ACCOUNT }, rule);
    assert.equal(said.outcome, "unknown");
  });

  it("lists the membership of an organization as an assumption", () => {
    const part = `arn:aws:organizations::${OWNER}:ou/o-a1b2c3d4e5/ou-abcd-12345678`;
    const report = judge([change(sharedStack(), "share-participant", { principal: part })]);
    assert.ok(
      report.assumptions.includes(
        `The accounts of the environments in shared subnets belong to ${part}.`,
      ),
    );
  });
});

describe("share-principals-possible", () => {
  const principal =
    (name: string): (() => Stack) =>
    () =>
      change(sharedStack(), "share-participant", { principal: name });
  itSays("share-principals-possible", [
    { when: "an account", stack: sharedStack, says: "pass" },
    {
      when: "a role",
      stack: principal("arn:aws:iam::222222222222:role/airflow"),
      says: "fail",
    },
    { when: "eleven digits", stack: principal("12345678901"), says: "fail" },
    {
      when: "a hidden principal",
      stack: () => change(sharedStack(), "share-participant", { principal: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a share of something else",
      stack: () => without(sharedStack(), "share-private-1", "share-private-2"),
      says: "notApplicable",
    },
  ]);
});

describe("share-stays-in-organization", () => {
  itSays("share-stays-in-organization", [
    { when: "a share that is closed to outsiders", stack: sharedStack, says: "pass" },
    {
      when: "a share that is open to outsiders",
      stack: () => change(sharedStack(), "share", { allowExternalPrincipals: true }),
      says: "fail",
      findings: ["share: allowExternalPrincipals is true"],
    },
    {
      when: "a share of which that is hidden",
      stack: () => change(sharedStack(), "share", { allowExternalPrincipals: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("share-holds-private-subnets-only", () => {
  itSays("share-holds-private-subnets-only", [
    { when: "private subnets", stack: sharedStack, says: "pass" },
    {
      when: "a public subnet",
      stack: () => change(sharedStack(), "share-private-2", { resourceArn: "public-arn" }),
      says: "fail",
      findings: ["share: holds public, which has a route to an internet gateway"],
    },
    {
      when: "a subnet whose routes are hidden",
      stack: () => change(sharedStack(), "private-table", { routes: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("endpoints-made-by-vpc-owner", () => {
  const byParticipant = (): Stack => {
    const stack = sharedStack();
    return {
      ...stack,
      resources: stack.resources.map(({ provider, ...each }) =>
        each.name === "database-endpoint" || provider === undefined ? each : byOwner(each),
      ),
    };
  };
  itSays("endpoints-made-by-vpc-owner", [
    { when: "endpoints of the owner", stack: sharedStack, says: "pass" },
    { when: "a VPC and endpoints of one provider", stack: natStack, says: "notApplicable" },
    {
      when: "an endpoint of the participant",
      stack: byParticipant,
      says: "fail",
      findings: [
        `database-endpoint: is made in account 222222222222, and its VPC belongs to account ${OWNER}`,
      ],
    },
    {
      when: "an endpoint in a VPC that its provider only looks at",
      stack: () => {
        const { resources, ...stack } = sharedStack();
        return {
          ...stack,
          resources: resources.map((each) =>
            each.name === "vpc" ? { ...each, inputs: {}, change: "read" as const } : each,
          ),
        };
      },
      says: "unknown",
    },
    {
      when: "an endpoint in a VPC that cannot be told",
      stack: () => change(sharedStack(), "database-endpoint", { vpcId: HIDDEN }),
      says: "unknown",
    },
    {
      when: "an owner whose account is hidden",
      stack: () =>
        change(byParticipant(), "owner", { allowedAccountIds: undefined, assumeRoles: HIDDEN }),
      says: "unknown",
    },
  ]);
});
