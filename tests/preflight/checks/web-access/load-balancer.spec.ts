import type { Stack, Value } from "../../../../preflight/model/resource";
import { change, HIDDEN, itSays, make, natStack, plus, without } from "../network-stack";

type Inputs = Readonly<Record<string, Value | undefined>>;

const DOMAIN = "airflow.example.com";
const CERTIFICATE = "arn:aws:acm:eu-west-1:000000000000:certificate/1234abcd";

/** A private web server with a domain, behind a load balancer whose targets are looked up. */
function balanced(): Stack {
  const target = (name: string) =>
    make(
      "lb/targetGroupAttachment:TargetGroupAttachment",
      name,
      { targetGroupArn: "targets-id", targetId: HIDDEN, port: 443 },
      { propertyDependencies: { targetId: ["environment"] } },
    );
  const stack = change(natStack(), "environment", {
    webserverAccessMode: "PRIVATE_ONLY",
    airflowConfigurationOptions: { "webserver.base_url": DOMAIN },
  });
  return {
    ...stack,
    resources: [
      ...stack.resources,
      make("lb/targetGroup:TargetGroup", "targets", {
        targetType: "ip",
        protocol: "HTTPS",
        port: 443,
        healthCheck: { protocol: "HTTPS", path: "/", matcher: "200,302" },
      }),
      target("first"),
      target("second"),
      make("lb/loadBalancer:LoadBalancer", "balancer", {}),
      make("lb/listener:Listener", "listener", {
        loadBalancerArn: "balancer-id",
        protocol: "HTTPS",
        port: 443,
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: CERTIFICATE,
        defaultActions: [{ type: "forward", targetGroupArn: "targets-id" }],
      }),
      make(
        "route53/record:Record",
        "alias",
        { name: DOMAIN, type: "A", aliases: [{ name: HIDDEN, zoneId: HIDDEN }] },
        { propertyDependencies: { aliases: ["balancer"] } },
      ),
    ],
  };
}

const but =
  (name: string, inputs: Inputs, stack = balanced): (() => Stack) =>
  () =>
    change(stack(), name, inputs);

/** The same with literal addresses: what the group is for, only the domain tells. */
function literal(): Stack {
  return ["first", "second"].reduce(
    (stack, name, index) =>
      change(stack, name, { targetId: `10.0.1${index}.9` }, { propertyDependencies: {} }),
    balanced(),
  );
}

/** The same for an endpoint that the customer made. */
function ownEndpoint(): Stack {
  const stack = change(
    change(
      balanced(),
      "environment",
      { endpointManagement: "CUSTOMER" },
      {
        outputs: { id: "environment-id", webserverVpcEndpointService: "service-web" },
      },
    ),
    "first",
    {},
    { propertyDependencies: { targetId: ["web-endpoint"] } },
  );
  return plus(
    change(stack, "second", {}, { propertyDependencies: { targetId: ["web-endpoint"] } }),
    make("ec2/vpcEndpoint:VpcEndpoint", "web-endpoint", { serviceName: "service-web" }),
  );
}

/** A load balancer of somebody else in the same stack. */
function foreign(): Stack {
  return change(change(literal(), "alias", {}, { propertyDependencies: {} }), "targets", {
    healthCheck: { matcher: "200" },
  });
}

describe("load-balancer-accepts-redirects", () => {
  const matcher = (value: Value | undefined, stack = balanced): (() => Stack) =>
    but(
      "targets",
      { healthCheck: { path: "/", protocol: "HTTPS", matcher: value ?? null } },
      stack,
    );
  const FAILS = "targets: healthCheck.matcher is 200, and does not take 302 for healthy";
  itSays("load-balancer-accepts-redirects", [
    { when: "both codes", stack: balanced, says: "pass" },
    { when: "a range of both", stack: matcher("200-399"), says: "pass" },
    { when: "one code", stack: matcher("200"), says: "fail", findings: [FAILS] },
    { when: "no codes", stack: matcher(undefined), says: "fail", findings: [FAILS] },
    { when: "no health check", stack: but("targets", { healthCheck: undefined }), says: "fail" },
    { when: "the redirect alone", stack: matcher("301-302"), says: "fail" },
    {
      when: "a check of the connection",
      stack: but("targets", { protocol: "TCP", healthCheck: undefined }),
      says: "notApplicable",
    },
    {
      when: "a check of another path",
      stack: but("targets", {
        healthCheck: { path: "/health", protocol: "HTTPS", matcher: "200" },
      }),
      says: "unknown",
    },
    { when: "hidden codes", stack: matcher(HIDDEN), says: "unknown" },
    { when: "addresses by hand, under the domain", stack: matcher("200", literal), says: "fail" },
    { when: "an endpoint of one's own", stack: matcher("200", ownEndpoint), says: "fail" },
    { when: "somebody else's targets", stack: foreign, says: "notApplicable" },
    {
      when: "a database's endpoint",
      stack: () =>
        change(
          change(change(foreign(), "first", { port: 5432 }), "second", { port: 5432 }),
          "first",
          {},
          { propertyDependencies: { targetId: ["environment"] } },
        ),
      says: "notApplicable",
    },
  ]);
});

