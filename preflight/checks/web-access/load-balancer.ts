import { BASE_URL_OPTION, CUSTOM_DOMAIN_SOURCE } from "../../../mwaa/airflow/base-url";
import { isPublicMode } from "../../../mwaa/service/access-modes";
import { parseArn } from "../../../mwaa/service/arns";
import {
  certificateArnFaults,
  LOAD_BALANCER_SOURCE,
  RECOMMENDED_TLS_POLICY,
  TLS_POLICIES_SOURCE,
  tlsPolicyFaults,
} from "../../../mwaa/service/web-access";
import { isKnown, Unknown } from "../../../reasoning/known";
import { accessModeOf } from "../../model/endpoints/customer-endpoints";
import type { Resource } from "../../model/resource";
import {
  balancerOf,
  domainsOf,
  environmentBehind,
  fullNameOf,
  groupsBehind,
  listenersFor,
  ownDomainOf,
  webTargetsOf,
} from "../../model/web-access/web-targets";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable, pass, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "network", judges: ["listener"], decidedBy: "world" } as const;
const DOMAIN = guide("configuring-custom-domain", "Set up the networking infrastructure");

/** How people reach a web server through a load balancer, and by which name. */
export const LOAD_BALANCER_RULES: readonly Rule[] = [
  {
    ...own,
    id: "load-balancer-speaks-https",
    title: "The load balancer of a web server listens for HTTPS on port 443",
    why: "Sign-ins and sessions travel through it; and the web server leads people back to https:// and its domain without a port.",
    severity: "error",
    effect: "insecure",
    sources: [LOAD_BALANCER_SOURCE, DOMAIN],
    examples: {
      fails: 'protocol: "HTTP", port: 80',
      passes: 'protocol: "HTTPS", port: 443, certificateArn: certificate.arn',
    },
    check: ofWebServer((listener, world) => {
      const protocol = world.text(listener, "protocol") ?? "HTTP";
      const given = world.value(listener, "port");
      const port = given === undefined || given instanceof Unknown ? given : Number(given);
      const certificate = world.value(listener, "certificateArn");
      const violations: readonly Violation[] = [
        ...(isKnown(protocol) && !["HTTPS", "TLS", "TCP"].includes(protocol)
          ? [
              {
                message: `protocol is ${protocol}, so that sign-ins travel in plain text`,
                fix: 'set protocol to "HTTPS"; a listener on port 80 can redirect to it',
              },
            ]
          : []),
        ...(port !== undefined && isKnown(port) && port !== 443
          ? [{ message: `port is ${String(port)}, and not 443`, fix: "set port to 443" }]
          : []),
        ...(certificate === undefined && (protocol === "HTTPS" || protocol === "TLS")
          ? [
              {
                message: "certificateArn is not set",
                fix: "set certificateArn to the ARN of a certificate for the domain",
              },
            ]
          : []),
      ];
      return conclude(
        violations,
        [protocol, port].filter((each) => each instanceof Unknown),
        "what the listener speaks is not known",
      );
    }),
  },
  {
    ...own,
    id: "load-balancer-tls-modern",
    title: "The load balancer of a web server refuses TLS before 1.2",
    why: "Older versions of TLS can be broken. Without a choice a listener takes a policy that still lets them in.",
    severity: "warning",
    effect: "insecure",
    sources: [TLS_POLICIES_SOURCE],
    examples: {
      fails: 'sslPolicy: "ELBSecurityPolicy-2016-08"',
      passes: `sslPolicy: "${RECOMMENDED_TLS_POLICY}"`,
    },
    check: ofWebServer((listener, world) => {
      const protocol = world.text(listener, "protocol") ?? "HTTP";
      if (!isKnown(protocol))
        return undecided("what the listener speaks is not known", protocol.blockedBy);
      if (protocol !== "HTTPS" && protocol !== "TLS")
        return notApplicable("the listener does not end TLS");
      const policy = world.text(listener, "sslPolicy");
      if (!isKnown(policy)) return undecided("sslPolicy is not known", policy.blockedBy);
      if (policy === undefined)
        return failIf([
          {
            message: "sslPolicy is not set, and the default lets clients in that know no TLS 1.2",
            fix: `set sslPolicy to "${RECOMMENDED_TLS_POLICY}"`,
          },
        ]);
      return failIf(
        tlsPolicyFaults(policy, ["sslPolicy"]).map(({ problem, allowed, fix }) => ({
          message: `sslPolicy ${policy} ${problem}; allowed: ${allowed}`,
          fix,
        })),
      );
    }),
  },
  {
    ...own,
    id: "load-balancer-certificate-in-region",
    title: "The certificate is one of the load balancer's own Region",
    why: "A load balancer can use certificates of its own Region only, which is the environment's.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [LOAD_BALANCER_SOURCE],
    examples: {
      fails: 'certificateArn: "arn:aws:acm:us-east-1:…" in eu-west-1',
      passes: 'certificateArn: "arn:aws:acm:eu-west-1:…" in eu-west-1',
    },
    check: ofWebServer((listener, world) => judgeCertificate(listener, world)),
  },
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "load-balancer-answers-to-custom-domain",
    title: "The web server's own domain is the one that leads to the load balancer",
    why: "Whoever signs in under one name is led back to the other, where the session does not hold.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [CUSTOM_DOMAIN_SOURCE, DOMAIN],
    examples: {
      fails: "a record airflow.example.com for the load balancer, and no webserver.base_url",
      passes: 'airflowConfigurationOptions: { "webserver.base_url": "airflow.example.com" }',
    },
    check: (environment, world) => {
      const domains = [
        ...new Set(
          webTargetsOf(world, environment)
            .flatMap((group) => listenersFor(world, group))
            .flatMap((listener) => domainsOf(world, balancerOf(world, listener))),
        ),
      ];
      if (domains.length === 0)
        return notApplicable("no record leads to a load balancer of the web server");
      const domain = ownDomainOf(world, environment);
      if (domain instanceof Unknown)
        return undecided(`${BASE_URL_OPTION} is not known`, domain.blockedBy);
      if (domain !== undefined && domains.some((each) => isName(each, domain))) return pass;
      const name = domains.at(-1) ?? "";
      return failIf([
        {
          message:
            domain === undefined
              ? `has no ${BASE_URL_OPTION}, and ${name} leads to its load balancer`
              : `${BASE_URL_OPTION} is ${domain}, and ${name} leads to its load balancer`,
          fix: `set ${BASE_URL_OPTION} to "${name}"`,
        },
      ]);
    },
  },
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "custom-domain-has-load-balancer",
    title: "Something answers under the web server's own domain",
    why: "MWAA only learns the name. The load balancer, the certificate and the record are the customer's to make; without them nobody can sign in.",
    severity: "note",
    effect: "will-misbehave",
    sources: [CUSTOM_DOMAIN_SOURCE, DOMAIN],
    examples: {
      fails: '"webserver.base_url": "airflow.example.com" alone',
      passes: '"webserver.base_url": "airflow.example.com", and a load balancer with a record',
    },
    check: (environment, world) => {
      const domain = ownDomainOf(world, environment);
      if (domain === undefined)
        return notApplicable("the web server keeps the address that MWAA gives it");
      if (domain instanceof Unknown)
        return undecided(`${BASE_URL_OPTION} is not known`, domain.blockedBy);
      const mode = accessModeOf(world, environment);
      if (isKnown(mode) && isPublicMode(mode))
        return notApplicable("a public web server has no domain of its own");
      const balanced = webTargetsOf(world, environment).some(
        (group) => listenersFor(world, group).length > 0,
      );
      const names = world.of("dnsRecord").map((record) => world.text(record, "name"));
      const recorded = world
        .of("dnsRecord")
        .some((record) => fullNameOf(world, record).some((each) => isName(each, domain)));
      if (balanced || recorded) return pass;
      return conclude(
        [
          {
            message: `${BASE_URL_OPTION} is ${domain}, and nothing in these stacks answers under it`,
            fix: "add a WebserverLoadBalancer for it; or take this for granted if your network has one elsewhere",
          },
        ].slice(names.some((each) => each instanceof Unknown) ? 1 : 0),
        names.filter((each) => each instanceof Unknown),
        "the names of records are not known",
      );
    },
  },
];

