import type { Fault } from "../fault";
import type { Source } from "../source";
import { type AccessMode, PUBLIC_AND_PRIVATE_SINCE } from "./access-modes";
import { isOlderThan, LATEST_AIRFLOW_VERSION } from "./versions";

/** Where the five use cases of networks and access modes stand. */
export const USE_CASES_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/networking-about.html",
  section: "Example use cases for an Amazon VPC and Apache Airflow access mode",
  read: "2026-11-22",
};

const NETWORKS_SOURCE: Source = { ...USE_CASES_SOURCE, section: "VPC infrastructure overview" };

const DUAL_MODE_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html",
  section: "Apache Airflow access modes",
  read: "2026-11-22",
};

const PRIVATE_ENDPOINTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-create-access.html",
  section: "(Required) VPC endpoints",
  read: "2026-11-22",
};

const SHARED_VPC_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html",
  section: "Create an environment in a shared Amazon VPC",
  read: "2026-11-22",
};

/** Whose VPC it is: one to be made, one that exists, or one that another account lends. */
export type VpcOrigin = "new" | "existing" | "shared";

/** From where people open the web interface. */
export type Audience = "internet" | "vpc" | "both";

/** The access mode that lets an audience in, and nobody else. */
export const ACCESS_MODE_FOR: Readonly<Record<Audience, AccessMode>> = {
  internet: "PUBLIC_ONLY",
  vpc: "PRIVATE_ONLY",
  both: "PUBLIC_AND_PRIVATE",
};

/** A combination of network and access for which the user guide says what is needed. */
export interface UseCase {
  /** Its name, which does not change. */
  readonly id: string;
  /** What is asked for, in words. */
  readonly title: string;
  /** Its place among the guide's five. Absent: another page describes it. */
  readonly number?: 1 | 2 | 3 | 4 | 5;
  readonly internet: boolean;
  readonly vpc: VpcOrigin;
  readonly audiences: readonly Audience[];
  /** What has to be there, in the order in which it comes to be. */
  readonly needs: readonly string[];
  readonly source: Source;
}

const WAY_IN =
  "a way for people into the VPC: a client VPN, a bastion, or a load balancer (mwaa:webAccess)";
const SERVICE_ENDPOINTS_MADE =
  "an endpoint for every AWS service that the environment uses, Airflow's among them";
const SERVICE_ENDPOINTS_THERE =
  "an endpoint in the VPC for every AWS service that the environment uses, Airflow's among them";
const OPEN_WITHOUT_INTERNET =
  "an environment with access mode PUBLIC_AND_PRIVATE (Airflow 3.2.1 or newer), or PUBLIC_ONLY before Airflow 3";
const WHEELS = "Python packages as wheels, for pip has no way to the internet";

