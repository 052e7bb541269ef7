import { LOAD_BALANCER_SOURCE, WEBSERVER_TARGET } from "../../../mwaa/service/web-access";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { Resource } from "../../model/resource";
import { environmentBehind } from "../../model/web-access/web-targets";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "network", judges: ["targetGroup"], decidedBy: "world" } as const;
const DOMAIN = guide("configuring-custom-domain", "Set up the networking infrastructure");

/** The web server's endpoint as a load balancer sees it. */
export const WEB_TARGET_RULES: readonly Rule[] = [
  {
    ...own,
    id: "load-balancer-accepts-redirects",
    title: "The load balancer takes a redirect for the answer of a healthy web server",
    why: "The web server sends whoever is not signed in to the sign-in, with a 302. A health check that wants 200 alone takes every target out of service.",
    severity: "error",
    effect: "will-misbehave",
    sources: [LOAD_BALANCER_SOURCE, DOMAIN],
    examples: {
      fails: 'healthCheck: { matcher: "200" }',
      passes: 'healthCheck: { matcher: "200,302" }',
    },
    check: ofWebServer((group, world) => {
      const protocol = world.value(group, "healthCheck", "protocol") ?? defaultCheck(group, world);
      const path = world.text(group, "healthCheck", "path") ?? WEBSERVER_TARGET.healthCheckPath;
      const matcher = world.text(group, "healthCheck", "matcher") ?? defaultMatcher(group, world);
      const hidden = [protocol, path, matcher].filter((each) => each instanceof Unknown);
      if (!isKnown(protocol) || !isKnown(path) || !isKnown(matcher))
        return undecided(
          "what a healthy target answers is not known",
          hidden.flatMap((each) => each.blockedBy),
        );
      if (protocol !== "HTTP" && protocol !== "HTTPS")
        return notApplicable("the health check looks at the connection alone");
      if (path !== WEBSERVER_TARGET.healthCheckPath)
        return undecided("what the web server answers under another path than / is not known", [
          `what the web server answers under ${path}`,
        ]);
      const missing = [200, 302].filter((code) => !admitsCode(matcher, code));
      return failIf(
        missing.length === 0
          ? []
          : [
              {
                message: `healthCheck.matcher is ${matcher}, and does not take ${missing.join(" and ")} for healthy`,
                fix: `set healthCheck.matcher to "${WEBSERVER_TARGET.healthCheckMatcher}"`,
              },
            ],
      );
    }),
  },
  {
    ...own,
    id: "load-balancer-targets-on-https",
    title: "The load balancer calls the web server's addresses over TLS",
    why: "The web server's endpoint has addresses and no instances, and answers HTTPS on port 443 alone.",
    severity: "error",
    effect: "will-misbehave",
    sources: [LOAD_BALANCER_SOURCE, DOMAIN],
    examples: {
      fails: 'protocol: "HTTP", port: 80',
      passes: 'targetType: "ip", protocol: "HTTPS", port: 443',
    },
    check: ofWebServer((group, world) => {
      const type = world.text(group, "targetType") ?? "instance";
      const protocol = world.text(group, "protocol");
      const attachments = targetsOf(world, group);
      const ports = [group, ...attachments].map((resource) => {
        const port = world.value(resource, "port");
        return {
          resource,
          port: port === undefined || port instanceof Unknown ? port : Number(port),
        };
      });
      // What a target says of its port counts instead of the group's.
      const used =
        attachments.length > 0 && ports.slice(1).every(({ port }) => port !== undefined)
          ? ports.slice(1)
          : ports;
      const violations: readonly Violation[] = [
        ...(isKnown(type) && type !== WEBSERVER_TARGET.targetType
          ? [
              {
                message: `targetType is ${type}, and the web server has addresses alone`,
                fix: `set targetType to "${WEBSERVER_TARGET.targetType}"`,
              },
            ]
          : []),
        ...(isKnown(protocol) && protocol !== undefined && !ENCRYPTED.includes(protocol)
          ? [
              {
                message: `protocol is ${protocol}, and the web server answers HTTPS alone`,
                fix: `set protocol to "${WEBSERVER_TARGET.protocol}"`,
              },
            ]
          : []),
        ...used
          .filter(({ port }) => typeof port === "number" && port !== WEBSERVER_TARGET.port)
          .map(({ resource, port }) => ({
            resource,
            message: `port is ${String(port)}, and the web server answers on ${WEBSERVER_TARGET.port}`,
            fix: `set port to ${WEBSERVER_TARGET.port}`,
          })),
      ];
      return conclude(
        violations,
        [type, protocol, ...used.map(({ port }) => port)].filter((each) => each instanceof Unknown),
        "how the web server is called is not known",
      );
    }),
  },
  {
    ...own,
    id: "load-balancer-targets-both-addresses",
    title: "Both addresses of the web server's endpoint are targets",
    why: "The endpoint has an address in each of two zones. With one of them the web interface is gone when its zone is.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [LOAD_BALANCER_SOURCE],
    examples: {
      fails: "one aws.lb.TargetGroupAttachment",
      passes: "an aws.lb.TargetGroupAttachment for each address",
    },
    check: ofWebServer((group, world) => {
      const { resources, more } = world.pointingAt(
        group,
        "targetGroupAttachment",
        "targetGroupArn",
      );
      const ids = resources.map((each) => world.text(each, "targetId"));
      // Two attachments of one address are one; what is hidden is taken for an address of its own.
      const known = new Set(ids.filter((each) => typeof each === "string"));
      const count = known.size + ids.filter((each) => each instanceof Unknown).length;
      if (count >= 2) return failIf([]);
      return conclude(
        more === undefined
          ? [
              {
                related: [...resources],
                message: `has ${count === 0 ? "no address" : "one address"} of the web server's endpoint, which has two`,
                fix: "register each address by an aws.lb.TargetGroupAttachment of its own",
              },
            ]
          : [],
        more === undefined ? [] : [more],
        "which addresses are registered is not known",
      );
    }),
  },
];

