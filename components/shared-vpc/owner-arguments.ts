import type { MadeNetworkInput } from "../../mwaa/settings/types";
import type { MadeNetworkArgs } from "../network/network-of-kind";

/** The arguments of a `SharedVpcOwner`. */
export interface SharedVpcOwnerArgs extends MadeNetworkArgs {
  /**
   * The network, of kind `public-routing` or `private-routing`. Whatever its
   * `securityGroupRules` say, it gets no security group for environments: each participant brings
   * its own, and the endpoints of AWS services admit the subnets' ranges.
   */
  readonly network: MadeNetworkInput;
  /**
   * With whom its private subnets are shared: accounts (12 digits), or ARNs of organizational units
   * or of the organization. Sharing within the organization has to be enabled in it.
   */
  readonly shareWith: readonly string[];
}
