import { Address4 } from "ip-address";
import { baseUrlFaults } from "../airflow/base-url";
import type { Fault } from "../fault";
import type { Source } from "../source";
import { parseArn } from "./arns";

/** Where it stands how a load balancer reaches a private web server. */
export const LOAD_BALANCER_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-access.html",
  section: "Using a Load Balancer (advanced)",
  read: "2026-11-22",
};

/** Where the policies for TLS stand, and which one is recommended. */
export const TLS_POLICIES_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  section: "Security policies for your Application Load Balancer",
  read: "2026-11-22",
};

/** Where it stands how long the name of a requested certificate may be. */
export const CERTIFICATE_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html",
  section: "DomainName",
  read: "2026-11-22",
};

/**
 * How a web server's endpoint is a target of a load balancer: by its addresses, over TLS, and
 * healthy too when it answers that one has to sign in first.
 */
export const WEBSERVER_TARGET = {
  targetType: "ip",
  protocol: "HTTPS",
  port: 443,
  healthCheckPath: "/",
  /** The status codes of a web server that is well. */
  healthCheckMatcher: "200,302",
} as const;

/** The policy for TLS that AWS recommends: 1.3 and 1.2, forward secrecy, post-quantum exchange. */
export const RECOMMENDED_TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Policies that end at TLS 1.2 say so in their names; the others let older clients in. */
const MODERN_TLS_POLICY = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)[A-Za-z0-9-]+$/;

/** Whether a policy for TLS refuses every version before 1.2. */
export function isModernTlsPolicy(policy: string): boolean {
  return MODERN_TLS_POLICY.test(policy);
}

/** What is wrong with a policy for TLS. */
export function tlsPolicyFaults(policy: string, path: Fault["path"] = ["tlsPolicy"]): Fault[] {
  if (isModernTlsPolicy(policy)) return [];
  return [
    {
      path,
      problem: policy.startsWith("ELBSecurityPolicy-")
        ? "lets clients in that know no TLS 1.2"
        : "is not a policy of Elastic Load Balancing",
      got: policy,
      allowed: `policies from TLS 1.2 up, such as ${RECOMMENDED_TLS_POLICY}`,
      fix: `remove ${path.join(".")}, or set it to "${RECOMMENDED_TLS_POLICY}"`,
    },
  ];
}

/** The longest name, in characters, of a certificate that ACM issues. */
export const LONGEST_CERTIFICATE_NAME = 64;

/** What is wrong with the domain of a load balancer, and with a certificate for it, if it needs one. */
export function domainNameFaults(
  domainName: string,
  asked: { readonly certificateRequested: boolean },
  path: Fault["path"] = ["domainName"],
): Fault[] {
  const fault = (problem: string, allowed: string, fix: string): Fault[] => [
    { path, problem, got: domainName, allowed, fix },
  ];
  if (domainName === "") {
    return fault("is empty", "a name such as airflow.example.com", "name the web server's domain");
  }
  const faults = baseUrlFaults(domainName, path);
  if (faults.length > 0 || !asked.certificateRequested) return faults;
  if (domainName.length <= LONGEST_CERTIFICATE_NAME) return [];
  return fault(
    `has ${domainName.length} characters, too many for a certificate to be requested`,
    `at most ${LONGEST_CERTIFICATE_NAME} characters`,
    "choose a shorter domain, or give the certificateArn of a certificate that covers it",
  );
}

/** What is wrong with a certificate for a load balancer in a Region. */
export function certificateArnFaults(
  certificateArn: string,
  where: { readonly region?: string } = {},
  path: Fault["path"] = ["certificateArn"],
): Fault[] {
  const arn = parseArn(certificateArn);
  const allowed = `the ARN of a certificate, such as arn:aws:acm:${where.region ?? "eu-west-1"}:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`;
  if (arn?.service !== "acm" || !arn.resource.startsWith("certificate/")) {
    return [
      {
        path,
        problem: "is not the ARN of a certificate in ACM",
        got: certificateArn,
        allowed,
        fix: "give the arn output of aws.acm.Certificate, or import the certificate into ACM",
      },
    ];
  }
  if (where.region === undefined || arn.region === where.region) return [];
  return [
    {
      path,
      problem: `is a certificate of ${arn.region}, and the load balancer is in ${where.region}`,
      got: certificateArn,
      allowed,
      fix: `request or import the certificate in ${where.region}`,
    },
  ];
}

/** What is wrong with the ranges of IPv4 addresses that may open the web server. */
export function sourceRangesFaults(
  ranges: readonly string[],
  path: Fault["path"] = ["allowedCidrs"],
): Fault[] {
  return ranges.flatMap((range, index) => {
    const fault = (problem: string, fix: string): Fault[] => [
      {
        path: [...path, index],
        problem,
        got: range,
        allowed: "ranges of IPv4 addresses, such as 10.0.0.0/8",
        fix,
      },
    ];
    if (!range.includes("/") || !Address4.isValid(range)) {
      const fix = Address4.isValid(range) ? `write ${range}/32` : "give the range as CIDR";
      return fault("is not a range of IPv4 addresses", fix);
    }
    const address = new Address4(range);
    const network = `${address.startAddress().correctForm()}/${address.subnetMask}`;
    if (network !== range) return fault("does not begin at its first address", `write ${network}`);
    return ranges.indexOf(range) === index ? [] : fault("is named a second time", "remove it");
  });
}
