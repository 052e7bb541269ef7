import type { Truth } from "../../../reasoning/known";
import { all, isKnown, Unknown } from "../../../reasoning/known";
import { isExisting, missingFact } from "../existing";
import type { Reference } from "../reference";
import type { Resource, Value } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";
import { blockOf } from "./vpc-membership";

/**
 * Whether a VPC's interfaces ask Amazon's resolver for names, which alone knows the private names of
 * endpoints. Whether other servers forward to it nobody says here.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html, "Default DHCP
 * option set", read 2026-11-22.
 */
export function asksAmazon(world: World, vpc: Resource): Truth {
  return world.once("name servers", vpc, () => {
    const options = optionsOf(world, vpc);
    switch (options.kind) {
      // A VPC without options of its own has those of its Region, which name Amazon's resolver.
      case "absent":
        return isExisting(vpc) ? missingFact(vpc, "name servers") : true;
      case "outside":
        return options.value === "default"
          ? new Unknown([`the name servers of ${vpc.name}`])
          : new Unknown([`the name servers of ${options.value}`]);
      case "unknown":
        return options.unknown;
      case "resource":
        return namesAmazon(world, options.resource, vpc);
    }
  });
}

/** The DHCP options of a VPC: what a program associates it with comes after what it has. */
function optionsOf(world: World, vpc: Resource): Reference {
  const { resources, more } = world.pointingAt(vpc, "dhcpOptionsAssociation", "vpcId");
  const made = resources.filter((each) => !isExisting(each));
  const [first, ...others] = made.length > 0 ? made : resources;
  if (others.length > 0)
    return {
      kind: "unknown",
      unknown: new Unknown(resources.map((each) => pointer(each, ["dhcpOptionsId"]))),
    };
  if (first !== undefined) return world.reference(first, ["dhcpOptionsId"], "dhcpOptions");
  if (isExisting(vpc)) {
    const told = world.reference(vpc, ["dhcpOptionsId"], "dhcpOptions");
    return told.kind === "unknown"
      ? { kind: "unknown", unknown: missingFact(vpc, "name servers") }
      : told;
  }
  return more === undefined ? { kind: "absent" } : { kind: "unknown", unknown: more };
}

function namesAmazon(world: World, options: Resource, vpc: Resource): Truth {
  // The options that come with a Region, adopted: nobody can change them.
  if (options.type.endsWith(":DefaultVpcDhcpOptions")) return true;
  const where = pointer(options, ["domainNameServers"]);
  const servers = world.value(options, "domainNameServers");
  if (servers instanceof Unknown) return servers;
  // A set that names no server hands none out: what its interfaces then ask nobody says.
  if (!Array.isArray(servers) || servers.length === 0) return new Unknown([where]);
  return all(
    (servers as readonly Value[]).map((server): Truth => {
      if (typeof server !== "string") return new Unknown([where]);
      return isAmazons(world, server, vpc) || new Unknown([`${where} (${server})`]);
    }),
  );
}

/** The names and addresses under which every VPC has Amazon's resolver. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  "amazonprovideddns",
  "169.254.169.253",
  "fd00:ec2::253",
]);

/**
 * Whether a name server is Amazon's resolver: also the third address of the VPC's first block.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, "Amazon DNS
 * server", read 2026-11-22.
 */
function isAmazons(world: World, server: string, vpc: Resource): boolean {
  if (EVERYWHERE.has(server.toLowerCase())) return true;
  const block = blockOf(world, vpc);
  return isKnown(block) && block.family === "ipv4" && dotted(block.first + 2n) === server;
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}
