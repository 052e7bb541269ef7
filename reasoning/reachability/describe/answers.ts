import { Unknown } from "../../known";
import type { Faults } from "../json";
import { REFUSED, list } from "../json";
import type { Listed } from "../network";
import { Entry, entry } from "./entry";

/**
 * The lists that are read, each under the name that the AWS CLI gives it, and the command that
 * answers with it. Two commands say in their answer not of what they speak: the entries of a
 * customer's prefix list and the routes of a transit gateway's table are wanted beside the id that
 * was asked for. `describe-vpc-attribute` answers with an object for each VPC and attribute.
 */
export const CALLS = {
  Vpcs: "describe-vpcs",
  VpcAttributes: "describe-vpc-attribute",
  Subnets: "describe-subnets",
  RouteTables: "describe-route-tables",
  NetworkAcls: "describe-network-acls",
  SecurityGroups: "describe-security-groups",
  NetworkInterfaces: "describe-network-interfaces",
  InternetGateways: "describe-internet-gateways",
  EgressOnlyInternetGateways: "describe-egress-only-internet-gateways",
  NatGateways: "describe-nat-gateways",
  VpcEndpoints: "describe-vpc-endpoints",
  ServiceDetails: "describe-vpc-endpoint-services",
  PrefixLists: "describe-prefix-lists",
  ManagedPrefixListEntries: "get-managed-prefix-list-entries",
  VpcPeeringConnections: "describe-vpc-peering-connections",
  TransitGateways: "describe-transit-gateways",
  TransitGatewayAttachments: "describe-transit-gateway-attachments",
  TransitGatewayVpcAttachments: "describe-transit-gateway-vpc-attachments",
  TransitGatewayRouteTables: "describe-transit-gateway-route-tables",
  TransitGatewayRoutes: "search-transit-gateway-routes",
  VpnGateways: "describe-vpn-gateways",
  DhcpOptions: "describe-dhcp-options",
  VpcBlockPublicAccessOptions: "describe-vpc-block-public-access-options",
  VpcBlockPublicAccessExclusions: "describe-vpc-block-public-access-exclusions",
} as const;

/** The name of a list. */
export type ListName = keyof typeof CALLS;

const NAMES = Object.keys(CALLS) as readonly ListName[];
const DNS_ATTRIBUTES = ["EnableDnsSupport", "EnableDnsHostnames"];

/** All answers that were given, list by list. */
export class Answers {
  private readonly lists = new Map<ListName, Entry[]>();
  private readonly partial = new Set<ListName>();

  /** The objects of a list, of all answers that hold it. */
  entries(name: ListName): readonly Entry[] {
    return this.lists.get(name) ?? [];
  }

  /** What is not known of a list: that it was not given, or not to its end. */
  rest(name: ListName): readonly Unknown[] {
    if (!this.lists.has(name)) return [new Unknown([`the answer of ${CALLS[name]}`])];
    return this.partial.has(name) ? [new Unknown([`further pages of ${CALLS[name]}`])] : [];
  }

  /** A list of the network made of a list of the answers. */
  listed<T>(name: ListName, read: (entry: Entry) => Listed<T>): Listed<T> {
    return [...this.entries(name).flatMap((each) => [...read(each)]), ...this.rest(name)];
  }

  /** Takes one answer in. */
  add(answer: Entry): void {
    if (answer.has("VpcId") && DNS_ATTRIBUTES.some((name) => answer.has(name))) {
      this.push("VpcAttributes", [answer]);
      return;
    }
    const held = NAMES.filter((name) => answer.has(name));
    if (held.length === 0) {
      const wanted = `one of ${NAMES.join(", ")} is wanted`;
      answer.fault("", `is no answer that is read here; ${wanted}`);
    }
    for (const name of held) {
      // The one answer about an account, not about things of which there are many.
      if (name === "VpcBlockPublicAccessOptions") {
        const options = answer.entry(name);
        if (options !== undefined) this.push(name, [options]);
      } else this.push(name, answer.entries(name));
      if (answer.has("NextToken")) this.partial.add(name);
    }
  }

  private push(name: ListName, entries: readonly Entry[]): void {
    const known = this.lists.get(name) ?? [];
    for (const each of entries) known.push(each);
    this.lists.set(name, known);
  }
}

/** Sorts what was given: one answer, one object with several lists, or a list of either. */
export function readAnswers(json: unknown, faults: Faults): Answers {
  const answers = new Answers();
  const given = Array.isArray(json) ? list(entry)(json, "", faults) : [entry(json, "", faults)];
  if (given === REFUSED) return answers;
  for (const each of given) if (each instanceof Entry) answers.add(each);
  return answers;
}
