import assert from "node:assert/strict";
import { FaultList } from "../../../reasoning/iam/fault";
import { readCaller } from "../../../reasoning/iam/read-caller";
import { Unknown } from "../../../reasoning/known";
import { OTHER, OWN, ROLE, SESSION, USER } from "./simulations";

const FEDERATED = `arn:aws:sts::${OWN}:federated-user/ana`;

describe("the principal of a request", () => {
  for (const [title, value, caller] of [
    ["may be an ARN", USER, { kind: "user", arn: USER, account: OWN }],
    ["may be everybody", "*", { kind: "anonymous" }],
    [
      "may be a service",
      { service: "sqs.amazonaws.com" },
      { kind: "service", name: "sqs.amazonaws.com" },
    ],
    [
      "may be a provider of identities",
      { provider: "accounts.google.com" },
      { kind: "provider", name: "accounts.google.com" },
    ],
    [
      "may be a session of a role with a path",
      { session: SESSION, role: ROLE },
      { kind: "role", arn: ROLE, account: OWN, session: "run" },
    ],
    [
      "may be a session alone, whose role then has no path",
      { session: SESSION },
      {
        kind: "role",
        arn: `arn:aws:iam::${OWN}:role/etl`,
        account: OWN,
        session: "run",
        pathless: true,
      },
    ],
    [
      "may be a federated user with the user behind",
      { session: FEDERATED, user: USER },
      { kind: "federated-user", arn: FEDERATED, account: OWN, user: USER },
    ],
    ["may be unknown", { unknown: "nobody told" }, new Unknown(["nobody told"])],
  ] as const) {
    it(title, () => {
      const faults = new FaultList();
      assert.deepEqual(readCaller(value, "/request/principal", faults), caller);
      assert.equal(faults.some(), false);
    });
  }

  const NOBODY =
    "names nobody: give the ARN of a user, role, session, federated user, account root or identity " +
    'provider, { "service": "<host name>" }, { "provider": "<host name>" }, ' +
    '{ "session": "<ARN>", "role" | "user": "<ARN>" }, { "unknown": "<why>" }, or "*"';

  for (const [title, value] of [
    ["nothing", undefined],
    ["null", null],
    ["a list", [USER]],
    ["an empty object", {}],
    ["a name", "ana"],
    ["a service without a dot", { service: "sqs" }],
    ["a service within a sentence", { service: "the sqs.amazonaws.com" }],
    ["a service with a path", { service: "sqs.amazonaws.com/queue" }],
    ["a service in a list", { service: ["sqs.amazonaws.com"] }],
    ["a service beside a role", { service: "sqs.amazonaws.com", role: ROLE }],
    ["a service beside a provider", { service: "sqs.amazonaws.com", provider: "a.example" }],
    ["a provider without a dot", { provider: "google" }],
    ["a provider beside a role", { provider: "accounts.google.com", role: ROLE }],
    ["a role without a session", { role: ROLE }],
    ["a session that is none", { session: "run" }],
    ["a session that is none with its role", { session: "run", role: ROLE }],
    ["a session that is none with its user", { session: "run", user: USER }],
    ["a session with its role and a user", { session: SESSION, role: ROLE, user: USER }],
    ["a session with a role that is none", { session: SESSION, role: "etl" }],
    ["a session with a user for its role", { session: SESSION, role: USER }],
    [
      "a session with a role of another account",
      { session: SESSION, role: `arn:aws:iam::${OTHER}:role/etl` },
    ],
    ["a session of a role with a user", { session: SESSION, user: USER }],
    ["a federated user with a role", { session: FEDERATED, role: ROLE }],
    [
      "a federated user with a user of another account",
      { session: FEDERATED, user: `arn:aws:iam::${OTHER}:user/ana` },
    ],
    ["a federated user with a user who is none", { session: FEDERATED, user: "ana" }],
    ["a federated user with a role for the user", { session: FEDERATED, user: ROLE }],
    ["a federated user with too much", { session: FEDERATED, user: USER, more: "" }],
    ["a member that every object has", { constructor: USER }],
  ] as const) {
    it(`is nobody if it is ${title}`, () => {
      const faults = new FaultList();
      assert.equal(readCaller(value, "/request/principal", faults), undefined);
      assert.deepEqual(faults.asError().faults, [
        { pointer: "/request/principal", reason: NOBODY },
      ]);
    });
  }

  for (const [title, role] of [
    ["another role", `arn:aws:iam::${OWN}:role/admin`],
    ["a role whose path ends in its name", `arn:aws:iam::${OWN}:role/etl/admin`],
    ["a role whose name ends in its name", `arn:aws:iam::${OWN}:role/not-etl`],
  ] as const) {
    it(`is at fault as a session with ${title}`, () => {
      const faults = new FaultList();
      readCaller({ session: SESSION, role }, "/request/principal", faults);
      assert.deepEqual(faults.asError().faults, [
        {
          pointer: "/request/principal/role",
          reason: "has another name than the role in the session's ARN",
        },
      ]);
    });
  }
});
