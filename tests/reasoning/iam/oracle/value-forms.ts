import type { ContextKey, KeyType } from "./context-keys";
import type { Form } from "./form";
import { form } from "./form";

/** A value as a policy may write it. */
export type WrittenValue = string | number | boolean;

/** A condition key and a value of it: the one that the request carries, if it carries any. */
export interface KeyAndValue {
  readonly key: ContextKey;
  readonly value: string;
}

type ValueForm = Form<KeyAndValue, WrittenValue>;

const other = ({ key, value }: KeyAndValue) => key.values.find((each) => each !== value) ?? "none";

function changeCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}

/** Twice as often as what is special: the value, and another one. */
const PLAIN: readonly ValueForm[] = [
  form("the value", ({ value }) => value),
  form("the value", ({ value }) => value),
  form("another value", other),
];

const TEXT: readonly ValueForm[] = [
  ...PLAIN,
  form("value in other case", ({ value }) => changeCase(value)),
  form("value and star", ({ value }) => `${value.slice(0, 3)}*`),
  form("value and star in other case", ({ value }) => `${changeCase(value.slice(0, 3))}*`),
  form("value with question mark", ({ value }) => `${value.slice(0, -1)}?`),
  form("star", () => "*"),
  form("escaped wildcard", ({ value }) => `${value.slice(0, -1)}\${*}`),
  form("every special character escaped", ({ value }) =>
    value.replace(/[*?$]/g, (character) => `\${${character}}`),
  ),
  form("variable of the key itself", ({ key }) => `\${${key.name}}`),
  form("variable of another key", () => "${aws:PrincipalTag/team}"),
  form("variable with default", ({ value }) => `\${aws:PrincipalTag/none, '${value}'}`),
  form("variable that nobody sends", () => "${aws:PrincipalTag/none}"),
  form("variable and star", () => "${aws:PrincipalTag/team}*"),
];

function shifted(value: string, milliseconds: number): string {
  const instant = Date.parse(
    /^\d+$/.test(value) ? new Date(Number(value) * 1000).toISOString() : value,
  );
  return new Date(instant + milliseconds).toISOString().replace(".000", "");
}

function inZone(value: string): string {
  return `${shifted(value, 3_600_000).replace("Z", "")}+01:00`;
}

/** The ways to write a value to compare with, by the type of the key. */
export const VALUE_FORMS: Readonly<Record<KeyType, readonly ValueForm[]>> = {
  String: TEXT,
  Numeric: [
    ...PLAIN,
    form("number", ({ value }) => Number(value)),
    form("decimals", ({ value }) => `${value}.0`.replace(".5.0", ".50")),
    form("a little more", ({ value }) => String(Number(value) + 1)),
    form("a little less", ({ value }) => String(Number(value) - 1)),
    form("no number", () => "many"),
  ],
  Date: [
    ...PLAIN,
    form("a second later", ({ value }) => shifted(value, 1000)),
    form("a second earlier", ({ value }) => shifted(value, -1000)),
    form("the instant in another zone", ({ value }) => inZone(value)),
    form("date alone", ({ value }) => shifted(value, 0).slice(0, 10)),
    form("epoch seconds", ({ value }) => String(Date.parse(shifted(value, 0)) / 1000)),
    form("no date", () => "tomorrow"),
  ],
  Bool: [
    ...PLAIN,
    form("boolean", ({ value }) => value === "true"),
    form("in other case", ({ value }) => value.toUpperCase()),
    form("neither true nor false", () => "yes"),
  ],
  IPAddress: [
    ...PLAIN,
    form("range of the address", ({ value }) =>
      value.includes(":") ? "2001:db8::/32" : `${value}/24`,
    ),
    form("wide range", ({ value }) => (value.includes(":") ? "2001::/16" : `${value}/8`)),
    form("range of one", ({ value }) => (value.includes(":") ? `${value}/128` : `${value}/32`)),
    form("every address", () => "0.0.0.0/0"),
    form("every IPv6 address", () => "::/0"),
    form("another range", () => "192.0.2.0/24"),
    form("no range", () => "203.0.113"),
  ],
  ARN: [
    ...PLAIN,
    form("stars in Region and account", ({ value }) =>
      value.replace(/^(arn:[^:]+:[^:]+):[^:]*:[^:]*:/, "$1:*:*:"),
    ),
    form("prefix of the resource", ({ value }) => `${value.slice(0, -2)}*`),
    form("question mark", ({ value }) => `${value.slice(0, -1)}?`),
    form("star over several parts", ({ value }) =>
      value.replace(/^(arn:[^:]+:).*?([^:]+)$/, "$1*:$2"),
    ),
    form("in other case", ({ value }) => value.replace(/[^:]+$/, changeCase)),
    form("variable of the key itself", ({ key }) => `\${${key.name}}`),
    form("no ARN", () => "environment/team-a"),
  ],
  Binary: [...PLAIN, form("value in other case", ({ value }) => changeCase(value))],
};
