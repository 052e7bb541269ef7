import { sharePrincipalFaults } from "../../../mwaa/settings/share-principals";
import type { Unknown } from "../../../reasoning/known";
import { all, isKnown } from "../../../reasoning/known";
import { internetPathOf } from "../../model/network/internet-path";
import type { Resource } from "../../model/resource";
import {
  isForeign,
  isSharedWith,
  ownerOf,
  owns,
  sharesOf,
} from "../../model/network/shared-subnets";
import { vpcOf } from "../../model/network/vpc-membership";
import type { World } from "../../model/world";
import { withSubnets } from "../network/network-subjects";
import type { Rule, Violation } from "../rule";
import { concludeAll, failIf, notApplicable, pass, undecided } from "../rule";
import { aws, guide } from "../sources";

const SHARED = guide("vpc-endpoint-management", "Creating an environment in a shared Amazon VPC");
const SHARING = aws(
  "vpc/latest/userguide/vpc-sharing.html",
  "Share your VPC subnets with other accounts",
);
const network = { subject: "network", decidedBy: "world" } as const;

/** Environments in subnets of another account, and the shares that lend the subnets. */
export const SHARED_VPC_RULES: readonly Rule[] = [
  {
    ...network,
    judges: ["environment"],
    id: "shared-subnets-have-customer-endpoints",
    title: "An environment in another account's VPC leaves its endpoints to the VPC's owner",
    why: "Only the owner of a VPC can make endpoints in it. MWAA works from the environment's account, so that it cannot make its own there.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [SHARED],
    examples: {
      fails: 'endpointManagement: "SERVICE" in subnets that another account shares',
      passes: 'endpointManagement: "CUSTOMER"',
    },
    check: (environment, world) => {
      const management = world.text(environment, "endpointManagement");
      if (management === "CUSTOMER") return pass;
      return withSubnets(environment, world, (subnets) => {
        const foreign = all(
          subnets.map((subnet) => {
            const truth = isForeign(world, environment, subnet);
            return isKnown(truth) ? !truth : truth;
          }),
        );
        if (foreign === true) return notApplicable("the environment's account owns the subnets");
        if (!isKnown(foreign))
          return undecided("which account owns the subnets cannot be told", foreign.blockedBy);
        if (!isKnown(management))
          return undecided("endpointManagement is not known", management.blockedBy);
        return failIf([
          {
            related: [...subnets],
            message: `endpointManagement is ${String(management)} in subnets of another account`,
            fix: 'set endpointManagement to "CUSTOMER", and have the owner of the VPC make the endpoints',
          },
        ]);
      });
    },
  },
  {
    ...network,
    judges: ["environment"],
    id: "subnets-shared-with-environment-account",
    title: "Both subnets are shared with the environment's account",
    why: "In a subnet that nobody shared, the environment's account sees nothing and can create nothing.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [SHARED, guide("vpc-endpoint-management", "Troubleshooting"), SHARING],
    examples: {
      fails: "a resource share with one of the two subnets",
      passes: "a resource association for each of the two subnets",
    },
    check: (environment, world) =>
      withForeignSubnets(environment, world, (subnets) => {
        const account = world.account(environment);
        if (!isKnown(account))
          return undecided("the environment's account is not known", account.blockedBy);
        return concludeAll(
          subnets.map((subnet): Violation | Unknown | undefined => {
            const shared = isSharedWith(world, subnet, account);
            if (shared !== false) return isKnown(shared) ? undefined : shared;
            return {
              resource: subnet,
              related: [environment, ...sharesOf(world, subnet).shares.map(({ share }) => share)],
              message: `is not shared with account ${account}`,
              fix: `associate it with a resource share, and the share with account ${account} or its organizational unit`,
            };
          }),
          "with whom a subnet is shared cannot be told",
        );
      }),
  },
  {
    ...network,
    judges: ["resourceSharePrincipal"],
    id: "share-principals-possible",
    title: "Subnets are shared with accounts or parts of an organization",
    why: "Subnets can be shared within an organization only, and not with single roles or users.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws("ram/latest/APIReference/API_AssociateResourceShare.html", "principals"),
      SHARING,
    ],
    examples: {
      fails: 'principal: "arn:aws:iam::222222222222:role/airflow"',
      passes: 'principal: "222222222222"',
    },
    check: (principal, world) => {
      const share = world.reference(principal, ["resourceShareArn"], "resourceShare");
      const sharesSubnet = share.kind === "resource" && subnetsIn(world, share.resource).length > 0;
      if (!sharesSubnet) return notApplicable("the share holds no subnet");
      const name = world.text(principal, "principal");
      if (name === undefined) return notApplicable("the share is given to nobody");
      if (!isKnown(name)) return undecided("the principal is not known", name.blockedBy);
      return failIf(
        sharePrincipalFaults(name, ["principal"]).map(({ problem, allowed, fix }) => ({
          message: `principal "${name}" ${problem}; allowed: ${allowed}`,
          fix,
        })),
      );
    },
  },
  {
    ...network,
    judges: ["resourceShare"],
    id: "share-stays-in-organization",
    title: "A share of subnets admits nobody from outside the organization",
    why: "Whoever may add principals to the share could otherwise lend the network to any account of the world.",
    severity: "warning",
    effect: "insecure",
    sources: [
      aws("ram/latest/APIReference/API_CreateResourceShare.html", "allowExternalPrincipals"),
    ],
    examples: {
      fails: "allowExternalPrincipals: true",
      passes: "allowExternalPrincipals: false",
    },
    check: (share, world) => {
      if (subnetsIn(world, share).length === 0) return notApplicable("the share holds no subnet");
      const external = world.flag(share, "allowExternalPrincipals");
      if (!isKnown(external))
        return undecided("allowExternalPrincipals is not known", external.blockedBy);
      if (!external) return pass;
      return failIf([
        {
          message: "allowExternalPrincipals is true",
          fix: "set allowExternalPrincipals to false",
        },
      ]);
    },
  },
  {
    ...network,
    judges: ["resourceShare"],
    id: "share-holds-private-subnets-only",
    title: "A share holds private subnets only",
    why: "An environment can use private subnets only; a public one lets every participant put things on the internet.",
    severity: "warning",
    effect: "insecure",
    sources: [SHARED],
    examples: {
      fails: "resourceArn: publicSubnet.arn",
      passes: "resourceArn: privateSubnet.arn",
    },
    check: (share, world) => {
      const subnets = subnetsIn(world, share);
      if (subnets.length === 0) return notApplicable("the share holds no subnet");
      return concludeAll(
        subnets.map((subnet): Violation | Unknown | undefined => {
          const path = internetPathOf(world, subnet);
          if (path.kind === "unknown") return path.unknown;
          if (path.kind !== "internet-gateway") return undefined;
          return {
            related: [subnet],
            message: `holds ${subnet.name}, which has a route to an internet gateway`,
            fix: "take the public subnet out of the share",
          };
        }),
        "the routes of a shared subnet are not known",
      );
    },
  },
  {
    ...network,
    judges: ["vpcEndpoint"],
    id: "endpoints-made-by-vpc-owner",
    title: "VPC endpoints are made by the account that owns the VPC",
    why: "EC2 refuses endpoints that a participant asks for in a VPC that is only shared with it.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "shared-vpc-endpoint-refused",
    sources: [
      SHARED,
      aws("vpc/latest/userguide/vpc-sharing-share-subnet-working-with.html", "VPC endpoints"),
    ],
    examples: {
      fails: "new aws.ec2.VpcEndpoint(…) with the participant's provider",
      passes: "new aws.ec2.VpcEndpoint(…, { provider: owner })",
    },
    check: (endpoint, world) => {
      const vpc = vpcOf(world, endpoint);
      if (vpc.kind === "unknown")
        return undecided("the endpoint's VPC is not known", vpc.unknown.blockedBy);
      if (vpc.kind !== "resource") return notApplicable("no stack holds the endpoint's VPC");
      const made = owns(world, endpoint, vpc.resource);
      if (!isKnown(made))
        return undecided(
          "which accounts own the VPC and the endpoint cannot be told",
          made.blockedBy,
        );
      if (made) return pass;
      const mine = String(world.account(endpoint));
      const theirs = String(ownerOf(world, vpc.resource));
      return failIf([
        {
          related: [vpc.resource],
          message: `is made in account ${mine}, and its VPC belongs to account ${theirs}`,
          fix: "make it with the provider of the VPC's owner",
        },
      ]);
    },
  },
];

/** Judges the subnets of an environment that belong to another account. */
function withForeignSubnets(
  environment: Resource,
  world: World,
  check: (subnets: readonly Resource[]) => ReturnType<Rule["check"]>,
): ReturnType<Rule["check"]> {
  return withSubnets(environment, world, (subnets) => {
    const judged = subnets.map((subnet) => ({
      subnet,
      foreign: isForeign(world, environment, subnet),
    }));
    const foreign = judged.filter((each) => each.foreign === true).map(({ subnet }) => subnet);
    const hidden = judged.flatMap((each) => (isKnown(each.foreign) ? [] : each.foreign.blockedBy));
    if (foreign.length === 0 && hidden.length > 0)
      return undecided("which account owns the subnets cannot be told", hidden);
    if (foreign.length === 0) return notApplicable("the environment's account owns the subnets");
    return check(foreign);
  });
}

/** The subnets that a share holds, as far as the World holds them. */
function subnetsIn(world: World, share: Resource): readonly Resource[] {
  return world
    .pointingAt(share, "resourceShareResource", "resourceShareArn")
    .resources.flatMap((association) => {
      const subnet = world.reference(association, ["resourceArn"], "subnet");
      return subnet.kind === "resource" ? [subnet.resource] : [];
    });
}
