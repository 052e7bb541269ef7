import { z } from "zod";
import { accountNumber } from "./accounts";
import { choice, flag, type Leaf, leaf, text, wholeNumber } from "./leaf";
import { scheduleComplaint } from "./schedule";
import { sharePrincipalFaults } from "./share-principals";
import { parseCidr } from "./cidr";

const principal = text({
  what: "an account or a part of an organization",
  example: '"123456789012"',
  secret: "refused",
  check: (got) => sharePrincipalFaults(got, [])[0],
});

/** With whom a network is shared. */
export const share = z.strictObject({
  with: z
    .array(principal)
    .min(1)
    .describe(
      "Accounts (12 digits in quotes), or ARNs of organizational units or the organization.",
    ),
});

/** How the endpoints are made that MWAA leaves to its customer. */
export const customerEndpoints = z.strictObject({
  webserverEndpoint: flag(true)
    .exactOptional()
    .describe("Whether the web server has an endpoint. Default: as the access mode needs."),
  privateHostedZone: flag(false)
    .exactOptional()
    .describe("Whether a private hosted zone leads the web server's name to it. Default: false."),
  ipAddressType: choice("an IP family", ["ipv4", "ipv6"])
    .exactOptional()
    .describe("The family of the environment's subnets. Default: ipv4."),
  securityGroupRules: choice("a set of security group rules", ["all", "restricted"])
    .exactOptional()
    .describe("`restricted` admits 443 and 5432 only. Default: all."),
  waitUntilAvailable: flag(true)
    .exactOptional()
    .describe("Whether an update waits for the environment to be available. Default: false."),
});

/** The name of an event bus that is made; each account has one called `default` already. */
export function eventBusName(): Leaf<string> {
  return text({
    what: "the name of an event bus",
    allowed: "1 to 256 letters, digits and . - _, and not default",
    example: "mwaa-environment-status",
    pattern: /^(?!default$)[\w.-]{1,256}$/,
    secret: "refused",
  });
}

/** What makes endpoints by itself. */
export const endpointAutomation = z.strictObject({
  participants: z
    .array(
      z.strictObject({
        account: accountNumber("refused").describe("The participant, 12 digits in quotes."),
        environments: z
          .array(text({ what: "the name of an environment", example: "my-airflow" }))
          .exactOptional()
          .describe("The environments that are served. Default: all in the shared subnets."),
      }),
    )
    .min(1)
    .describe("The accounts whose environments get endpoints."),
  eventBusName: eventBusName()
    .exactOptional()
    .describe("The event bus that participants send to. Default: mwaa-environment-status."),
  schedule: text({
    what: "a schedule of EventBridge",
    example: "rate(15 minutes)",
    secret: "refused",
    check: scheduleComplaint,
  })
    .exactOptional()
    .describe("How often all environments are looked at. Default: rate(15 minutes)."),
  alarmAfterHours: wholeNumber({ min: 1, max: 71 }, 24)
    .exactOptional()
    .describe("After how many hours of waiting an alarm is raised. Default: 24."),
  alarmTopicArn: text({
    what: "the ARN of an SNS topic",
    example: "arn:aws:sns:eu-west-1:111111111111:airflow-alarms",
    pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/,
  })
    .exactOptional()
    .describe("The topic that alarms are sent to. Default: none."),
  organizationId: text({
    what: "the id of an organization",
    example: "o-a1b2c3d4e5",
    pattern: /^o-[a-z0-9]{10,32}$/,
  })
    .exactOptional()
    .describe("The organization whose accounts may send events. Default: the participants."),
});

const clientRange = leaf<string>({
  what: "a range of IPv4 addresses",
  example: "10.0.0.0/8",
  secret: "refused",
  json: { type: "string" },
  decode: (value) =>
    typeof value === "string" && parseCidr(value)?.text === value ? value : undefined,
});

/** The web server under a domain of one's own. */
export const webAccess = z.strictObject({
  domainName: text({
    what: "a domain name",
    example: "airflow.example.com",
    secret: "refused",
  }).describe("The domain, which is also Airflow's webserver.base_url."),
  certificateArn: text({
    what: "the ARN of a certificate",
    example: "arn:aws:acm:eu-west-1:123456789012:certificate/0123",
    pattern: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
    secret: "refused",
  })
    .exactOptional()
    .describe("The domain's certificate. Default: one is requested and proved in hostedZoneId."),
  hostedZoneId: text({
    what: "the id of a hosted zone",
    example: "Z0123456789ABC",
    pattern: /^[A-Z0-9]{4,32}$/,
    secret: "refused",
  })
    .exactOptional()
    .describe("The hosted zone of the domain. Default: somebody else resolves the domain."),
  scheme: choice("a scheme of load balancers", ["internal", "internet-facing"])
    .exactOptional()
    .describe("Whether the load balancer has public addresses. Default: internal."),
  allowedCidrs: z
    .array(clientRange)
    .min(1)
    .describe("IPv4 ranges that may connect to the load balancer."),
});