describe("load-balancer-targets-on-https", () => {
  itSays("load-balancer-targets-on-https", [
    { when: "addresses, over TLS", stack: balanced, says: "pass" },
    {
      when: "plain HTTP",
      stack: but("targets", { protocol: "HTTP" }),
      says: "fail",
      findings: ["targets: protocol is HTTP, and the web server answers HTTPS alone"],
    },
    {
      when: "instances",
      stack: but("targets", { targetType: undefined }),
      says: "fail",
      findings: ["targets: targetType is instance, and the web server has addresses alone"],
    },
    {
      when: "another port of a target",
      stack: but("first", { port: 8080 }),
      says: "fail",
      findings: ["first: port is 8080, and the web server answers on 443"],
    },
    {
      when: "another port of the group that no target uses",
      stack: but("targets", { port: 80 }),
      says: "pass",
    },
    {
      when: "a connection that is passed through",
      stack: but("targets", { protocol: "TCP" }),
      says: "pass",
    },
    { when: "a hidden protocol", stack: but("targets", { protocol: HIDDEN }), says: "unknown" },
  ]);
});

describe("load-balancer-targets-both-addresses", () => {
  itSays("load-balancer-targets-both-addresses", [
    { when: "two targets", stack: balanced, says: "pass" },
    {
      when: "one target",
      stack: () => without(balanced(), "second"),
      says: "fail",
      findings: ["targets: has one address of the web server's endpoint, which has two"],
    },
    {
      when: "one address twice",
      stack: but("second", { targetId: "10.0.10.9" }, literal),
      says: "fail",
    },
    {
      when: "one target, and one of nobody knows what",
      stack: but("second", { targetGroupArn: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("load-balancer-speaks-https", () => {
  itSays("load-balancer-speaks-https", [
    { when: "HTTPS on its port", stack: balanced, says: "pass" },
    {
      when: "plain HTTP",
      stack: but("listener", { protocol: "HTTP", port: 80 }),
      says: "fail",
      findings: [
        "listener: protocol is HTTP, so that sign-ins travel in plain text",
        "listener: port is 80, and not 443",
      ],
    },
    {
      when: "no certificate",
      stack: but("listener", { certificateArn: undefined }),
      says: "fail",
      findings: ["listener: certificateArn is not set"],
    },
    { when: "a hidden protocol", stack: but("listener", { protocol: HIDDEN }), says: "unknown" },
    {
      when: "plain HTTP that leads elsewhere",
      stack: but("listener", {
        protocol: "HTTP",
        port: 80,
        defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }],
      }),
      says: "notApplicable",
    },
    {
      when: "plain HTTP by a rule",
      stack: () =>
        plus(
          change(balanced(), "listener", { protocol: "HTTP", defaultActions: [] }),
          make("lb/listenerRule:ListenerRule", "rule", {
            listenerArn: "listener-id",
            actions: [{ type: "forward", forward: { targetGroups: [{ arn: "targets-id" }] } }],
          }),
        ),
      says: "fail",
    },
  ]);
});

describe("load-balancer-tls-modern", () => {
  const policy = (sslPolicy: Value | undefined): (() => Stack) => but("listener", { sslPolicy });
  itSays("load-balancer-tls-modern", [
    { when: "a policy from TLS 1.2 up", stack: balanced, says: "pass" },
    { when: "the oldest one", stack: policy("ELBSecurityPolicy-2016-08"), says: "fail" },
    {
      when: "TLS 1.3 beside 1.0",
      stack: policy("ELBSecurityPolicy-TLS13-1-0-2021-06"),
      says: "fail",
    },
    {
      when: "no choice",
      stack: policy(undefined),
      says: "fail",
      findings: [
        "listener: sslPolicy is not set, and the default lets clients in that know no TLS 1.2",
      ],
    },
    { when: "a hidden one", stack: policy(HIDDEN), says: "unknown" },
    { when: "plain HTTP", stack: but("listener", { protocol: "HTTP" }), says: "notApplicable" },
  ]);
});

describe("load-balancer-certificate-in-region", () => {
  const certificate = (certificateArn: Value): (() => Stack) => but("listener", { certificateArn });
  itSays("load-balancer-certificate-in-region", [
    { when: "one of the Region", stack: balanced, says: "pass" },
    {
      when: "one of another Region",
      stack: certificate(CERTIFICATE.replace("eu-west-1", "us-east-1")),
      says: "fail",
    },
    {
      when: "one of another Region that is made here",
      stack: () =>
        plus(
          change(balanced(), "listener", { certificateArn: "certificate-id" }),
          make("acm/certificate:Certificate", "certificate", { region: "us-east-1" }),
        ),
      says: "fail",
      findings: [
        "listener: certificateArn is a certificate of us-east-1, and the load balancer is in eu-west-1",
      ],
    },
    {
      when: "one that waits to be issued",
      stack: () =>
        plus(
          change(
            balanced(),
            "listener",
            { certificateArn: HIDDEN },
            { propertyDependencies: { certificateArn: ["validation"] } },
          ),
          make("acm/certificateValidation:CertificateValidation", "validation", {}),
        ),
      says: "pass",
    },
    {
      when: "one that was uploaded to IAM",
      stack: certificate("arn:aws:iam::000000000000:server-certificate/web"),
      says: "pass",
    },
    { when: "something else", stack: certificate("certificate"), says: "fail" },
    { when: "a hidden one", stack: certificate(HIDDEN), says: "unknown" },
  ]);
});

describe("load-balancer-answers-to-custom-domain", () => {
  const domain = (value: Value | undefined): (() => Stack) =>
    but("environment", {
      airflowConfigurationOptions: value === undefined ? {} : { "webserver.base_url": value },
    });
  itSays("load-balancer-answers-to-custom-domain", [
    { when: "the record's name", stack: balanced, says: "pass" },
    {
      when: "another name",
      stack: domain("etl.example.com"),
      says: "fail",
      findings: [
        "environment: webserver.base_url is etl.example.com, and airflow.example.com leads to its load balancer",
      ],
    },
    {
      when: "no name",
      stack: domain(undefined),
      says: "fail",
      findings: [
        "environment: has no webserver.base_url, and airflow.example.com leads to its load balancer",
      ],
    },
    { when: "a wildcard", stack: but("alias", { name: "*.example.com" }), says: "pass" },
    { when: "a name without its zone's", stack: but("alias", { name: "airflow" }), says: "pass" },
    { when: "a hidden name", stack: domain(HIDDEN), says: "unknown" },
    { when: "no record", stack: () => without(balanced(), "alias"), says: "notApplicable" },
  ]);
});

describe("custom-domain-has-load-balancer", () => {
  const bare = (): Stack =>
    without(balanced(), "targets", "first", "second", "balancer", "listener", "alias");
  itSays("custom-domain-has-load-balancer", [
    { when: "a load balancer", stack: balanced, says: "pass" },
    { when: "no domain", stack: natStack, says: "notApplicable" },
    {
      when: "a public web server",
      stack: () => change(bare(), "environment", { webserverAccessMode: "PUBLIC_ONLY" }),
      says: "notApplicable",
    },
    {
      when: "a domain alone",
      stack: bare,
      says: "fail",
      findings: [
        "environment: webserver.base_url is airflow.example.com, and nothing in these stacks answers under it",
      ],
    },
    {
      when: "a record that leads elsewhere",
      stack: () => plus(bare(), make("route53/record:Record", "cname", { name: `${DOMAIN}.` })),
      says: "pass",
    },
    {
      when: "a record of a hidden name",
      stack: () => plus(bare(), make("route53/record:Record", "cname", { name: HIDDEN })),
      says: "unknown",
    },
  ]);
});
