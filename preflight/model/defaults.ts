import type { Kind } from "./kinds";
import type { Value } from "./resource";

/**
 * What the provider or the service fills in when a program says nothing, as far as a check depends
 * on it. From the input documentation of `@pulumi/aws` 7.48 and the API references behind it.
 */
const DEFAULTS: Partial<Record<Kind, Readonly<Record<string, Value>>>> = {
  environment: {
    environmentClass: "mw1.small",
    webserverAccessMode: "PRIVATE_ONLY",
    endpointManagement: "SERVICE",
  },
  vpc: { enableDnsSupport: true, enableDnsHostnames: false },
  key: { enableKeyRotation: false, multiRegion: false, isEnabled: true },
  natGateway: { connectivityType: "public", availabilityMode: "zonal" },
  bucketPublicAccessBlock: {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  },
  logGroup: { retentionInDays: 0 },
  role: { path: "/" },
  vpcEndpoint: { vpcEndpointType: "Gateway", privateDnsEnabled: false },
};

/** The value that stands for an absent input, if a check may rely on one. */
export function defaultOf(kind: Kind | undefined, property: string): Value | undefined {
  return kind === undefined ? undefined : DEFAULTS[kind]?.[property];
}
