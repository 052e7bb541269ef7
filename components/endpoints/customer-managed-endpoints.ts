import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { MwaaEndpoint } from "../../mwaa/service/access-modes";
import { environmentNameFaults } from "../../mwaa/service/names";
import type { PerZone } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";
import { Children } from "../children";
import { placeFor } from "../place";
import {
  customerEndpointFaults,
  endpointsOf,
  ownerAccountFaults,
  serviceNameFaults,
} from "./customer-endpoint-faults";
import { createCustomerEndpointGroup, securityGroupReference } from "./customer-endpoint-group";
import type {
  CustomerManagedEndpointsArgs,
  DnsHandOver,
} from "./customer-managed-endpoints-arguments";
import { WebserverAddress } from "./webserver-address";

/**
 * The endpoints to the database and the web server of an environment whose `endpointManagement` is
 * `CUSTOMER`, made with a provider of the account that owns the VPC. Private DNS is off: the names
 * that lead to them belong to MWAA.
 *
 * ```ts
 * const { securityGroupIds, ...request } = environment.endpointRequest;
 * const endpoints = new CustomerManagedEndpoints("airflow-endpoints", {
 *   ...request, environmentSecurityGroupIds: securityGroupIds, vpcId: owner.vpcId,
 *   webserverAccessMode: "PRIVATE_ONLY",
 * }, { provider: ownerProvider });
 * ```
 *
 * Teardown: the environment has to go before its endpoints, and Pulumi would go the other way, as
 * the endpoints are made from what the environment says. So it takes two steps.
 *
 * 1. Take the environment out of the program and set `retired: true` on the endpoints, which then
 *    keep the services they have; update. Where the environment is in another stack, that stack does
 *    the first half, and this one need not change.
 * 2. Destroy: the endpoints and rules go before the security group of the environment, to which the
 *    rules refer. Of several stacks that is this one, then the environment's, then the network's.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html, "Create
 * the Amazon VPC endpoints", read 2026-11-22.
 */
export class CustomerManagedEndpoints extends pulumi.ComponentResource {
  /** The endpoint of the metadata database. */
  readonly databaseEndpointId: pulumi.Output<string>;
  /** The endpoint of the web server, where there is one. */
  readonly webserverEndpointId: pulumi.Output<string> | undefined;
  /** Its DNS name. */
  readonly webserverEndpointDnsName: pulumi.Output<string> | undefined;
  /** The hosted zone of that name, which an alias in Route 53 names. */
  readonly webserverEndpointHostedZoneId: pulumi.Output<string> | undefined;
  /** The name that has to lead to it, if `webserverHost` is given. */
  readonly dnsHandOver: DnsHandOver | undefined;
  /** The security group of the endpoints. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What has to exist before the environment can go on. */
  readonly ready: readonly pulumi.Resource[];
  private readonly webserverEndpoint: ec2.VpcEndpoint | undefined;
  private readonly ipv6: boolean;
  private addresses: PerZone<pulumi.Output<string>> | undefined;

  constructor(
    name: string,
    args: CustomerManagedEndpointsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mwaa:index:CustomerManagedEndpoints", name, {}, opts);
    const gate = new ArgumentGate("CustomerManagedEndpoints", name);
    gate.refuse(customerEndpointFaults(args));
    const children = new Children(this, name, args.tags);
    const kit = new Kit(children, args, gate);
    const endpoints = endpointsOf(args);
    this.ipv6 = kit.ipv6;

    const security = createCustomerEndpointGroup(children, {
      vpcId: args.vpcId,
      from: args.environmentSecurityGroupIds.map((id) =>
        securityGroupReference(id, kit.accounts(this)),
      ),
      rules: args.securityGroupRules ?? "all",
      endpoints,
      ipv6: kit.ipv6,
    });
    const database = kit.endpoint("database", security);
    const webserver = endpoints.includes("webserver")
      ? kit.endpoint("webserver", security)
      : undefined;

    this.securityGroupId = security.group.id;
    this.databaseEndpointId = database.id;
    this.webserverEndpoint = webserver;
    this.webserverEndpointId = webserver?.id;
    this.webserverEndpointDnsName = firstDnsEntry(webserver, "dnsName");
    this.webserverEndpointHostedZoneId = firstDnsEntry(webserver, "hostedZoneId");
    this.dnsHandOver = this.handOver(args);
    this.ready = [
      ...security.rules,
      database,
      ...(webserver === undefined ? [] : [webserver]),
      ...this.address(children, args),
    ];
    this.registerOutputs({
      databaseEndpointId: this.databaseEndpointId,
      webserverEndpointId: this.webserverEndpointId,
      webserverEndpointDnsName: this.webserverEndpointDnsName,
      securityGroupId: this.securityGroupId,
    });
  }

