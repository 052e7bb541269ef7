import * as pulumi from "@pulumi/pulumi";
import { ENDPOINT_AUTOMATION_DEFAULTS } from "../../mwaa/settings/defaults";
import { ArgumentGate } from "../argument-gate";
import { Children } from "../children";
import { placeFor } from "../place";
import { known } from "../reference";
import { createAlarms } from "./automation/alarms";
import type { CustomerEndpointAutomationArgs } from "./automation/arguments";
import { createEvents } from "./automation/events";
import { endpointAutomationFaults, ownAccountFaults } from "./automation/faults";
import { createFunction } from "./automation/function";
import { automationNames } from "./automation/names";
import { createCustomerEndpointGroup } from "./customer-endpoint-group";

export type { CustomerEndpointAutomationArgs } from "./automation/arguments";

/**
 * Makes the endpoints of other accounts' environments by itself, in the account that owns the VPC
 * they share. Make it before the environments: each of them waits for its endpoints.
 *
 * A function looks at all environments of the participants, on every change of their status and on a
 * schedule, by asking MWAA through the role that a `SharedVpcParticipant` makes for it. It gives each
 * the endpoints of its access mode, admits its security group, and takes both back when MWAA says
 * that the environment is gone. Alarms tell of an environment that waits too long, of events that
 * were lost and of failures.
 *
 * ```ts
 * const automation = new CustomerEndpointAutomation("airflow-endpoints", {
 *   vpcId: "vpc-0a1b2c3d",
 *   subnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"],
 *   participants: [{ account: "222222222222" }],
 * });
 * ```
 *
 * Teardown: environments first. What the function made is not the stack's, and the security group
 * cannot go before the endpoints that it guards; the function deletes those within one round of its
 * schedule after MWAA has deleted the environment.
 *
 * The function reserves one concurrent execution, for which the account needs a quota above the
 * least that Lambda keeps unreserved.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html, "Create
 * the Amazon VPC endpoints", read 2026-11-22.
 */
export class CustomerEndpointAutomation extends pulumi.ComponentResource {
  /** The bus that participants send changes of status to, known before it exists. */
  readonly eventBusArn: pulumi.Output<string>;
  /** The function, known before it exists. */
  readonly functionArn: pulumi.Output<string>;
  /** The function's role, known before it exists: a participant's reader may admit it alone. */
  readonly roleArn: pulumi.Output<string>;
  /** The security group of all endpoints that the function makes. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The queue of what was not delivered or failed for good, known before it exists. */
  readonly deadLetterQueueArn: pulumi.Output<string>;
  /** What has to exist before an environment is served. */
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: CustomerEndpointAutomationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mwaa:index:CustomerEndpointAutomation", name, {}, opts);
    const gate = new ArgumentGate("CustomerEndpointAutomation", name);
    gate.refuse(endpointAutomationFaults(args));
    const settings = { ...ENDPOINT_AUTOMATION_DEFAULTS, ...args };
    const children = new Children(this, name, args.tags);
    const place = gate.admit(placeFor(args, this), ({ account }) =>
      ownAccountFaults(args.participants, account),
    );
    const names = automationNames(place, settings.eventBusName);

    const security = createCustomerEndpointGroup(children, {
      vpcId: args.vpcId,
      // The function admits environments one by one, as they come.
      from: [],
      rules: args.securityGroupRules ?? "all",
      endpoints: ["database", "webserver"],
      ipv6: args.ipAddressType === "ipv6",
    });
    const target = createFunction(children, names, args, security.group.id);
    const { eventBus, ready } = createEvents(children, names, args, target, settings);
    createAlarms(children, names, settings);

    this.eventBusArn = known(names.eventBusArn, eventBus);
    this.functionArn = known(names.functionArn, target.handler);
    this.roleArn = names.roleArn;
    this.securityGroupId = security.group.id;
    this.deadLetterQueueArn = known(names.queueArn, target.deadLetters);
    this.ready = [...security.rules, ...target.ready, ...ready];
    this.registerOutputs({
      eventBusArn: this.eventBusArn,
      functionArn: this.functionArn,
      securityGroupId: this.securityGroupId,
    });
  }
}
