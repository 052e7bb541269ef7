import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { WEBSERVER_TARGET } from "../../mwaa/service/web-access";
import type { Children } from "../children";

/**
 * How the names of load balancers and target groups begin. They hold at most 32 characters and no
 * `_`, too few for the name of an environment; a prefix may have six of them, and what AWS draws for
 * the rest lets a successor exist beside its predecessor. Tags say what is what.
 *
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html,
 * "Name", read 2026-11-22.
 */
export const NAME_PREFIX = "mwaa-";

/** The web server as a load balancer sees it. */
export interface WebserverTargets {
  readonly group: lb.TargetGroup;
  readonly attachments: readonly pulumi.Resource[];
}

/** A group of the endpoint's addresses, each registered by a resource of its own. */
export function createTargets(
  children: Children,
  vpcId: pulumi.Input<string>,
  addresses: readonly pulumi.Input<string>[],
): WebserverTargets {
  const options = { parent: children.parent };
  const { targetType, protocol, port, healthCheckPath, healthCheckMatcher } = WEBSERVER_TARGET;
  const group = new lb.TargetGroup(
    children.named("targets"),
    {
      namePrefix: NAME_PREFIX,
      vpcId,
      targetType,
      protocol,
      port,
      healthCheck: {
        enabled: true,
        protocol,
        port: String(port),
        path: healthCheckPath,
        matcher: healthCheckMatcher,
      },
      tags: children.tags("web server"),
    },
    options,
  );
  const attachments = addresses.map(
    (targetId, zone) =>
      new lb.TargetGroupAttachment(
        children.named(`target-${zone + 1}`),
        { targetGroupArn: group.arn, targetId, port },
        options,
      ),
  );
  return { group, attachments };
}
