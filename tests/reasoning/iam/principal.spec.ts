import assert from "node:assert/strict";
import type { Principal } from "../../../reasoning/iam";
import { accountOf, MalformedDocument, parseDocument, speaksOf } from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";

const ROLE = "arn:aws:iam::111122223333:role/path/etl";
const hidden = new Unknown(["arn"]);
const role: Principal = { kind: "role", arn: ROLE, account: "111122223333" };
const newRole: Principal = { kind: "role", arn: hidden, account: "111122223333" };
const service: Principal = { kind: "service", name: "airflow.amazonaws.com" };
const account: Principal = { kind: "account", account: "111122223333" };

function spoken(effect: string, element: object, who: Principal): boolean | "unknown" {
  const document = parseDocument({ Statement: { Effect: effect, Action: "*", ...element } });
  assert.ok(!(document instanceof MalformedDocument));
  const [statement] = document.statements;
  assert.ok(statement);
  const truth = speaksOf(statement, who);
  return isKnown(truth) ? truth : "unknown";
}

const aws = (...names: string[]): object => ({ Principal: { AWS: names } });
const butAws = (...names: string[]): object => ({ NotPrincipal: { AWS: names } });
const ROOT = "arn:aws:iam::111122223333:root";
const OTHER = "arn:aws:iam::111122223333:role/other";
const SESSION = "arn:aws:sts::111122223333:assumed-role/etl/x";

describe("a statement's principals", () => {
  for (const [effect, element, who, expected] of [
    ["Allow", { Principal: "*" }, role, true],
    ["Allow", aws("*"), role, true],
    ["Allow", aws(ROLE), role, true],
    ["Allow", aws(OTHER), role, false],
    ["Allow", aws(ROOT), role, false],
    ["Deny", aws(ROOT), role, true],
    ["Deny", aws("111122223333"), role, true],
    ["Deny", aws("999999999999"), role, false],
    ["Deny", aws(SESSION), role, "unknown"],
    ["Deny", aws("arn:aws:sts::111122223333:assumed-role/other/x"), role, false],
    ["Deny", aws("AROAEXAMPLE"), role, "unknown"],
    ["Deny", aws(OTHER), newRole, "unknown"],
    ["Deny", aws("arn:aws:iam::999999999999:role/other"), newRole, false],
    ["Deny", butAws(OTHER), role, true],
    ["Deny", butAws(ROOT), role, true],
    ["Deny", butAws(ROLE, ROOT), role, "unknown"],
    ["Deny", butAws("*"), role, false],
    ["Deny", { Principal: { Service: "airflow.amazonaws.com" } }, role, false],
    ["Allow", { Principal: { Service: "airflow.amazonaws.com" } }, service, true],
    ["Allow", { Principal: { Service: "ec2.amazonaws.com" } }, service, false],
    ["Deny", { NotPrincipal: { Service: "ec2.amazonaws.com" } }, service, true],
    ["Deny", { NotPrincipal: { Service: "airflow.amazonaws.com" } }, service, false],
    ["Deny", butAws(ROOT), service, true],
    ["Allow", aws(ROOT), account, true],
    ["Allow", aws(ROLE), account, false],
    ["Deny", { Principal: { Federated: "accounts.google.com" } }, role, "unknown"],
    ["Allow", { Principal: { Federated: "accounts.google.com" } }, role, "unknown"],
    ["Deny", { Principal: { Federated: "accounts.google.com" } }, service, false],
    ["Allow", {}, role, false],
    ["Deny", {}, role, false],
    ["Deny", butAws("*"), account, false],
  ] as const) {
    it(`${effect} ${JSON.stringify(element)} speaks of the ${who.kind}: ${String(expected)}`, () => {
      assert.equal(spoken(effect, element, who), expected);
    });
  }

  it("stand for an account by its number or its root", () => {
    assert.equal(accountOf("111122223333"), "111122223333");
    assert.equal(accountOf(ROOT), "111122223333");
    assert.equal(accountOf(ROLE), undefined);
  });
});
