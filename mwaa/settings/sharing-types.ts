/** With whom a network is shared. */
export interface ShareSettings {
  /** Accounts (12 digits) or ARNs of organizational units or of the organization. */
  readonly with: readonly string[];
}

/** How the endpoints are made that MWAA leaves to its customer. */
export interface CustomerEndpointsSettings {
  /** Whether the web server has one. Absent: as the access mode needs. */
  readonly webserverEndpoint?: boolean;
  /** Whether a private hosted zone leads the web server's own name to its endpoint. */
  readonly privateHostedZone: boolean;
  /** The family of the environment's subnets; MWAA does not check it. */
  readonly ipAddressType: "ipv4" | "ipv6";
  /** `restricted` admits the ports of the web server and the database only. */
  readonly securityGroupRules: "all" | "restricted";
  /** Whether an update waits until the environment has found its endpoints and is available. */
  readonly waitUntilAvailable: boolean;
}

/** What makes endpoints by itself whenever an environment of another account waits for them. */
export interface EndpointAutomationSettings {
  /** Whose environments are served. */
  readonly participants: readonly EndpointParticipant[];
  /** Name of the event bus to which participants send changes of status. */
  readonly eventBusName: string;
  /** How often all environments are looked at, whatever events came. */
  readonly schedule: string;
  /** After how many hours of waiting an alarm is raised; MWAA gives up after 72. */
  readonly alarmAfterHours: number;
  /** ARN of the topic that alarms are sent to. Absent: they only change their state. */
  readonly alarmTopicArn?: string;
  /** The organization whose accounts may send events. Absent: the participants, one by one. */
  readonly organizationId?: string;
}

/** An account whose environments get endpoints. */
export interface EndpointParticipant {
  /** 12 digits. */
  readonly account: string;
  /** Names of the environments that are served. Absent: all that run in the shared subnets. */
  readonly environments?: readonly string[];
}

/** A load balancer that serves the private web server under a domain of your own. */
export interface WebAccessSettings {
  /** The domain, which is also Airflow's `webserver.base_url`. */
  readonly domainName: string;
  /** ARN of its certificate in the environment's region. Absent: one is requested. */
  readonly certificateArn?: string;
  /** The public hosted zone that proves and resolves the domain. */
  readonly hostedZoneId?: string;
  /** Whether the load balancer has public addresses. */
  readonly scheme: "internal" | "internet-facing";
  /** IPv4 ranges that may connect. */
  readonly allowedCidrs: readonly string[];
}

/** {@link CustomerEndpointsSettings} before defaults. */
export type CustomerEndpointsInput = Partial<CustomerEndpointsSettings>;

/** {@link EndpointAutomationSettings} before defaults. */
export type EndpointAutomationInput = Partial<EndpointAutomationSettings> &
  Pick<EndpointAutomationSettings, "participants">;

/** {@link WebAccessSettings} before defaults. */
export type WebAccessInput = Partial<WebAccessSettings> &
  Pick<WebAccessSettings, "domainName" | "allowedCidrs">;
