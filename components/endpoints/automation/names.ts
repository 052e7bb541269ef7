import type * as pulumi from "@pulumi/pulumi";
import { deadLetterQueueArn } from "../../../mwaa/documents/endpoint-automation";
import { eventBusArn, eventRuleArn, regionalArn, roleArn } from "../../../mwaa/service/arns";
import { endpointAutomationName } from "../../../mwaa/service/names";
import type { Place } from "../../../mwaa/service/partitions";

/** What everything is called, known before anything exists. */
export interface AutomationNames {
  readonly place: pulumi.Output<Place>;
  /** The name of the function, its role and, with an ending, of everything else. */
  readonly name: pulumi.Output<string>;
  readonly functionArn: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;
  readonly eventBusArn: pulumi.Output<string>;
  /** A name that begins like the others. */
  named(ending: string): pulumi.Output<string>;
  /** The ARN of a rule: of the custom bus, or of the account's own. */
  ruleArn(ending: string, bus: "custom" | "default"): pulumi.Output<string>;
}

/** Names and ARNs for an event bus in a place. */
export function automationNames(
  place: pulumi.Output<Place>,
  eventBusName: string,
): AutomationNames {
  const of = (where: Place): string => endpointAutomationName({ ...where, name: eventBusName });
  return {
    place,
    name: place.apply(of),
    functionArn: place.apply((where) => regionalArn(where, "lambda", `function:${of(where)}`)),
    roleArn: place.apply((where) => roleArn(where, "/", of(where))),
    queueArn: place.apply((where) => deadLetterQueueArn(where, of(where))),
    eventBusArn: place.apply((where) => eventBusArn(where, eventBusName)),
    named: (ending) => place.apply((where) => `${of(where)}-${ending}`),
    ruleArn: (ending, bus) =>
      place.apply((where) => {
        const rule = `${of(where)}-${ending}`;
        return eventRuleArn(where, bus === "custom" ? `${eventBusName}/${rule}` : rule);
      }),
  };
}
