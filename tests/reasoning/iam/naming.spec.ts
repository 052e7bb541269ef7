import assert from "node:assert/strict";
import type { Caller, Statement } from "../../../reasoning/iam";
import { callerFromArn, MalformedDocument, parseDocument } from "../../../reasoning/iam";
import { deniesCaller, namingIn, namingOf } from "../../../reasoning/iam/principal";
import type { Maybe, Truth } from "../../../reasoning/known";
import { isKnown, mapKnown, Unknown } from "../../../reasoning/known";

const ACCOUNT = "111122223333";
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/path/etl`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/etl/x`;
const hidden = new Unknown(["arn"]);
const aws = (...names: unknown[]): object => ({ Principal: { AWS: names } });
const butAws = (...names: string[]): object => ({ NotPrincipal: { AWS: names } });
const USER = `arn:aws:iam::${ACCOUNT}:user/ana`;
const ROLE_SESSION = { session: SESSION, role: ROLE };
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/ana`;
const CANONICAL = { Principal: { CanonicalUser: "a".repeat(64) } };
const google = { kind: "provider", name: "accounts.google.com" } as const;
const federatedBy = (user: Maybe<string>): Caller => {
  return { kind: "federated-user", arn: FEDERATED, account: ACCOUNT, user };
};

function statementOf(Effect: string, element: object): Statement {
  const source = { Statement: { Effect, Action: "*", ...element } };
  const document = parseDocument(source, undefined, "allowed");
  assert.ok(!(document instanceof MalformedDocument));
  const [statement] = document.statements;
  assert.ok(statement);
  return statement;
}

function callerOf(name: string | { readonly session: string; readonly role: string }): Caller {
  const caller =
    typeof name === "string" ? callerFromArn(name) : callerFromArn(name.session, name.role);
  assert.ok(caller !== undefined);
  return caller;
}

/** What is not known, by the reason. */
function told(truth: Truth): boolean | string {
  return isKnown(truth) ? truth : truth.blockedBy.join(" and ");
}

describe("a statement that allows", () => {
  const user = callerOf(USER);
  const session = callerOf(ROLE_SESSION);
  const pathless = callerOf(SESSION);
  const someSession = callerOf(ROLE);
  const root = callerOf(ROOT);
  const linked = callerOf(`arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForX/run`);
  const federated = callerOf(FEDERATED);
  const open: Caller = { kind: "role", arn: hidden, account: ACCOUNT, session: "x" };
  const none = { direct: false, behind: false, account: false };
  const itself = { ...none, direct: true };
  const theOneBehind = { ...none, behind: true };
  const byAccount = { ...none, account: true };
  const path = "the path of the role AWSServiceRoleForX";
  const ofWhom = `the user who asked for the credentials of ${FEDERATED}`;
  const unclear = "which account a canonical user id stands for";

  for (const [title, element, caller, expected] of [
    ["nobody", {}, user, none],
    ["everybody", { Principal: "*" }, user, itself],
    ["everybody but everybody", { NotPrincipal: "*" }, user, none],
    ["the user", aws(USER), user, itself],
    ["another user", aws(`${USER}2`), user, none],
    ["the user's account", aws(ROOT), user, byAccount],
    ["another account", aws("999999999999"), user, none],
    ["a user by id", aws("AIDAX"), user, { ...none, direct: "the user with the id AIDAX" }],
    ["a role by id, not a user", aws("AROAX"), user, none],
    ["the role of a session", aws(ROLE), session, theOneBehind],
    ["the session", aws(SESSION), session, itself],
    [
      "session, role and account",
      aws(SESSION, ROLE, ROOT),
      session,
      {
        direct: true,
        behind: true,
        account: true,
      },
    ],
    ["another session of the role", aws(`${SESSION}2`), session, none],
    ["a session of another role", aws(SESSION.replace("/etl/", "/elt/")), session, none],
    ["the like in another account", aws(SESSION.replace(ACCOUNT, "999999999999")), session, none],
    [
      "a session of a role whose session is open",
      aws(SESSION),
      someSession,
      {
        ...none,
        direct: `the session that ${SESSION} names`,
      },
    ],
    ["a role by id", aws("AROAX"), session, { ...none, behind: "the role with the id AROAX" }],
    ["a user by id, not a role", aws("AIDAX"), session, none],
    ["the role by its path", aws(ROLE), pathless, theOneBehind],
    ["the role without a path", aws(ROLE.replace("path/", "")), session, none],
    ["another role", aws(`${ROLE}2`), pathless, none],
    ["a role whose name ends like it", aws(ROLE.replace("/etl", "/x-etl")), pathless, none],
    ["the like of the role elsewhere", aws(ROLE.replace(ACCOUNT, "999999999999")), pathless, none],
    ["a role where the caller's own is open", aws(ROLE), linked, { ...none, behind: path }],
    ["a session where its role is open", aws(SESSION), linked, none],
    [
      "a session like one whose role is open",
      aws(SESSION),
      open,
      {
        ...none,
        direct: "arn",
      },
    ],
    ["a user, not the role", aws(USER), session, none],
    ["the root user by the account", aws(ACCOUNT), root, itself],
    ["another account's root user", aws("999999999999"), root, none],
    ["a user by id, not the root user", aws("AIDAX"), root, none],
    ["a user, not the root user", aws(USER), root, none],
    ["the federated user", aws(FEDERATED), federated, itself],
    ["the account of a federated user", aws(ROOT), federated, byAccount],
    ["a user who may be behind", aws(USER), federated, { ...none, behind: ofWhom }],
    ["a user by id who may be behind", aws("AIDAX"), federated, { ...none, behind: ofWhom }],
    ["a role, which is not behind", aws(ROLE), federated, none],
    ["a user of elsewhere", aws(USER.replace(ACCOUNT, "999999999999")), federated, none],
    ["the user behind", aws(USER), federatedBy(USER), theOneBehind],
    ["another user than the one behind", aws(`${USER}2`), federatedBy(USER), none],
    [
      "a user by id, perhaps the one behind",
      aws("AIDAX"),
      federatedBy(USER),
      {
        ...none,
        behind: "the user with the id AIDAX",
      },
    ],
    ["an account by its id of S3", CANONICAL, user, { ...none, account: unclear }],
    ["a root user by its id of S3", CANONICAL, root, { ...none, direct: unclear }],
    ["the provider", { Principal: { Federated: "accounts.google.com" } }, google, itself],
    ["another provider", { Principal: { Federated: "www.amazon.com" } }, google, none],
    ["an account, not a provider", aws(ROOT), google, none],
    ["an account, not somebody unsigned", aws(ROOT), callerOf("*"), none],
    ["somebody unsigned by everybody", { Principal: { AWS: "*" } }, callerOf("*"), itself],
    ["whoever is hidden", { Principal: { unknown: "why" } }, user, { ...none, direct: "why" }],
    ["the user beside whoever is hidden", aws(USER, { unknown: "why" }), user, itself],
    ["somebody where the caller is open", aws(USER), hidden, { ...none, direct: "arn" }],
    ["everybody where the caller is open", aws("*"), hidden, itself],
    ["everybody but a service", { NotPrincipal: { Service: "a.b" } }, google, itself],
    ["everybody but the provider", { NotPrincipal: { Federated: google.name } }, google, none],
    [
      "everybody but another user",
      butAws(`${USER}2`),
      user,
      {
        ...none,
        direct: "whether NotPrincipal passes limits by",
        behind: true,
      },
    ],
    ["everybody but the user", butAws(USER), user, none],
    ["everybody but the role", butAws(ROLE), session, none],
    [
      "everybody but another role",
      butAws(`${ROLE}2`),
      session,
      {
        ...none,
        direct: "whether NotPrincipal passes limits by",
        behind: true,
      },
    ],
    [
      "everybody but another federated user",
      butAws(`${FEDERATED}2`),
      federated,
      {
        ...none,
        direct: "whether NotPrincipal passes limits by",
        behind: true,
      },
    ],
    ["everybody but the root user", butAws(ROOT), root, none],
    ["everybody but another root user", butAws("999999999999"), root, itself],
    [
      "everybody but the account",
      butAws(ROOT),
      user,
      {
        ...none,
        direct: "whether NotPrincipal passes limits by",
        behind: "NotPrincipal names the caller's account",
      },
    ],
    [
      "everybody but whoever is hidden",
      { NotPrincipal: { unknown: "why" } },
      google,
      {
        ...none,
        direct: "why",
      },
    ],
  ] as const) {
    it(`to ${title} names ${isKnown(caller) ? caller.kind : "who is open"} as ${JSON.stringify(expected)}`, () => {
      const { direct, behind, account } = namingOf(statementOf("Allow", element), caller);
      const found = { direct: told(direct), behind: told(behind), account: told(account) };
      assert.deepEqual(found, expected);
    });
  }
});

describe("a statement that denies everybody but some", () => {
  const role = callerOf(ROLE_SESSION);
  const user = callerOf(USER);
  const federated = federatedBy(USER);
  const unsure = "NotPrincipal names the caller, but not all it needs";

  for (const [title, element, caller, bounded, expected] of [
    ["a user with the account", butAws(USER, ROOT), user, false, false],
    ["a user without the account", butAws(USER), user, false, unsure],
    ["the account alone", butAws(ROOT), user, false, true],
    ["another user", butAws(`${USER}2`, ROOT), user, false, true],
    ["a user with a boundary", butAws(USER, ROOT), user, true, true],
    ["a user who may have a boundary", butAws(USER, ROOT), user, hidden, "arn"],
    ["session, role and account", butAws(SESSION, ROLE, ROOT), role, false, false],
    ["session and role", butAws(SESSION, ROLE), role, false, unsure],
    ["session and account", butAws(SESSION, ROOT), role, false, unsure],
    ["role and account", butAws(ROLE, ROOT), role, false, unsure],
    ["a session with a boundary", butAws(SESSION, ROLE, ROOT), role, true, true],
    ["federated user, user and account", butAws(FEDERATED, USER, ROOT), federated, false, false],
    ["federated user and user", butAws(FEDERATED, USER), federated, false, unsure],
    ["federated user and account", butAws(FEDERATED, ROOT), federated, false, unsure],
    ["a federated user with a boundary", butAws(FEDERATED, USER, ROOT), federated, true, true],
    ["the root user", butAws(ROOT), callerOf(ROOT), false, false],
    ["the root user, who has no boundary", butAws(ROOT), callerOf(ROOT), true, false],
    ["the provider", { NotPrincipal: { Federated: google.name } }, google, true, false],
    ["nobody unsigned", butAws(ROOT), callerOf("*"), true, true],
    ["whoever is hidden", { NotPrincipal: { unknown: "why" } }, user, false, unsure],
    ["everybody", butAws("*"), user, false, false],
    ["everybody, of whom one has a boundary", butAws("*"), user, true, true],
    ["somebody where the caller is open", butAws(USER), hidden, false, "arn"],
  ] as const) {
    it(`spares ${title}: ${expected === false ? "yes" : expected === true ? "no" : expected}`, () => {
      const statement = statementOf("Deny", element);
      assert.equal(told(deniesCaller(statement, caller, bounded)), expected);
    });
  }
});

describe("a statement that denies some", () => {
  for (const [title, element, caller, expected] of [
    ["everybody", { Principal: "*" }, hidden, true],
    ["whoever is hidden", { Principal: { unknown: "why" } }, callerOf(USER), "why"],
    ["the account", aws(ROOT), callerOf(ROLE_SESSION), true],
    ["the role", aws(ROLE), callerOf(ROLE_SESSION), true],
    ["the session", aws(SESSION), callerOf(ROLE_SESSION), true],
    ["another role", aws(`${ROLE}2`), callerOf(ROLE_SESSION), false],
    ["somebody where the caller is open", aws(USER), hidden, "arn"],
  ] as const) {
    it(`speaks of ${title}: ${String(expected)}`, () => {
      const statement = statementOf("Deny", element);
      assert.equal(told(deniesCaller(statement, caller, false)), expected);
    });
  }
});

describe("a list of names", () => {
  it("names nobody for certain whom nobody knows, and nobody at all if it is empty", () => {
    const direct = mapKnown(namingIn([USER], hidden).direct, String);
    assert.equal(direct, hidden);
    assert.deepEqual(namingIn([], hidden), { direct: false, behind: false, account: false });
  });

  it("names services and ARNs alike", () => {
    const service = { kind: "service", name: "sqs.amazonaws.com" } as const;
    assert.equal(namingIn([USER, service.name], service).direct, true);
    assert.equal(namingIn([USER, service.name], callerOf(USER)).direct, true);
  });
});
