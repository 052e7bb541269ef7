import { isKnown } from "../../../reasoning/known";
import { isExisting } from "../../model/existing";
import { vpcOf } from "../../model/network/vpc-membership";
import { leadsUsersIn } from "../../model/web-access/ways-in";
import { asReferences, withGroups, withSubnets } from "../network/network-subjects";
import type { Rule } from "../rule";
import { failIf, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

/** How people get at the Airflow UI. */
export const WEB_INTERFACE_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "web-interface-has-a-way-in",
    title: "Something leads users to a private web interface",
    why: "A private web interface answers inside the VPC alone. Without a client VPN, a bastion, a load balancer or a route from your own network nobody can open it.",
    severity: "note",
    effect: "will-misbehave",
    sources: [
      guide(
        "vpc-vpe-access",
        "Accessing the VPC endpoint for your Apache Airflow web server (private network access)",
      ),
    ],
    examples: {
      fails: 'webserverAccessMode: "PRIVATE_ONLY" in a VPC that nothing leads into',
      passes: "new aws.ec2clientvpn.Endpoint(name, { vpcId: vpc.id, … })",
    },
    check: (environment, world) => {
      const mode = world.text(environment, "webserverAccessMode");
      if (!isKnown(mode)) return undecided("webserverAccessMode is not known", mode.blockedBy);
      if (mode !== "PRIVATE_ONLY") return notApplicable("the web interface is public");
      return withSubnets(environment, world, (subnets) =>
        withGroups(environment, world, (groups) => {
          const leads = leadsUsersIn(world, subnets, asReferences(groups));
          if (!isKnown(leads))
            return undecided(
              "whether something leads into the VPC cannot be told",
              leads.blockedBy,
            );
          const vpcs = subnets.flatMap((subnet) => vpcOf(world, subnet));
          const hidden = vpcs.flatMap((vpc) =>
            vpc.kind === "resource" && isExisting(vpc.resource)
              ? (world.pointingAt(vpc.resource, "wayIn", "vpcId").more?.blockedBy ?? [])
              : [],
          );
          if (!leads && hidden.length > 0)
            return undecided("what leads into a VPC that exists is not known", hidden);
          return failIf(
            leads
              ? []
              : [
                  {
                    related: groups,
                    message:
                      "webserverAccessMode is PRIVATE_ONLY, and nothing in these stacks leads users into the VPC",
                    fix: "add a client VPN, a bastion that the security group admits on TCP 443, or a load balancer; or take this for granted if your network reaches the VPC by other means",
                  },
                ],
          );
        }),
      );
    },
  },
];
