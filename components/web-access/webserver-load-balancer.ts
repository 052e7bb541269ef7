import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import {
  certificateArnFaults,
  RECOMMENDED_TLS_POLICY,
  WEBSERVER_TARGET,
} from "../../mwaa/service/web-access";
import { ArgumentGate } from "../argument-gate";
import { Children } from "../children";
import { regionFor } from "../place";
import type { WebserverLoadBalancerArgs } from "./arguments";
import { createCertificate } from "./certificate";
import { admittedDomain } from "./domain";
import { endpointAddresses } from "./endpoint-addresses";
import { endpointGroupId, loadBalancerFaults } from "./faults";
import { createLoadBalancerGroup } from "./load-balancer-group";
import { createTargets, NAME_PREFIX } from "./targets";

/**
 * A domain of one's own for a private web server: an Application Load Balancer in front of the web
 * server's endpoint, with certificate and DNS record. The environment's option `webserver.base_url`
 * has to name the same domain, or the sign-in leads back to the address that MWAA made up. An
 * `internet-facing` one needs its VPC's internet gateway first (`dependsOn`).
 *
 * ```ts
 * const web = new WebserverLoadBalancer("web", {
 *   environment, vpcId, subnetIds, domainName, hostedZoneId, allowedCidrs: ["10.0.0.0/8"],
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-custom-domain.html, "Set up
 * the networking infrastructure", read 2026-11-22.
 */
export class WebserverLoadBalancer extends pulumi.ComponentResource {
  /** The address to open, with `https://`. */
  readonly url: pulumi.Output<string>;
  /** The load balancer's own name in DNS. */
  readonly dnsName: pulumi.Output<string>;
  /** The hosted zone of that name, which an alias record has to name too. */
  readonly dnsZoneId: pulumi.Output<string>;
  /** The load balancer's ARN, such as for a web ACL. */
  readonly arn: pulumi.Output<string>;
  /** The load balancer's security group. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The certificate that is used, once it is issued. */
  readonly certificateArn: pulumi.Output<string>;
  /** What has to exist before the address can be opened. */
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: WebserverLoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mwaa:index:WebserverLoadBalancer", name, {}, opts);
    const gate = new ArgumentGate("WebserverLoadBalancer", name);
    gate.refuse(loadBalancerFaults(args));
    const children = new Children(this, name, args.tags);
    const domainName = admittedDomain(args, gate);

    this.certificateArn = certificateFor(args, { children, gate, domainName });
    const { group, rules } = createLoadBalancerGroup(children, args, endpointGroupId(args) ?? "");
    const targets = createTargets(children, args.vpcId, endpointAddresses(args, this, gate));
    const balancer = new lb.LoadBalancer(
      name,
      {
        namePrefix: NAME_PREFIX,
        loadBalancerType: "application",
        internal: (args.scheme ?? "internal") === "internal",
        subnets: [...args.subnetIds],
        securityGroups: [group.id],
        dropInvalidHeaderFields: true,
        enableDeletionProtection: args.deletionProtection ?? false,
        ...accessLogs(args),
        tags: children.tags(),
      },
      { parent: this },
    );
    const listener = new lb.Listener(
      children.named("listener"),
      {
        loadBalancerArn: balancer.arn,
        protocol: "HTTPS",
        port: WEBSERVER_TARGET.port,
        sslPolicy: args.tlsPolicy ?? RECOMMENDED_TLS_POLICY,
        certificateArn: this.certificateArn,
        defaultActions: [{ type: "forward", targetGroupArn: targets.group.arn }],
        tags: children.tags("listener"),
      },
      { parent: this },
    );
    const records = createAlias(children, args.hostedZoneId, domainName, balancer);

    this.url = pulumi.interpolate`https://${domainName}`;
    this.dnsName = balancer.dnsName;
    this.dnsZoneId = balancer.zoneId;
    this.arn = balancer.arn;
    this.securityGroupId = group.id;
    this.ready = [listener, ...targets.attachments, ...rules, ...records];
    this.registerOutputs({ url: this.url, dnsName: this.dnsName, arn: this.arn });
  }
}

/** The certificate that is given, if it is of this Region, or one that is requested. */
function certificateFor(
  args: WebserverLoadBalancerArgs,
  kit: {
    readonly children: Children;
    readonly gate: ArgumentGate;
    readonly domainName: pulumi.Output<string>;
  },
): pulumi.Output<string> {
  const { children, gate, domainName } = kit;
  const { certificateArn, hostedZoneId, validationZoneId = hostedZoneId } = args;
  if (certificateArn === undefined) {
    return createCertificate(children, domainName, validationZoneId ?? "");
  }
  const region = regionFor(args, children.parent);
  return gate
    .admit(pulumi.all([certificateArn, region]), ([arn, code]) =>
      certificateArnFaults(arn, { region: code }),
    )
    .apply(([arn]) => arn);
}

function accessLogs({
  accessLogsBucket,
  accessLogsPrefix,
}: WebserverLoadBalancerArgs): Pick<lb.LoadBalancerArgs, "accessLogs"> {
  if (accessLogsBucket === undefined) return {};
  return {
    accessLogs: {
      enabled: true,
      bucket: accessLogsBucket,
      ...(accessLogsPrefix !== undefined && { prefix: accessLogsPrefix }),
    },
  };
}

/** Announces the domain, if there is a zone to do so. */
function createAlias(
  children: Children,
  zoneId: pulumi.Input<string> | undefined,
  domainName: pulumi.Output<string>,
  balancer: lb.LoadBalancer,
): readonly pulumi.Resource[] {
  if (zoneId === undefined) return [];
  return [
    new route53.Record(
      children.named("alias"),
      {
        zoneId,
        name: domainName,
        type: "A",
        aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
      },
      { parent: children.parent },
    ),
  ];
}