  /**
   * The private addresses of the web server's endpoint, one in each subnet: the targets of a load
   * balancer. EC2 is asked for them, once somebody asks here; another endpoint has other ones.
   */
  get webserverEndpointAddresses(): PerZone<pulumi.Output<string>> | undefined {
    const { webserverEndpoint: endpoint } = this;
    if (endpoint === undefined) return undefined;
    const address = (index: 0 | 1): pulumi.Output<string> => {
      const id = endpoint.networkInterfaceIds.apply((ids) => ids.toSorted()[index] ?? "");
      const card = ec2.getNetworkInterfaceOutput({ id }, { parent: this });
      return this.ipv6
        ? card.ipv6Addresses.apply((all) => all[0] ?? "")
        : card.privateIp.apply((only) => only);
    };
    this.addresses ??= [address(0), address(1)];
    return this.addresses;
  }

  private handOver(args: CustomerManagedEndpointsArgs): DnsHandOver | undefined {
    const { webserverEndpointDnsName: target, webserverEndpointHostedZoneId: zone } = this;
    if (target === undefined || zone === undefined || args.webserverHost === undefined) {
      return undefined;
    }
    return { name: pulumi.output(args.webserverHost), target, targetHostedZoneId: zone };
  }

  private address(
    children: Children,
    args: CustomerManagedEndpointsArgs,
  ): readonly pulumi.Resource[] {
    const { dnsHandOver: entry } = this;
    if (entry === undefined || args.privateHostedZone !== true || args.retired === true) return [];
    return new WebserverAddress(
      children.named("address"),
      {
        vpcId: args.vpcId,
        webserverHost: entry.name,
        webserverEndpointDnsName: entry.target,
        webserverEndpointHostedZoneId: entry.targetHostedZoneId,
        ...(args.ipAddressType !== undefined && { ipAddressType: args.ipAddressType }),
        ...(args.region !== undefined && { region: args.region }),
        ...(args.tags !== undefined && { tags: args.tags }),
      },
      { parent: this },
    ).ready;
  }
}

type Security = ReturnType<typeof createCustomerEndpointGroup>;

/** What the endpoints have in common. */
class Kit {
  readonly ipv6: boolean;
  private readonly environmentName: pulumi.Output<string>;

  constructor(
    private readonly children: Children,
    private readonly args: CustomerManagedEndpointsArgs,
    private readonly gate: ArgumentGate,
  ) {
    this.ipv6 = args.ipAddressType === "ipv6";
    this.environmentName = gate.admit(args.environmentName, (value) =>
      environmentNameFaults(value, ["environmentName"]),
    );
  }

  /** The accounts of environment and endpoints, if they may differ. */
  accounts(component: pulumi.ComponentResource): Parameters<typeof securityGroupReference>[1] {
    const { environmentAccount, ownerAccount } = this.args;
    if (environmentAccount === undefined && ownerAccount === undefined) return undefined;
    const { account } = placeFor(this.args, component);
    const here = this.gate.admit(pulumi.all([account, ownerAccount ?? account]), ([made, owner]) =>
      ownerAccountFaults(owner, made),
    );
    const checked = here.apply(([made]) => made);
    return { ofGroup: environmentAccount ?? checked, here: checked };
  }

  endpoint(which: MwaaEndpoint, security: Security): ec2.VpcEndpoint {
    const { args, children } = this;
    const serviceName = this.serviceName(which);
    return new ec2.VpcEndpoint(
      children.named(which),
      {
        vpcId: args.vpcId,
        vpcEndpointType: "Interface",
        ...(serviceName !== undefined && { serviceName }),
        subnetIds: [...args.subnetIds],
        securityGroupIds: [security.group.id, ...this.ownGroups()],
        ipAddressType: args.ipAddressType ?? "ipv4",
        privateDnsEnabled: false,
        tags: { ...children.tags(), Name: pulumi.interpolate`${this.environmentName}-${which}` },
      },
      {
        parent: children.parent,
        // An environment that finds the endpoint finds it open.
        dependsOn: [...security.rules],
        ...(args.retired === true && { ignoreChanges: ["serviceName"] }),
      },
    );
  }

  /**
   * The environment's groups, if they are this account's: as with endpoints that MWAA makes, rules
   * by which members of a group reach each other then hold for the endpoints too.
   */
  private ownGroups(): readonly pulumi.Input<string>[] {
    const { environmentAccount, environmentSecurityGroupIds } = this.args;
    return environmentAccount === undefined ? environmentSecurityGroupIds : [];
  }

  private serviceName(which: MwaaEndpoint): pulumi.Output<string> | undefined {
    const { args } = this;
    const given =
      which === "database" ? args.databaseVpcEndpointService : args.webserverVpcEndpointService;
    // What a retired environment says of its services, if anything, is not looked at any more.
    if (given === undefined || args.retired === true) return undefined;
    return this.gate.admit(given, (value) => serviceNameFaults(value, which));
  }
}

function firstDnsEntry(
  endpoint: ec2.VpcEndpoint | undefined,
  key: "dnsName" | "hostedZoneId",
): pulumi.Output<string> | undefined {
  return endpoint?.dnsEntries.apply((entries) => entries[0]?.[key] ?? "");
}