function judgeCertificate(listener: Resource, world: World): Outcome {
  const arn = world.text(listener, "certificateArn");
  if (arn === undefined) return notApplicable("the listener has no certificate");
  const region = world.region(listener);
  if (!isKnown(region)) return undecided("the listener's Region is not known", region.blockedBy);
  const certificate = certificateOf(listener, world);
  if (certificate !== undefined) {
    const theirs = world.region(certificate);
    if (!isKnown(theirs))
      return undecided("the certificate's Region is not known", theirs.blockedBy);
    return failIf(
      theirs === region
        ? []
        : [
            {
              related: [certificate],
              message: `certificateArn is a certificate of ${theirs}, and the load balancer is in ${region}`,
              fix: `request or import the certificate in ${region}`,
            },
          ],
    );
  }
  if (!isKnown(arn)) return undecided("certificateArn is not known", arn.blockedBy);
  // Certificates that are uploaded to IAM are of every Region.
  if (parseArn(arn)?.service === "iam") return pass;
  return failIf(
    certificateArnFaults(arn, { region }).map(({ problem, got, fix }) => ({
      message: `certificateArn ${problem}: ${String(got)}`,
      fix,
    })),
  );
}

/** The certificate, or what waits for it to be issued in the same Region. */
function certificateOf(listener: Resource, world: World): Resource | undefined {
  const certificate = world.reference(listener, ["certificateArn"], "certificate");
  if (certificate.kind === "resource") return certificate.resource;
  if (certificate.kind !== "unknown") return undefined;
  return (listener.propertyDependencies["certificateArn"] ?? [])
    .flatMap((urn) => world.at(urn) ?? [])
    .find(({ type }) => type.startsWith("aws:acm/certificateValidation:"));
}

/** Whether a record answers for a domain: by name, by a name that lacks its zone's, or as wildcard. */
function isName(name: string, domain: string): boolean {
  if (name.startsWith("*.")) return domain.endsWith(name.slice(1));
  return name === domain || domain.startsWith(`${name}.`);
}

/** A check of listeners that hand requests on to a web server of MWAA. */
function ofWebServer(
  check: (listener: Resource, world: World) => Outcome,
): (listener: Resource, world: World) => Outcome {
  return (listener, world) =>
    groupsBehind(world, listener).some((group) => environmentBehind(world, group) !== undefined)
      ? check(listener, world)
      : notApplicable("the listener leads to no web server of an environment");
}
