import * as pulumi from "@pulumi/pulumi";
import { BASE_URL_OPTION } from "../../mwaa/airflow/base-url";
import type { Fault } from "../../mwaa/fault";
import { domainNameFaults } from "../../mwaa/service/web-access";
import type { ArgumentGate } from "../argument-gate";
import type { DomainArgs, EndpointArgs } from "./arguments";

/** What a domain is judged by. */
type DomainOf = Pick<DomainArgs, "domainName" | "certificateArn"> &
  Pick<EndpointArgs, "environment">;

/** The domain, held back until it is checked, also against the environment's option. */
export function admittedDomain(args: DomainOf, gate: ArgumentGate): pulumi.Output<string> {
  const certificateRequested = args.certificateArn === undefined;
  const domainName = gate.admit(args.domainName, (domain) =>
    domainNameFaults(domain, { certificateRequested }),
  );
  const options = args.environment?.environment.airflowConfigurationOptions;
  if (options === undefined) return domainName;
  // Options are kept as secrets as a whole; this one stands in DNS for everybody to read.
  const baseUrl = pulumi.unsecret(options.apply((all) => all?.[BASE_URL_OPTION] ?? ""));
  return gate
    .admit(pulumi.all([domainName, baseUrl]), ([domain, option]) => mismatch(domain, option))
    .apply(([domain]) => domain);
}

function mismatch(domainName: string, baseUrl: string): readonly Fault[] {
  if (domainName.toLowerCase() === baseUrl.toLowerCase()) return [];
  return [
    {
      path: ["domainName"],
      problem: `is not the environment's ${BASE_URL_OPTION}`,
      got: domainName,
      allowed: baseUrl === "" ? `the value of ${BASE_URL_OPTION}, which is not set` : baseUrl,
      fix: `set ${BASE_URL_OPTION} in airflowConfigurationOptions to "${domainName}"`,
    },
  ];
}
