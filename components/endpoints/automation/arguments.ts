import type * as pulumi from "@pulumi/pulumi";
import type { EndpointAutomationInput, PerZone } from "../../../mwaa/settings/types";
import type { Tags } from "../../children";
import type { Inputs } from "../../inputs";
import type { WhereArgs } from "../../place";

/** The arguments of `CustomerEndpointAutomation`. */
export interface CustomerEndpointAutomationArgs
  extends
    Pick<EndpointAutomationInput, "participants" | "eventBusName" | "organizationId">,
    Inputs<Pick<EndpointAutomationInput, "alarmAfterHours" | "alarmTopicArn">>,
    WhereArgs {
  /** The VPC that this account owns. */
  readonly vpcId: pulumi.Input<string>;
  /** The two private subnets that the environments are in. */
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /**
   * How often all environments are looked at, whatever events came: `rate(…)` or `cron(…)`.
   *
   * @default "rate(15 minutes)"
   */
  readonly schedule?: string;
  /**
   * Environments of this account itself that are in the subnets: all of them, or by their names.
   *
   * @default - none.
   */
  readonly ownEnvironments?: "all" | readonly string[];
  /**
   * An endpoint of SQS in the VPC whose policy admits queues one by one: the function admits the
   * queue of each environment. Whoever makes that endpoint has to ignore changes of its policy.
   *
   * @default - none: the policies of all endpoints stay as they are.
   */
  readonly restrictedQueueEndpointId?: pulumi.Input<string>;
  /**
   * The family of the environments' subnets. MWAA does not check it.
   *
   * @default "ipv4"
   */
  readonly ipAddressType?: "ipv4" | "ipv6";
  /**
   * What environments reach on their endpoints: everything, or the ports of web server and database.
   *
   * @default "all"
   */
  readonly securityGroupRules?: "all" | "restricted";
  /** Tags of everything that can have some, the endpoints too. */
  readonly tags?: Tags;
}
