import { regional } from "./regional";
import { draw, isNew, knownText, type Made, type Subject, type SymbolTable } from "./template";
import type { WireValue } from "../protocol";

const EVENTS = "arn:{partition}:events:{region}:{account}";

/** The bus that every account has; its name is left out of ids and ARNs. */
const DEFAULT_BUS = "default";

/** Buses, rules and targets. */
export const EVENT_BRIDGE_SYMBOLS: SymbolTable = regional({
  "aws:cloudwatch/eventBus:EventBus": {
    named: "name",
    id: "{name}",
    arn: `${EVENTS}:event-bus/{name}`,
  },
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": { id: `{eventBusName=${DEFAULT_BUS}}` },
  "aws:cloudwatch/eventPermission:EventPermission": {
    id: `{eventBusName=${DEFAULT_BUS}}/{statementId}`,
  },
  "aws:cloudwatch/eventRule:EventRule": {
    named: "name",
    id: (subject, made) => onBus(subject, "/", knownText(made["name"])),
    arn: ruleArn,
  },
  "aws:cloudwatch/eventTarget:EventTarget": { targetId, id: targetRecordId },
});

/** The name of a bus that is given by name or by ARN; undefined if it is not known. */
function busName(wire: WireValue | undefined): string | undefined {
  if (wire === undefined || wire === null) return DEFAULT_BUS;
  return knownText(wire)?.replace(/^.*:event-bus\//, "");
}

function onBus(subject: Subject, separator: string, name: string | undefined): string | undefined {
  const bus = busName(subject.inputs["eventBusName"]);
  if (bus === undefined || name === undefined) return undefined;
  return bus === DEFAULT_BUS ? name : `${bus}${separator}${name}`;
}

/** A rule on another bus than the default one has the bus in its ARN. */
function ruleArn(subject: Subject, made: Made): string | undefined {
  const { partition, region, account } = subject;
  const rule = onBus(subject, "/", knownText(made["name"]));
  if (rule === undefined || region === undefined || account === undefined) return undefined;
  return `arn:${partition}:events:${region}:${account}:rule/${rule}`;
}

function targetId(subject: Subject): string | undefined {
  const { urn, inputs } = subject;
  const given = inputs["targetId"];
  if (given !== undefined && given !== null) return knownText(given);
  return isNew(subject) ? `terraform-${draw(urn, "targetId", "digits", 26)}` : undefined;
}

function targetRecordId(subject: Subject, made: Made): string | undefined {
  const [rule, target] = [knownText(subject.inputs["rule"]), knownText(made["targetId"])];
  return rule === undefined || target === undefined
    ? undefined
    : onBus(subject, "-", `${rule}-${target}`);
}
