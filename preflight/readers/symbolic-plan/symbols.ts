import { ACM_SYMBOLS } from "./symbols/acm";
import { APPLICATION_SYMBOLS } from "./symbols/application";
import { CLIENT_VPN_SYMBOLS } from "./symbols/client-vpn";
import { CLOUDWATCH_SYMBOLS } from "./symbols/cloudwatch";
import { EC2_SYMBOLS } from "./symbols/ec2";
import { EVENT_BRIDGE_SYMBOLS } from "./symbols/event-bridge";
import { IAM_SYMBOLS } from "./symbols/iam";
import { KMS_SYMBOLS } from "./symbols/kms";
import { LAMBDA_SYMBOLS } from "./symbols/lambda";
import { LOAD_BALANCING_SYMBOLS } from "./symbols/load-balancing";
import { MWAA_SYMBOLS } from "./symbols/mwaa";
import { RAM_SYMBOLS } from "./symbols/ram";
import { ROUTE53_SYMBOLS } from "./symbols/route53";
import { SQS_SYMBOLS } from "./symbols/sqs";
import { STORAGE_SYMBOLS } from "./symbols/storage";
import {
  autoname,
  draw,
  drawUuid,
  fill,
  isNew,
  knownText,
  type Made,
  type Subject,
  type SymbolTable,
  type TypeSymbols,
} from "./symbols/template";
import { VPC_ENDPOINT_SYMBOLS } from "./symbols/vpc-endpoints";
import type { WireProperties } from "./protocol";

/** Every type whose computed values a plan knows, by type token. */
export const SYMBOLS: SymbolTable = {
  ...ACM_SYMBOLS,
  ...APPLICATION_SYMBOLS,
  ...CLIENT_VPN_SYMBOLS,
  ...CLOUDWATCH_SYMBOLS,
  ...EC2_SYMBOLS,
  ...EVENT_BRIDGE_SYMBOLS,
  ...IAM_SYMBOLS,
  ...KMS_SYMBOLS,
  ...LAMBDA_SYMBOLS,
  ...LOAD_BALANCING_SYMBOLS,
  ...MWAA_SYMBOLS,
  ...RAM_SYMBOLS,
  ...ROUTE53_SYMBOLS,
  ...SQS_SYMBOLS,
  ...STORAGE_SYMBOLS,
  ...VPC_ENDPOINT_SYMBOLS,
};

/** The digits that a provider appends to a name prefix: a time and a counter. */
const PREFIX_DIGITS = 26;

/**
 * The answer to a registration: the inputs as they came, and what the provider would add. What is
 * absent is not known. The same URN always gets the same answer, two URNs never the same id.
 */
export function answerFor(
  type: string,
  subject: Subject,
): { id?: string; outputs: WireProperties } {
  const row = Object.hasOwn(SYMBOLS, type) ? SYMBOLS[type] : undefined;
  const { existing } = subject;
  if (row === undefined) {
    return { id: existing?.id ?? drawUuid(subject.urn, "id"), outputs: subject.inputs };
  }
  const made: Made = existing === undefined ? {} : identified(row, existing.id);
  if (row.named !== undefined && made[row.named] === undefined) nameIt(row.named, subject, made);
  for (const [property, template] of templates(row)) {
    if (
      existing !== undefined &&
      (made[property] !== undefined || isForeign(row, property, subject))
    )
      continue;
    const value =
      typeof template === "string"
        ? fill(template, property, subject, made)
        : template(subject, made);
    if (value !== undefined) made[property] = value;
  }
  const { id, ...outputs } = made;
  // A provider never overrides what it was asked for, except by an id that is also an input.
  const answer = { outputs: { ...outputs, ...withoutNulls(subject.inputs) } };
  const text = knownText(id);
  return text === undefined ? answer : { id: text, ...answer };
}

/** What the id of an existing resource tells: itself, and the property that it is made of. */
function identified({ id: template, arn }: TypeSymbols, id: string): Made {
  const [, property] = typeof template === "string" ? (/^\{(\w+)\}$/.exec(template) ?? []) : [];
  const named = property ?? (id.startsWith("arn:") && arn !== undefined ? "arn" : undefined);
  return named === undefined ? { id } : { id, [named]: id };
}

/** Whether a property names the owner, of a kind of resource that others may be allowed to read. */
function isForeign(row: TypeSymbols, property: string, { existing }: Subject): boolean {
  if (existing?.change !== "read") return false;
  return row["ownerId"] !== undefined && (property === "ownerId" || property === "arn");
}

function* templates(
  row: TypeSymbols,
): Generator<readonly [string, NonNullable<TypeSymbols["id"]>]> {
  for (const [property, template] of Object.entries(row)) {
    if (property !== "named" && template !== undefined) yield [property, template];
  }
}

function nameIt(property: string, subject: Subject, made: Made): void {
  const given = subject.inputs[property];
  if (given !== undefined && given !== null) {
    const text = knownText(given);
    if (text !== undefined) made[property] = text;
    return;
  }
  const prefix = subject.inputs[`${property}Prefix`];
  if (!isNew(subject)) return;
  if (prefix === undefined || prefix === null) {
    // A bucket's name is lower case, and so is the one that Pulumi gives it.
    const name = autoname(subject, property);
    made[property] = property === "bucket" ? name.toLowerCase() : name;
    return;
  }
  const text = knownText(prefix);
  if (text === undefined) return;
  made[property] = `${text}${draw(subject.urn, property, "digits", PREFIX_DIGITS)}`;
}

function withoutNulls(inputs: WireProperties): WireProperties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
}
