import { Unknown, isKnown } from "../../known";
import type { Maybe } from "../../known";
import type { BlockExclusion, DhcpOptions, ExclusionMode, Listed, Network } from "../network";
import { BLOCK_MODES, EXCLUSION_MODES } from "../network";
import type { Answers } from "./answers";
import type { Entry } from "./entry";
import { given, inState, present } from "./entry";

/** VPCs, subnets and what holds for all that is in them. */
export function readVpcs(
  answers: Answers,
): Pick<Network, "vpcs" | "subnets" | "dhcpOptions" | "blockPublicAccess"> {
  const zones = zoneField(answers);
  const regions = regionsOf(answers);
  const attributes = attributesOf(answers);
  return {
    vpcs: answers.listed("Vpcs", (vpc) =>
      vpc.named("VpcId", (id) => {
        const dhcpOptionsId = vpc.text("DhcpOptionsId");
        const region = regions.get(id);
        return {
          id,
          ...given("account", vpc.text("OwnerId")),
          ...given("region", region),
          cidrBlocks: vpcBlocks(vpc),
          enableDnsSupport: attributes(id, "EnableDnsSupport"),
          enableDnsHostnames: attributes(id, "EnableDnsHostnames"),
          // "default" is AWS's word for a VPC without any option set.
          ...given(
            "dhcpOptionsId",
            dhcpOptionsId === "default"
              ? new Unknown([`the name servers of ${id}, which has no DHCP option set`])
              : dhcpOptionsId,
          ),
        };
      }),
    ),
    subnets: answers.listed("Subnets", (subnet) =>
      subnet.named("SubnetId", (id) => ({
        id,
        vpcId: subnet.known("VpcId"),
        ...given("account", subnet.text("OwnerId")),
        ...given("availabilityZone", subnet.text(zones)),
        cidrBlocks: [
          ...present(subnet.cidr("CidrBlock")),
          ...associated(subnet, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"),
        ],
      })),
    ),
    dhcpOptions: answers.listed("DhcpOptions", readDhcpOptions),
    blockPublicAccess: readBlockPublicAccess(answers),
  };
}

function vpcBlocks(vpc: Entry): Listed<string> {
  const blocks = associated(vpc, "CidrBlockAssociationSet", "CidrBlock");
  return [
    // Older tools write down only the first block.
    ...(vpc.has("CidrBlockAssociationSet") ? blocks : present(vpc.cidr("CidrBlock"))),
    ...associated(vpc, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"),
  ];
}

function associated(of: Entry, set: string, block: string): Listed<string> {
  return of.entries(set).flatMap((each) => {
    const state = each.entry(`${block}State`)?.text("State");
    return present(each.cidr(block)).flatMap((cidr) =>
      inState(state, ["associated"], ["associating", "disassociating"], cidr),
    );
  });
}

/**
 * Ids of zones mean the same in every account and names do not, but one network must not mix them.
 * Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html, "Availability
 * Zone IDs for your AWS resources", read 2026-11-22.
 */
export function zoneField(answers: Answers): "AvailabilityZone" | "AvailabilityZoneId" {
  return answers.entries("Subnets").every((each) => each.has("AvailabilityZoneId"))
    ? "AvailabilityZoneId"
    : "AvailabilityZone";
}

function regionsOf(answers: Answers): ReadonlyMap<string, string> {
  const regions = new Map<string, string>();
  for (const subnet of answers.entries("Subnets")) {
    const vpcId = subnet.text("VpcId");
    // us-west-2b, and us-west-2-lax-1a for a Local Zone of us-west-2.
    const [region] = /^[a-z]{2,3}(-[a-z]+)+-\d+/.exec(subnet.text("AvailabilityZone") ?? "") ?? [];
    if (vpcId !== undefined && region !== undefined) regions.set(vpcId, region);
  }
  return regions;
}

function attributesOf(answers: Answers): (vpcId: string, name: string) => Maybe<boolean> {
  const values = new Map<string, boolean>();
  const named = answers
    .entries("VpcAttributes")
    .flatMap((answer) => answer.named("VpcId", (vpcId) => ({ vpcId, answer })));
  for (const { vpcId, answer } of named) {
    for (const name of ["EnableDnsSupport", "EnableDnsHostnames"]) {
      const value = answer.entry(name)?.flag("Value");
      if (value !== undefined) values.set(`${vpcId} ${name}`, value);
    }
  }
  return (vpcId, name) =>
    values.get(`${vpcId} ${name}`) ??
    new Unknown([`the answer of describe-vpc-attribute for ${name} of ${vpcId}`]);
}

function readDhcpOptions(options: Entry): Listed<DhcpOptions> {
  const servers = options
    .entries("DhcpConfigurations")
    .filter((each) => each.text("Key") === "domain-name-servers")
    .flatMap((each) => each.entries("Values"))
    .flatMap((each) => present(each.text("Value")));
  return options.named("DhcpOptionsId", (id) => ({ id, domainNameServers: servers }));
}

function readBlockPublicAccess(answers: Answers): Network["blockPublicAccess"] {
  return answers.listed("VpcBlockPublicAccessOptions", (options) => {
    const word = options.required("InternetGatewayBlockMode");
    const mode = BLOCK_MODES.find((each) => each === word);
    const changing = options.text("State") === "update-in-progress";
    return [
      {
        ...given("account", options.text("AwsAccountId")),
        ...given("region", options.text("AwsRegion")),
        mode:
          mode === undefined || changing
            ? new Unknown([`the mode of VPC Block Public Access, now ${String(word)}`])
            : mode,
        ...(mode === "off" ? {} : { exclusions: readExclusions(answers) }),
      },
    ];
  });
}

function readExclusions(answers: Answers): Listed<BlockExclusion> {
  return answers.listed("VpcBlockPublicAccessExclusions", (exclusion) =>
    exclusion.named("ResourceArn", (arn) => readExclusion(exclusion, arn)).flat(),
  );
}

const IN_FORCE = ["create-complete", "update-complete"];
/** A failed update leaves what was there before, which the answer does not tell. */
const IN_DOUBT = [
  "create-in-progress",
  "update-in-progress",
  "update-failed",
  "delete-in-progress",
];

function readExclusion(exclusion: Entry, arn: string): Listed<BlockExclusion> {
  const id = arn.slice(arn.lastIndexOf("/") + 1);
  const word = exclusion.required("InternetGatewayExclusionMode");
  const mode: Maybe<ExclusionMode> =
    EXCLUSION_MODES.find((each) => each === word) ??
    new Unknown([`the mode of the exclusion of ${id}`]);
  return inState(exclusion.text("State"), IN_FORCE, IN_DOUBT, id).map((resourceId) =>
    isKnown(resourceId) ? { resourceId, mode } : resourceId,
  );
}