/** TCP carries the web server's own TLS through, as Network Load Balancers do. */
const ENCRYPTED: readonly string[] = ["HTTPS", "TLS", "TCP"];

/** Groups of Network Load Balancers have protocols of their own. */
function isOfNetwork(group: Resource, world: World): boolean {
  const protocol = world.text(group, "protocol");
  return typeof protocol === "string" && /^(TCP|TLS|UDP|TCP_UDP|QUIC|TCP_QUIC)$/.test(protocol);
}

/** What a health check speaks that does not say it. */
function defaultCheck(group: Resource, world: World): string {
  return isOfNetwork(group, world) ? "TCP" : "HTTP";
}

/**
 * What a health check takes for healthy that does not say it.
 *
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html,
 * "HttpCode", read 2026-11-22.
 */
function defaultMatcher(group: Resource, world: World): string {
  return isOfNetwork(group, world) ? "200-399" : "200";
}

/** Whether a matcher, such as `200,302` or `200-399`, holds a status code. */
function admitsCode(matcher: string, code: number): boolean {
  return matcher.split(",").some((part) => {
    const [first = "", last = first] = part.trim().split("-");
    return Number(first) <= code && code <= Number(last);
  });
}

function targetsOf(world: World, group: Resource): readonly Resource[] {
  return world.pointingAt(group, "targetGroupAttachment", "targetGroupArn").resources;
}

/** A check of groups of targets that stand for a web server of MWAA. */
function ofWebServer(
  check: (group: Resource, world: World) => Outcome,
): (group: Resource, world: World) => Outcome {
  return (group, world) =>
    environmentBehind(world, group) === undefined
      ? notApplicable("the targets are no web server of an environment")
      : check(group, world);
}
