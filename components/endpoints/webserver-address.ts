import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { containsUnknownText } from "../../mwaa/settings/unknown-text";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { Children, type Tags } from "../children";
import { regionFor, type WhereArgs } from "../place";

/** The arguments of a {@link WebserverAddress}. */
export interface WebserverAddressArgs extends Pick<WhereArgs, "region"> {
  /** The VPC in which the name leads to the endpoint. */
  readonly vpcId: pulumi.Input<string>;
  /** The host of the environment's web interface, without `https://`. */
  readonly webserverHost: pulumi.Input<string>;
  /** The DNS name of the web server's endpoint. */
  readonly webserverEndpointDnsName: pulumi.Input<string>;
  /** The hosted zone of that DNS name, which AWS owns. */
  readonly webserverEndpointHostedZoneId: pulumi.Input<string>;
  /**
   * The family of the endpoint's addresses.
   *
   * @default "ipv4"
   */
  readonly ipAddressType?: "ipv4" | "ipv6";
  /** Tags of the hosted zone. */
  readonly tags?: Tags;
}

/**
 * A private hosted zone that holds one name: the web server's own, which leads to its endpoint
 * without a question to the internet. It is called like the host, so that it hides nothing else
 * from the VPC.
 *
 * ```ts
 * new WebserverAddress("airflow-address", {
 *   vpcId, webserverHost,
 *   webserverEndpointDnsName: "vpce-0a-1b.vpce-svc-2c.eu-west-1.vpce.amazonaws.com",
 *   webserverEndpointHostedZoneId: "Z38GZ743OKFT7T",
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html,
 * "Routing traffic to an Amazon VPC interface endpoint by using your domain name", read 2026-11-22.
 */
export class WebserverAddress extends pulumi.ComponentResource {
  /** The hosted zone. */
  readonly zoneId: pulumi.Output<string>;
  /** What has to exist before the name leads to the endpoint. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: WebserverAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:WebserverAddress", name, {}, opts);
    const gate = new ArgumentGate("WebserverAddress", name);
    const { webserverHost } = plainOnly({ webserverHost: args.webserverHost });
    gate.refuse(webserverHost === undefined ? [] : webserverHostFaults(webserverHost));
    const host = gate.admit(args.webserverHost, webserverHostFaults);
    const children = new Children(this, name, args.tags);
    const zone = new route53.Zone(
      children.named("zone"),
      {
        name: host,
        comment: "The web server of an Airflow environment, inside its VPC",
        vpcs: [{ vpcId: args.vpcId, vpcRegion: regionFor(args, this) }],
        tags: children.tags("zone"),
      },
      { parent: this },
    );
    const record = new route53.Record(
      children.named("record"),
      {
        zoneId: zone.id,
        name: host,
        type: args.ipAddressType === "ipv6" ? "AAAA" : "A",
        aliases: [
          {
            name: args.webserverEndpointDnsName,
            zoneId: args.webserverEndpointHostedZoneId,
            evaluateTargetHealth: false,
          },
        ],
      },
      { parent: this },
    );
    this.zoneId = zone.id;
    this.ready = [record];
    this.registerOutputs({ zoneId: this.zoneId });
  }
}

const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** What is wrong with the host of a web interface; empty while the environment has none yet. */
export function webserverHostFaults(host: string): readonly Fault[] {
  if (HOST.test(host) || containsUnknownText(host)) return [];
  return [
    {
      path: ["webserverHost"],
      problem:
        host === "" ? "is empty, as it may be while the environment is PENDING" : "is not a host",
      got: host,
      allowed: "a host such as 0a1b-vpce.c1.airflow.eu-west-1.on.aws, without https:// and path",
      fix:
        host === ""
          ? "give it once the environment is available: webserverUrl of an EnvironmentAvailability has it"
          : "give webserverHost of the environment's endpointRequest",
    },
  ];
}