/** Every combination of network and access: the guide's five first, then those of other pages. */
export const USE_CASES: readonly UseCase[] = [
  {
    id: "internet-new-public",
    number: 1,
    title: "internet access, a new VPC, the web interface on the internet",
    internet: true,
    vpc: "new",
    audiences: ["internet"],
    needs: ["a VPC with a way to the internet", "an environment with access mode PUBLIC_ONLY"],
    source: USE_CASES_SOURCE,
  },
  {
    id: "internet-new-private",
    number: 2,
    title: "internet access, a new VPC, the web interface inside the VPC",
    internet: true,
    vpc: "new",
    audiences: ["vpc"],
    needs: [
      "a VPC with a way to the internet",
      "an environment with access mode PRIVATE_ONLY",
      WAY_IN,
    ],
    source: USE_CASES_SOURCE,
  },
  {
    id: "no-internet-new-public",
    number: 3,
    title: "no internet access, a new VPC, the web interface on the internet",
    internet: false,
    vpc: "new",
    // Before Airflow 3, workers need no web server, and it can be public only.
    audiences: ["both", "internet"],
    needs: [
      "a VPC without a way to the internet",
      SERVICE_ENDPOINTS_MADE,
      OPEN_WITHOUT_INTERNET,
      WHEELS,
    ],
    source: USE_CASES_SOURCE,
  },
  {
    id: "no-internet-new-private",
    number: 4,
    title: "no internet access, a new VPC, the web interface inside the VPC",
    internet: false,
    vpc: "new",
    audiences: ["vpc"],
    needs: [
      "a VPC without a way to the internet",
      SERVICE_ENDPOINTS_MADE,
      "an environment with access mode PRIVATE_ONLY",
      WAY_IN,
      WHEELS,
    ],
    source: USE_CASES_SOURCE,
  },
  {
    id: "no-internet-existing-private",
    number: 5,
    title: "no internet access, an existing VPC, the web interface inside the VPC",
    internet: false,
    vpc: "existing",
    audiences: ["vpc"],
    needs: [
      SERVICE_ENDPOINTS_THERE,
      "an environment with access mode PRIVATE_ONLY",
      WAY_IN,
      WHEELS,
    ],
    source: USE_CASES_SOURCE,
  },
  {
    id: "internet-new-both",
    title: "internet access, a new VPC, the web interface on the internet and inside the VPC",
    internet: true,
    vpc: "new",
    audiences: ["both"],
    needs: [
      "a VPC with a way to the internet",
      "an environment with access mode PUBLIC_AND_PRIVATE (Airflow 3.2.1 or newer)",
    ],
    source: DUAL_MODE_SOURCE,
  },
  {
    id: "no-internet-existing-public",
    title: "no internet access, an existing VPC, the web interface on the internet",
    internet: false,
    vpc: "existing",
    audiences: ["both", "internet"],
    needs: [SERVICE_ENDPOINTS_THERE, OPEN_WITHOUT_INTERNET, WHEELS],
    source: PRIVATE_ENDPOINTS_SOURCE,
  },
  {
    id: "internet-existing-private",
    title: "internet access, an existing VPC, the web interface inside the VPC",
    internet: true,
    vpc: "existing",
    audiences: ["vpc"],
    needs: [
      "two private subnets with a route to a NAT gateway each",
      "an environment with access mode PRIVATE_ONLY",
      WAY_IN,
    ],
    source: NETWORKS_SOURCE,
  },
  {
    id: "internet-existing-public",
    title: "internet access, an existing VPC, the web interface on the internet",
    internet: true,
    vpc: "existing",
    audiences: ["internet", "both"],
    needs: [
      "two private subnets with a route to a NAT gateway each",
      "an environment that is open to the internet",
    ],
    source: NETWORKS_SOURCE,
  },
  {
    id: "internet-shared",
    title: "internet access, a VPC that one account shares with another",
    internet: true,
    vpc: "shared",
    audiences: ["internet", "vpc", "both"],
    needs: [
      "the owner's VPC with a way to the internet, and a share of its private subnets",
      "the participant's environment with endpoint management CUSTOMER",
      "the endpoints of the environment, which only the VPC's owner can make",
    ],
    source: SHARED_VPC_SOURCE,
  },
  {
    id: "no-internet-shared",
    title: "no internet access, a VPC that one account shares with another",
    internet: false,
    vpc: "shared",
    audiences: ["internet", "vpc", "both"],
    needs: [
      `the owner's VPC without a way to the internet, ${SERVICE_ENDPOINTS_MADE}, and a share of its private subnets`,
      "the participant's environment with endpoint management CUSTOMER",
      "the endpoints of the environment, which only the VPC's owner can make",
      WHEELS,
    ],
    source: SHARED_VPC_SOURCE,
  },
];

/** What decides which use case it is. */
export interface UseCaseQuestion {
  /** Whether the network may reach the internet. */
  readonly internet: boolean;
  readonly vpc: VpcOrigin;
  readonly audience: Audience;
}

/** The use case of a combination; {@link USE_CASES} has exactly one for each. */
export function useCaseOf({ internet, vpc, audience }: UseCaseQuestion): UseCase {
  const found = USE_CASES.find(
    (each) => each.internet === internet && each.vpc === vpc && each.audiences.includes(audience),
  );
  if (found === undefined) throw new TypeError(`no use case for ${vpc} and ${audience}`);
  return found;
}

/**
 * What is wrong with an audience in a network: from Airflow 3 on, workers report through the web
 * server, and cannot reach one that is on the internet only from where there is no way to it.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html, "Public
 * network", read 2026-11-22.
 */
export function audienceFaults(asked: {
  readonly internet: boolean;
  readonly audience: Audience;
  /** Absent: the latest. */
  readonly airflowVersion?: string;
}): Fault[] {
  const { internet, audience, airflowVersion = LATEST_AIRFLOW_VERSION } = asked;
  if (internet || audience !== "internet" || isOlderThan(airflowVersion, "3.0.0")) return [];
  const isDualOffered = !isOlderThan(airflowVersion, PUBLIC_AND_PRIVATE_SINCE);
  return [
    {
      path: ["audience"],
      problem: `leaves the workers of Airflow ${airflowVersion} no way to their web server in a network without internet access`,
      got: audience,
      allowed: isDualOffered ? "vpc, both" : "vpc",
      fix: isDualOffered
        ? "choose both, which opens it on the internet and inside the VPC"
        : `choose vpc, or both with Airflow ${PUBLIC_AND_PRIVATE_SINCE} or newer`,
    },
  ];
}
