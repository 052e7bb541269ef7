import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { isObject, textOf } from "../wire";
import type { Json } from "../wire";
import { documentOf, requirePrincipals } from "./policy-match";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const BUS = "aws:cloudwatch/eventBus:EventBus";
const BUS_POLICY = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const DEFAULT_BUS = "default";

/** Targets that one rule may have. */
const MOST_TARGETS = 5;

function requireBus({ cloud, inputs }: Pick<Call, "cloud" | "inputs">): string {
  const given = textOf(inputs, "eventBusName") ?? DEFAULT_BUS;
  const name = given.startsWith("arn:") ? (given.split(":event-bus/")[1] ?? given) : given;
  if (name !== DEFAULT_BUS && cloud.find(BUS, name) === undefined) {
    throw new ApiError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
  }
  return name;
}

const bus: Service = {
  token: BUS,
  autoname: { property: "name", limit: 256 },
  replacedBy: ["eventSourceName", "name"],
  create({ cloud, inputs, place }) {
    const name = textOf(inputs, "name") ?? "";
    if (name === DEFAULT_BUS || cloud.find(BUS, name) !== undefined) {
      throw new ApiError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
    }
    return { id: name, computed: { arn: arnIn(place, "events", `event-bus/${name}`) } };
  },
  remove({ cloud, id }) {
    if (cloud.all(RULE).some(({ inputs }) => inputs["eventBusName"] === id)) {
      throw new ApiError(
        "ValidationException",
        `Event bus ${id} can't be deleted since it has rules.`,
      );
    }
  },
};

function acceptBusPolicy({ cloud, inputs, place }: Pick<Call, "cloud" | "inputs" | "place">): void {
  const error = new ApiError("InvalidInput", "This policy contains invalid parameters.");
  const document = documentOf(inputs["policy"], "InvalidInput");
  requirePrincipals(cloud, place.account, document, error);
}

const busPolicy: Service = {
  token: BUS_POLICY,
  defaults: { eventBusName: DEFAULT_BUS },
  replacedBy: ["eventBusName"],
  create(call) {
    const id = requireBus(call);
    acceptBusPolicy(call);
    return { id, computed: {} };
  },
  update(call) {
    acceptBusPolicy(call);
    return {};
  },
};

const SCHEDULE =
  /^(rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)|cron\(.+\))$/;

function requireTrigger({ inputs }: Pick<Call, "inputs">): void {
  const pattern = textOf(inputs, "eventPattern");
  const schedule = textOf(inputs, "scheduleExpression");
  if (pattern === undefined && schedule === undefined) {
    throw new ApiError(
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
    );
  }
  if (schedule !== undefined && !SCHEDULE.test(schedule)) {
    throw new ApiError("ValidationException", "Parameter ScheduleExpression is not valid.");
  }
  if (schedule !== undefined && (textOf(inputs, "eventBusName") ?? DEFAULT_BUS) !== DEFAULT_BUS) {
    throw new ApiError(
      "ValidationException",
      "ScheduleExpression is supported only on the default event bus.",
    );
  }
  if (pattern === undefined) return;
  let parsed: Json;
  try {
    parsed = JSON.parse(pattern) as Json;
  } catch {
    parsed = null;
  }
  const lists =
    isObject(parsed) && Object.values(parsed).every((value) => typeof value === "object");
  if (!lists) {
    throw new ApiError("InvalidEventPatternException", "Event pattern is not valid.");
  }
}

const rule: Service = {
  token: RULE,
  autoname: { property: "name", limit: 64, unless: ["namePrefix"] },
  defaults: { eventBusName: DEFAULT_BUS, forceDestroy: false },
  replacedBy: ["eventBusName", "name", "namePrefix"],
  create(call) {
    const { inputs, place } = call;
    const busName = requireBus(call);
    requireTrigger(call);
    const name = textOf(inputs, "name") ?? "";
    const path = busName === DEFAULT_BUS ? name : `${busName}/${name}`;
    return { id: path, computed: { arn: arnIn(place, "events", `rule/${path}`) } };
  },
  update(call) {
    requireTrigger(call);
    return {};
  },
  remove({ cloud, id, state }) {
    const held = cloud
      .all(TARGET)
      .some(
        ({ inputs }) =>
          inputs["rule"] === state["name"] && inputs["eventBusName"] === state["eventBusName"],
      );
    if (held) {
      throw new ApiError(
        "ValidationException",
        `Rule ${id} can't be deleted since it has targets.`,
      );
    }
  },
};

/** Targets in another account are buses and are not looked for; those in this one have to exist. */
function requireTarget({ cloud, inputs, place }: Call): void {
  const arn = textOf(inputs, "arn") ?? "";
  const elsewhere = arn.includes(":event-bus/") && !arn.includes(`:${place.account}:`);
  if (elsewhere) {
    if (inputs["roleArn"] === undefined) {
      throw new ApiError(
        "ValidationException",
        `RoleArn is required for target ${arn}: an event bus in another account.`,
      );
    }
    return;
  }
  if (!cloud.records.some(({ state }) => state["arn"] === arn)) {
    throw new ApiError("ResourceNotFoundException", `The target ${arn} does not exist.`);
  }
}

const target: Service = {
  token: TARGET,
  autoname: { property: "targetId", limit: 64 },
  defaults: { eventBusName: DEFAULT_BUS, forceDestroy: false },
  replacedBy: ["eventBusName", "rule", "targetId"],
  create(call) {
    const { cloud, inputs } = call;
    const busName = requireBus(call);
    const name = textOf(inputs, "rule") ?? "";
    const isOfRule = ({ inputs: other }: { readonly inputs: Call["inputs"] }): boolean =>
      other["rule"] === name && other["eventBusName"] === inputs["eventBusName"];
    const path = busName === DEFAULT_BUS ? name : `${busName}/${name}`;
    if (cloud.find(RULE, path) === undefined) {
      throw new ApiError(
        "ResourceNotFoundException",
        `Rule ${name} does not exist on EventBus ${busName}.`,
      );
    }
    if (cloud.all(TARGET).filter(isOfRule).length >= MOST_TARGETS) {
      throw new ApiError(
        "LimitExceededException",
        "The requested resource exceeds the maximum number allowed.",
      );
    }
    requireTarget(call);
    return { id: `${name}-${textOf(inputs, "targetId") ?? hex(8)}`, computed: {} };
  },
};

/** Event buses, rules and targets. */
export const EVENTS: readonly Service[] = [bus, busPolicy, rule, target];
