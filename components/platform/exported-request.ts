import type * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { accountFaults } from "../../mwaa/service/accounts";
import { containsUnknownText } from "../../mwaa/settings/unknown-text";
import type { PerZone, WebserverAccessMode } from "../../mwaa/settings/types";
import { type OtherStack, TEXT, TEXT_PER_ZONE, TEXTS } from "./other-stack";

/** What the stack of an environment exports for the owner of its network, once it is read back. */
export interface ExportedRequest {
  readonly environmentName: string;
  readonly environmentAccount: string;
  readonly securityGroupIds: readonly string[];
  readonly vpcId: string;
  readonly subnetIds: PerZone<string>;
  readonly databaseVpcEndpointService: string;
  /** Empty where the access mode has none. */
  readonly webserverVpcEndpointService?: string;
  readonly webserverAccessMode: string;
  /** Empty while the environment is `PENDING`. */
  readonly webserverHost?: string;
}

/** The output that {@link Platform} exports it under. */
const OUTPUT = "endpointRequest";

/** What each part of a request that endpoints cannot do without has to be. */
const PARTS = {
  environmentName: TEXT,
  environmentAccount: TEXT,
  securityGroupIds: TEXTS,
  vpcId: TEXT,
  subnetIds: TEXT_PER_ZONE,
  databaseVpcEndpointService: TEXT,
  webserverAccessMode: TEXT,
} as const;

/**
 * Reads the request of an environment from its stack.
 *
 * @param webserverAccessMode what the endpoints are made for: the environment's has to be the same.
 */
export function exportedRequest(
  stack: OtherStack,
  webserverAccessMode: WebserverAccessMode,
): pulumi.Output<ExportedRequest> {
  return stack.checked(OUTPUT, (value) =>
    requestFaults(stack, value, webserverAccessMode),
  ) as pulumi.Output<ExportedRequest>;
}

function requestFaults(
  stack: OtherStack,
  value: unknown,
  mode: WebserverAccessMode,
): readonly Fault[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [stack.fault(OUTPUT, value, "the endpointRequest of an Environment")];
  }
  const request = value as Readonly<Record<string, unknown>>;
  const misshapen = Object.entries(PARTS).flatMap(([part, { what, fits }]) =>
    fits(request[part]) ? [] : [stack.fault(`${OUTPUT}.${part}`, request[part], what)],
  );
  if (misshapen.length > 0) return misshapen;
  return judge(stack, request as unknown as ExportedRequest, mode);
}

/** What is wrong with a request that has everything. */
function judge(
  stack: OtherStack,
  request: ExportedRequest,
  mode: WebserverAccessMode,
): readonly Fault[] {
  const { environmentAccount, securityGroupIds, webserverAccessMode } = request;
  const isOther = webserverAccessMode !== mode && !containsUnknownText(webserverAccessMode);
  return [
    ...accountFaults(environmentAccount, ["environmentStack", OUTPUT, "environmentAccount"]),
    // How many groups there are decides how many rules there are, which is known beforehand only of one.
    ...(securityGroupIds.length === 1
      ? []
      : [stack.fault(`${OUTPUT}.securityGroupIds`, securityGroupIds, "a list of one group")]),
    ...(isOther
      ? [
          {
            path: ["webserverAccessMode"],
            problem: "is not that of the environment, whose endpoints are others then",
            got: mode,
            allowed: webserverAccessMode,
            fix: `set it to ${webserverAccessMode}`,
          },
        ]
      : []),
  ];
}
