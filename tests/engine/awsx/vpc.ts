import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { subnetLayout } from "./layout";
import type { PlannedSubnet, SubnetSpec } from "./layout";

const DEFAULT_CIDR = "10.0.0.0/16";
const DEFAULT_ZONES = 3;
const EVERYWHERE = "0.0.0.0/0";

/** The arguments of `awsx.ec2.Vpc` that the stand-in obeys. */
export interface VpcInputs {
  readonly availabilityZoneNames?: readonly string[];
  readonly cidrBlock?: string;
  readonly enableDnsHostnames?: boolean;
  readonly enableDnsSupport?: boolean;
  readonly natGateways?: { readonly strategy?: string };
  readonly numberOfAvailabilityZones?: number;
  readonly subnetSpecs?: readonly SubnetSpec[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Arguments that the stand-in cannot obey: refused, so that no test passes without them. */
const OBEYED = new Set([
  "availabilityZoneNames",
  "cidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "natGateways",
  "numberOfAvailabilityZones",
  "subnetSpecs",
  "subnetStrategy",
  "tags",
]);

/** Throws when an argument was given that the stand-in does not obey. */
export function requireObeyed(inputs: pulumi.Inputs): void {
  const unknown = Object.keys(inputs).filter(
    (key) => inputs[key] !== undefined && !OBEYED.has(key),
  );
  if (unknown.length > 0) {
    throw new Error(`the stand-in for awsx.ec2.Vpc does not obey ${unknown.join(", ")}`);
  }
}

interface Made {
  readonly plan: PlannedSubnet;
  readonly subnet: aws.ec2.Subnet;
  readonly table: aws.ec2.RouteTable;
}

/** A VPC with subnets, gateways and route tables, under the type of the real component. */
export class Vpc extends pulumi.ComponentResource {
  readonly vpc: aws.ec2.Vpc;
  readonly internetGateway: aws.ec2.InternetGateway;
  readonly subnets: readonly Made[];
  readonly eips: aws.ec2.Eip[] = [];
  readonly natGateways: aws.ec2.NatGateway[] = [];
  readonly routes: aws.ec2.Route[] = [];
  readonly associations: aws.ec2.RouteTableAssociation[] = [];

  /** `zones` are names; one subnet of each spec is made in each. */
  constructor(
    private readonly title: string,
    inputs: VpcInputs,
    zones: readonly string[],
    options: pulumi.ComponentResourceOptions,
  ) {
    super("awsx:ec2:Vpc", title, {}, options);
    const cidrBlock = inputs.cidrBlock ?? DEFAULT_CIDR;
    const tags = { ...inputs.tags };
    this.vpc = new aws.ec2.Vpc(
      title,
      {
        cidrBlock,
        enableDnsHostnames: inputs.enableDnsHostnames ?? true,
        enableDnsSupport: inputs.enableDnsSupport ?? true,
        tags: { ...tags, Name: title },
      },
      { parent: this },
    );
    const vpcId = this.vpc.id;
    this.internetGateway = new aws.ec2.InternetGateway(
      title,
      { vpcId, tags },
      { parent: this.vpc },
    );
    const layout = subnetLayout(cidrBlock, zones.length, inputs.subnetSpecs);
    this.subnets = layout.map((plan) => this.#makeSubnet(plan, zones[plan.zone] ?? "", tags));
    this.#makeRoutes(inputs.natGateways?.strategy ?? "OnePerAz");
    this.registerOutputs({ vpcId });
  }

  /** The subnets of one type, zone by zone. */
  of(type: PlannedSubnet["type"]): readonly aws.ec2.Subnet[] {
    return this.subnets.filter(({ plan }) => plan.type === type).map(({ subnet }) => subnet);
  }

  #makeSubnet(plan: PlannedSubnet, availabilityZone: string, tags: VpcInputs["tags"]): Made {
    const name = `${this.title}-${plan.name}`;
    const subnet = new aws.ec2.Subnet(
      name,
      {
        vpcId: this.vpc.id,
        availabilityZone,
        cidrBlock: plan.cidrBlock,
        mapPublicIpOnLaunch: plan.type === "Public",
        tags: { ...tags, Name: name, SubnetType: plan.type },
      },
      { parent: this.vpc },
    );
    const table = new aws.ec2.RouteTable(name, { vpcId: this.vpc.id }, { parent: subnet });
    this.associations.push(
      new aws.ec2.RouteTableAssociation(
        name,
        { subnetId: subnet.id, routeTableId: table.id },
        { parent: table },
      ),
    );
    return { plan, subnet, table };
  }

  #makeRoutes(strategy: string): void {
    const publicSubnets = this.subnets.filter(({ plan }) => plan.type === "Public");
    for (const { plan, table } of publicSubnets) {
      this.#route(plan, table, { gatewayId: this.internetGateway.id });
    }
    const zonesWithNat =
      strategy === "None" ? [] : strategy === "Single" ? publicSubnets.slice(0, 1) : publicSubnets;
    const gateways = zonesWithNat.map((made) => this.#makeNat(made));
    if (gateways.length === 0) return;
    for (const { plan, table } of this.subnets.filter((s) => s.plan.type === "Private")) {
      const gateway = gateways[plan.zone] ?? gateways[0];
      if (gateway !== undefined) this.#route(plan, table, { natGatewayId: gateway.id });
    }
  }

  #makeNat({ plan, subnet }: Made): aws.ec2.NatGateway {
    const name = `${this.title}-${String(plan.zone + 1)}`;
    const address = new aws.ec2.Eip(name, { domain: "vpc" }, { parent: subnet });
    const gateway = new aws.ec2.NatGateway(
      name,
      { subnetId: subnet.id, allocationId: address.allocationId },
      { parent: subnet, dependsOn: [this.internetGateway] },
    );
    this.eips.push(address);
    this.natGateways.push(gateway);
    return gateway;
  }

  #route(
    plan: PlannedSubnet,
    table: aws.ec2.RouteTable,
    target: { gatewayId: pulumi.Output<string> } | { natGatewayId: pulumi.Output<string> },
  ): void {
    this.routes.push(
      new aws.ec2.Route(
        `${this.title}-${plan.name}`,
        { routeTableId: table.id, destinationCidrBlock: EVERYWHERE, ...target },
        { parent: table },
      ),
    );
  }

  /** The zones to use: those that were asked for, else the first of the region. */
  static async zones(
    inputs: VpcInputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<readonly string[]> {
    if (inputs.availabilityZoneNames !== undefined) return inputs.availabilityZoneNames;
    const { parent, provider } = options;
    const { names } = await aws.getAvailabilityZones(
      { state: "available" },
      {
        ...(parent === undefined ? {} : { parent }),
        ...(provider === undefined ? {} : { provider }),
      },
    );
    return names.slice(0, inputs.numberOfAvailabilityZones ?? DEFAULT_ZONES);
  }
}
