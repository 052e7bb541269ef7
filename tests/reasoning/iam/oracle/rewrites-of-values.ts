import type { Case, DocumentJson, StatementJson } from "./case";
import { changeValues, rewriteStatements } from "./rewrite";
import type { Rewrite } from "./rewrites-of-callers";

const CURRENT = "2012-10-17";

function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  return Array.isArray(value) ? value.map((each) => inTexts(each, change)) : value;
}

function inResources(statement: StatementJson, change: (text: string) => string): StatementJson {
  return Object.fromEntries(
    Object.entries(statement).map(([element, value]) => [
      element,
      /^(Not)?Resource$/.test(element) ? inTexts(value, change) : value,
    ]),
  );
}

/** Writes variables of a document without them as the plain text that they are. */
export const olderVersionHasNoVariables: Rewrite = (given) =>
  rewriteStatements(given, (statement, { Version: version }) => {
    if (version === CURRENT) return statement;
    const plain = (text: string) => text.replaceAll("${", "${$}{");
    return changeValues(inResources(statement, plain), (value) => inTexts(value, plain));
  });

const VARIABLE = /\$\{([^},?*$]+?)(?:,\s*'([^']*)')?\}/g;

/** Fills in variables where the oracle stumbles over the marks in their names: in ARNs. */
export const variablesInArns: Rewrite = (given) => {
  const sent = new Map(
    Object.entries({ ...given.context, ...given.derived }).map(([key, value]) => [
      key.toLowerCase(),
      value,
    ]),
  );
  const fillIn = (text: string) =>
    text.replace(VARIABLE, (whole, key: string, fallback: string | undefined) => {
      const value = sent.get(key.toLowerCase()) ?? fallback;
      if (typeof value !== "string") return whole;
      return value.replace(/[*?$]/g, (character) => `\${${character}}`);
    });
  return rewriteStatements(given, (statement, { Version: version }) => {
    if (version !== CURRENT) return statement;
    return changeValues(inResources(statement, fillIn), (value, operator) =>
      /^(.*:)?Arn/.test(operator) ? inTexts(value, fillIn) : value,
    );
  });
};

/** Writes special characters as themselves where nothing is a wildcard. */
export const escapesInEquals: Rewrite = (given) =>
  rewriteStatements(given, (statement, { Version: version }) =>
    changeValues(statement, (value, operator) =>
      version === CURRENT && /^(.*:)?String(Not)?Equals/.test(operator)
        ? inTexts(value, (text) => text.replace(/\$\{([*?$])\}/g, "$1"))
        : value,
    ),
  );

/** Fills in variables whose value is an empty text. */
export const emptyTextIsAValue: Rewrite = (given) =>
  rewriteStatements(given, (statement, { Version: version }) =>
    changeValues(statement, (value, operator) =>
      version === CURRENT && /^(.*:)?String/.test(operator)
        ? inTexts(value, (text) =>
            text.replace(VARIABLE, (whole, key: string, fallback: string | undefined) =>
              (given.context[key] ?? fallback) === "" ? "" : whole,
            ),
          )
        : value,
    ),
  );

/** Writes dates as the request writes those of the key: `aws:EpochTime` in seconds, others in ISO 8601. */
export const datesAlike: Rewrite = (given) =>
  rewriteStatements(given, (statement) =>
    changeValues(statement, (value, operator, key) =>
      /^(.*:)?Date/.test(operator) ? dateFor(key, String(value)) : value,
    ),
  );

function dateFor(key: string, value: string): string {
  const seconds = /^\d+$/.test(value) ? Number(value) : Date.parse(value) / 1000;
  if (Number.isNaN(seconds)) return value;
  return key === "aws:EpochTime" ? String(seconds) : new Date(seconds * 1000).toISOString();
}

const HALVES: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["0.0.0.0/0", ["0.0.0.0/1", "128.0.0.0/1"]],
  ["::/0", ["::/1", "8000::/1"]],
]);

/** Writes the prefix of a single address. */
export const oneAddressIsARange: Rewrite = (given) =>
  rewriteStatements(given, (statement) =>
    changeValues(statement, (value, operator) =>
      operator.includes("IpAddress") && /^[0-9.]{7,}$|^[0-9a-f]*:[0-9a-f:]+$/.test(String(value))
        ? `${String(value)}/${String(value).includes(":") ? 128 : 32}`
        : value,
    ),
  );

/** Writes all addresses as two halves. */
export const allAddressesAreARange: Rewrite = (given) =>
  rewriteStatements(given, (statement) =>
    changeValues(statement, (value, operator) =>
      operator.includes("IpAddress") ? (HALVES.get(value) ?? value) : value,
    ),
  );

/** Leaves out keys whose list of values is empty. */
export function emptyListIsNoKey(given: Case): Case | undefined {
  const kept = Object.entries(given.context).filter(([, value]) => value.length > 0);
  if (kept.length === Object.keys(given.context).length) return undefined;
  return { ...given, context: Object.fromEntries(kept) };
}

/** Fills up an ARN that ends early in a star. */
export const starFillsUp: Rewrite = (given) =>
  rewriteStatements(given, (statement: StatementJson, _document: DocumentJson, kind) =>
    kind === "resourceControl"
      ? inResources(statement, (text) =>
          /^arn:.*\*$/.test(text)
            ? `${text}${":*".repeat(Math.max(0, 6 - text.split(":").length))}`
            : text,
        )
      : statement,
  );
