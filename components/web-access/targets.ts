import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { WEBSERVER_TARGET } from "../../mwaa/service/web-access";
import type { Children } from "../children";

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
