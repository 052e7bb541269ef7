import type { Placed } from "./elements";
import { isObject, readTexts } from "./elements";
import type { Report } from "./finding";
import { shown, step } from "./finding";

/** Kinds of principals, with the form of their names. */
const TYPES: ReadonlyMap<string, RegExp> = new Map([
  [
    "AWS",
    /^(\*|\d{12}|A[A-Z0-9]{15,127}|arn:[a-z-]+:(iam|sts)::(\d{12}|cloudfront):(root|(user|role|assumed-role|federated-user)\/.+|user\/CloudFront .+))$/,
  ],
  [
    "Service",
    /^(\*|[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|aws\.internal|amazon\.com))$/,
  ],
  [
    "Federated",
    /^(\*|arn:[a-z-]+:iam::\d{12}:(saml|oidc)-provider\/.+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/,
  ],
  ["CanonicalUser", /^(\*|[0-9a-f]{64})$/],
]);

/** Wildcards in part of a name; a whole `*` is everyone. */
const PARTIAL = /[*?]/;

/**
 * Whether the principals of a statement are of a form that AWS takes.
 *
 * @returns whether everyone is among them.
 */
export function lintPrincipals(value: unknown, pointer: string, report: Report): boolean {
  if (value === "*") return true;
  if (!isObject(value)) {
    report(
      "principal-malformed",
      pointer,
      `${shown(value)} names no principal.`,
      'Write "*" or an object such as {"AWS": "arn:aws:iam::<account>:role/<name>"}.',
    );
    return false;
  }
  let everyone = false;
  for (const [type, names] of Object.entries(value)) {
    const place = step(pointer, type);
    const form = TYPES.get(type);
    if (form === undefined) {
      report(
        "principal-malformed",
        place,
        `There is no type of principal ${shown(type)}.`,
        `Write one of ${[...TYPES.keys()].join(", ")}.`,
      );
      continue;
    }
    for (const name of readTexts(names, place, report)) {
      lintName(type, form, name, report);
      if (type === "AWS" && name.text === "*") everyone = true;
    }
  }
  return everyone;
}

function lintName(type: string, form: RegExp, { text, pointer }: Placed, report: Report): void {
  if (text.includes("${")) {
    report(
      "variable-misplaced",
      pointer,
      `${shown(text)} holds a policy variable, which works in Resource and Condition alone.`,
      "Name the principal, or compare aws:PrincipalArn in a condition.",
    );
    return;
  }
  if (text !== "*" && PARTIAL.test(text)) {
    report(
      "principal-wildcard",
      pointer,
      `${shown(text)} holds a wildcard, which in a principal stands for itself.`,
      'Write "*" and narrow it down with ArnLike on aws:PrincipalArn.',
    );
    return;
  }
  if (form.test(text)) return;
  report(
    "principal-malformed",
    pointer,
    `${shown(text)} is no principal of type ${type}.`,
    FIXES.get(type) ?? "Write the principal as AWS does.",
  );
}

const FIXES: ReadonlyMap<string, string> = new Map([
  ["AWS", "Write twelve digits, the ARN of a user, role or session, a unique id, or *."],
  ["Service", "Write the service's principal, such as airflow.amazonaws.com."],
  ["Federated", "Write the ARN of an identity provider, or the provider's domain."],
  ["CanonicalUser", "Write the 64 hexadecimal digits of a canonical user id."],
]);
