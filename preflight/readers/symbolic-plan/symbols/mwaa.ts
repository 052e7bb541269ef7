import type { WireValue } from "../protocol";
import { regional } from "./regional";
import { draw, drawUuid, isNew, knownText, type Subject, type SymbolTable } from "./template";

const ENDPOINT_SERVICE = "com.amazonaws.vpce.{region}.vpce-svc-0{hex16}";

/** Environments of MWAA. */
export const MWAA_SYMBOLS: SymbolTable = regional({
  "aws:mwaa/environment:Environment": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:airflow:{region}:{account}:environment/{name}",
    webserverUrl,
    serviceRoleArn:
      "arn:{partition}:iam::{account}:role/aws-service-role/airflow.amazonaws.com/AWSServiceRoleForAmazonMWAA",
    databaseVpcEndpointService: ENDPOINT_SERVICE,
    webserverVpcEndpointService,
    status,
  },
});

/**
 * Only a web server that is reached through an endpoint has a service for it; whether one with both
 * kinds of access has is for the service to say.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/API/API_Environment.html,
 * "WebserverVpcEndpointService", read 2026-11-22.
 */
function webserverVpcEndpointService(subject: Subject): WireValue | undefined {
  const { urn, region, inputs } = subject;
  switch (accessMode(inputs["webserverAccessMode"])) {
    case "PUBLIC_ONLY":
      return null;
    case "PRIVATE_ONLY":
      return region === undefined || !isNew(subject)
        ? undefined
        : `com.amazonaws.vpce.${region}.vpce-svc-0${draw(urn, "webserverVpcEndpointService", "hex", 16)}`;
    default:
      return undefined;
  }
}

/** The host's first label says that it leads to an endpoint, if it does. */
function webserverUrl(subject: Subject): string | undefined {
  const { urn, region, inputs } = subject;
  const mode = accessMode(inputs["webserverAccessMode"]);
  if (region === undefined || mode === undefined || !isNew(subject)) return undefined;
  const label = drawUuid(urn, "webserverUrl");
  return `${label}${mode === "PRIVATE_ONLY" ? "-vpce" : ""}.c1.airflow.${region}.on.aws`;
}

/** An environment whose endpoints somebody else makes is created as soon as it waits for them. */
function status({ inputs }: Subject): string | undefined {
  const management = inputs["endpointManagement"] ?? "SERVICE";
  return management === "CUSTOMER" ? "PENDING" : management === "SERVICE" ? "AVAILABLE" : undefined;
}

/** The mode that is asked for; undefined if it is not known. */
function accessMode(wire: WireValue | undefined): string | undefined {
  return wire === undefined || wire === null ? "PUBLIC_ONLY" : knownText(wire);
}
