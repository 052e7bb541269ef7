import type { WireValue } from "../protocol";
import { regional } from "./regional";
import {
  draw,
  isNew,
  knownText,
  type Made,
  type Subject,
  type SymbolTable,
  type TypeSymbols,
} from "./template";

const ELB = "arn:{partition}:elasticloadbalancing:{region}:{account}";

const loadBalancer: TypeSymbols = {
  named: "name",
  arnSuffix: loadBalancerSuffix,
  arn: `${ELB}:loadbalancer/{arnSuffix}`,
  id: "{arn}",
  dnsName: loadBalancerName,
  vpcId: ({ inputs, byId }) => vpcOfSubnet(first(inputs["subnets"]), byId),
};

const targetGroup: TypeSymbols = {
  named: "name",
  arnSuffix: "targetgroup/{name}/{hex16}",
  arn: `${ELB}:{arnSuffix}`,
  id: "{arn}",
};

const targetGroupAttachment: TypeSymbols = { id: "{targetGroupArn}-{digits26}" };

const listener: TypeSymbols = {
  arn: (subject) => below(subject, "loadBalancerArn", ":loadbalancer/", ":listener/"),
  id: "{arn}",
};

const listenerRule: TypeSymbols = {
  arn: (subject) => below(subject, "listenerArn", ":listener/", ":listener-rule/"),
  id: "{arn}",
};

const listenerCertificate: TypeSymbols = { id: "{listenerArn}_{certificateArn}" };

/** Load balancers, under both of the names that the provider has for them. */
export const LOAD_BALANCING_SYMBOLS: SymbolTable = regional(
  Object.fromEntries(
    ["lb", "alb"].flatMap((module): [string, TypeSymbols][] => [
      [`aws:${module}/loadBalancer:LoadBalancer`, loadBalancer],
      [`aws:${module}/targetGroup:TargetGroup`, targetGroup],
      [`aws:${module}/targetGroupAttachment:TargetGroupAttachment`, targetGroupAttachment],
      [`aws:${module}/listener:Listener`, listener],
      [`aws:${module}/listenerRule:ListenerRule`, listenerRule],
      [`aws:${module}/listenerCertificate:ListenerCertificate`, listenerCertificate],
    ]),
  ),
);

/** How ARNs abbreviate the types of load balancers. */
const ABBREVIATED: Readonly<Record<string, string>> = {
  application: "app",
  network: "net",
  gateway: "gwy",
};

function typeOf({ inputs }: Subject): string | undefined {
  const given = inputs["loadBalancerType"];
  return ABBREVIATED[
    given === undefined || given === null ? "application" : (knownText(given) ?? "")
  ];
}

function loadBalancerSuffix(subject: Subject, made: Made): string | undefined {
  const [type, name] = [typeOf(subject), knownText(made["name"])];
  if (type === undefined || name === undefined || !isNew(subject)) return undefined;
  return `${type}/${name}/${draw(subject.urn, "arn", "hex", 16)}`;
}

/** The DNS name of one that is not reached from the internet says so. */
function loadBalancerName(subject: Subject, made: Made): string | undefined {
  const { urn, region, dnsSuffix, inputs } = subject;
  const [type, name] = [typeOf(subject), knownText(made["name"])];
  const internal = inputs["internal"] ?? false;
  if (
    region === undefined ||
    name === undefined ||
    typeof internal !== "boolean" ||
    !isNew(subject)
  )
    return undefined;
  const label = `${internal ? "internal-" : ""}${name}`;
  switch (type) {
    case "app":
      return `${label}-${draw(urn, "dnsName", "digits", 10)}.${region}.elb.${dnsSuffix}`;
    case "net":
      return `${name}-${draw(urn, "dnsName", "hex", 16)}.elb.${region}.${dnsSuffix}`;
    default:
      return undefined;
  }
}

/** The ARN of something that belongs to another one holds that one's ARN. */
function below(subject: Subject, owner: string, from: string, to: string): string | undefined {
  const arn = knownText(subject.inputs[owner]);
  if (arn?.includes(from) !== true || !isNew(subject)) return undefined;
  return `${arn.replace(from, to)}/${draw(subject.urn, "arn", "hex", 16)}`;
}

function first(wire: WireValue | undefined): string | undefined {
  return Array.isArray(wire) ? knownText((wire as readonly WireValue[])[0]) : undefined;
}

function vpcOfSubnet(subnet: string | undefined, byId: Subject["byId"]): string | undefined {
  return subnet === undefined ? undefined : knownText(byId(subnet)?.["vpcId"]);
}
