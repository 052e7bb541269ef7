import type { StackSettings } from "../../mwaa/settings/types";
import { CustomerEndpoints } from "./customer-endpoints";
import { customerEndpointsOutputs, platformOutputs } from "./outputs";
import { Platform } from "./platform";
import { withSecrets } from "./secret-settings";
import { SharedNetwork } from "./shared-network";

/**
 * Builds what a stack's settings describe.
 *
 * @param account of everything, 12 digits.
 * @param secrets names of the settings that Pulumi keeps as secrets.
 * @returns the stack's outputs.
 */
export function build(
  settings: StackSettings,
  account: string,
  secrets: readonly string[],
): Record<string, unknown> {
  switch (settings.builds) {
    case "environment":
      return platformOutputs(new Platform(settings.name, withSecrets(settings, account, secrets)));
    case "shared-network":
      return {
        ...new SharedNetwork(settings.name, withSecrets(settings, account, secrets)).handedOver,
      };
    case "customer-endpoints":
      return customerEndpointsOutputs(
        new CustomerEndpoints(settings.name, withSecrets(settings, account, secrets)),
      );
  }
}
