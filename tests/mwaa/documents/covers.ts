import { listOf } from "../../../mwaa/documents/statement";
import type { PolicyDocument, Statement } from "../../../mwaa/documents/statement";
import type { CallContext } from "../../../mwaa/service/calls";

/** What somebody asks of AWS. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: CallContext;
  /** `AWS` or `Service`, with the name; absent for the policy of an identity. */
  readonly principal?: readonly [kind: "AWS" | "Service", name: string];
}

/** A pattern of IAM as a regular expression; written here so that no production code judges itself. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const source = escaped.replace(/\*/g, "[^]*").replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`).test(text);
}

function holds(statement: Statement, context: CallContext): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const value = context[key];
      if (value === undefined) return false;
      if (operator === "StringEquals" || operator === "Bool") return listOf(values).includes(value);
      if (operator === "StringLike" || operator === "ArnLike" || operator === "ArnEquals") {
        return listOf(values).some((pattern) => matches(pattern, value));
      }
      throw new Error(`the matcher does not know ${operator}`);
    }),
  );
}

function isFor(statement: Statement, request: Request): boolean {
  if (request.principal === undefined) return statement.Principal === undefined;
  const [kind, name] = request.principal;
  if (statement.Principal === undefined) return false;
  return statement.Principal === "*" || listOf(statement.Principal[kind]).includes(name);
}

function speaksOf(statement: Statement, { action, resource }: Request): boolean {
  const byAction = listOf(statement.Action).some((pattern) =>
    matches(pattern.toLowerCase(), action.toLowerCase()),
  );
  const byResource =
    statement.NotResource === undefined
      ? statement.Resource === undefined ||
        listOf(statement.Resource).some((pattern) => matches(pattern, resource))
      : !listOf(statement.NotResource).some((pattern) => matches(pattern, resource));
  return byAction && byResource;
}

/** Whether a document allows a request; `*` in the request's ARN stands for itself. */
export function allows(document: PolicyDocument, request: Request): boolean {
  const applying = document.Statement.filter(
    (each) => isFor(each, request) && speaksOf(each, request) && holds(each, request.context),
  );
  return (
    applying.some((each) => each.Effect === "Allow") &&
    applying.every((each) => each.Effect === "Allow")
  );
}
