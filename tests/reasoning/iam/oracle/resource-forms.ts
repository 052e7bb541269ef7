import type { FormTable } from "./form";
import { form } from "./form";
import { TEAM, THIRD_ACCOUNT } from "./scenes";

/** Writes an ARN with some of its parts replaced; what is no ARN stays. */
function parts(
  arn: string,
  change: (parts: readonly [string, string, string, string, string, string]) => readonly string[],
): string {
  const [a, b, c, d, e, ...rest] = arn.split(":");
  if (b === undefined || c === undefined || d === undefined || e === undefined) return arn;
  return change([a ?? "", b, c, d, e, rest.join(":")]).join(":");
}

/** The ways to write a resource's ARN. */
export const RESOURCE_FORMS: FormTable<string, string> = {
  hits: [
    form("exact", (arn) => arn),
    form("everything", () => "*"),
    form("any Region and account", (arn) =>
      parts(arn, ([a, b, c, , , r]) => [a, b, c, "*", "*", r]),
    ),
    form("prefix", (arn) =>
      parts(arn, ([a, b, c, d, e, r]) => [a, b, c, d, e, `${r.slice(0, 6)}*`]),
    ),
    form("question mark", (arn) =>
      parts(arn, ([a, b, c, d, e, r]) => [a, b, c, d, e, `${r.slice(0, -1)}?`]),
    ),
    form("inner star", (arn) => arn.replace(TEAM, "t*m-?")),
    form("any of the service", (arn) => parts(arn, ([a, b, c]) => [a, b, c, "*", "*", "*"])),
    form("any partition", (arn) => parts(arn, ([a, , c, d, e, r]) => [a, "*", c, d, e, r])),
    form("service with wildcard", (arn) =>
      parts(arn, ([a, b, c, d, e, r]) => [a, b, `${c.slice(0, 1)}*`, d, e, r]),
    ),
    form("short ARN with star", (arn) => parts(arn, ([a, b, c]) => [a, b, c, "*"])),
    form("variable", (arn) => arn.replace(TEAM, "${aws:PrincipalTag/team}")),
    form("variable in other case", (arn) => arn.replace(TEAM, "${AWS:principaltag/Team}")),
    form("variable with default", (arn) =>
      arn.replace(TEAM, `\${aws:PrincipalTag/team, '${TEAM}'}`),
    ),
    form("variable and star", (arn) => arn.replace(TEAM, "${aws:PrincipalTag/team}*")),
  ],
  misses: [
    form("other name", (arn) => arn.replace(TEAM, "team-b")),
    form("name in other case", (arn) => arn.replace(TEAM, "Team-A")),
    form("longer name", (arn) => (arn === "*" ? "arn:aws:s3:::none" : `${arn}x`)),
    form("prefix without star", (arn) => (arn === "*" ? arn : arn.slice(0, -2))),
    form("escaped star", (arn) => arn.replace(TEAM, "${*}")),
    form("escaped question mark", (arn) => arn.replace(TEAM, "team-${?}")),
    form("escaped dollar", (arn) => arn.replace(TEAM, "${$}{aws:PrincipalTag/team}")),
    form("other account", (arn) =>
      parts(arn, ([a, b, c, d, , r]) => [a, b, c, d, THIRD_ACCOUNT, r]),
    ),
    form("other Region", (arn) => parts(arn, ([a, b, c, , e, r]) => [a, b, c, "us-west-2", e, r])),
    form("other service", (arn) => parts(arn, ([a, b, , d, e, r]) => [a, b, "glue", d, e, r])),
    form("other partition", (arn) => parts(arn, ([a, , c, d, e, r]) => [a, "aws-cn", c, d, e, r])),
    form("star over several parts", (arn) => parts(arn, ([a, b, c, , , r]) => [a, b, c, "*", r])),
    form("short ARN without star", (arn) => parts(arn, ([a, b, c]) => [a, b, c])),
    form("variable with other default", (arn) =>
      arn.replace(TEAM, "${aws:PrincipalTag/team, 'team-b'}"),
    ),
    form("variable that nobody sends", (arn) => arn.replace(TEAM, "${aws:PrincipalTag/none}")),
  ],
};
