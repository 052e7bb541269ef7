import assert from "node:assert/strict";
import type { PrincipalName } from "../../../reasoning/iam/principal-name";
import { principalName } from "../../../reasoning/iam/principal-name";

const of = "111122223333";

describe("a name in a list of AWS principals", () => {
  for (const [text, name] of [
    [of, { kind: "account", of }],
    [`arn:aws:iam::${of}:root`, { kind: "account", of }],
    [`arn:aws-cn:iam::${of}:root`, { kind: "account", of }],
    [`${of}4`, { kind: "other" }],
    [`arn:aws:iam::${of}:root/x`, { kind: "other" }],
    [`arn:aws:iam::${of}:role/etl`, { kind: "role", of, name: "etl" }],
    [`arn:aws-cn:iam::${of}:role/a/b/etl`, { kind: "role", of, name: "etl" }],
    [`arn:aws:iam::${of}:role/etl/`, { kind: "other" }],
    [`x:arn:aws:iam::${of}:role/etl`, { kind: "other" }],
    [`arn:aws:sts::${of}:assumed-role/etl/run`, { kind: "session", of, role: "etl", name: "run" }],
    [
      `arn:aws-cn:sts::${of}:assumed-role/etl/ana@example.com`,
      { kind: "session", of, role: "etl", name: "ana@example.com" },
    ],
    [`arn:aws:sts::${of}:assumed-role/etl`, { kind: "other" }],
    [`x:arn:aws:sts::${of}:assumed-role/etl/run`, { kind: "other" }],
    ["AROAEXAMPLEID", { kind: "id", entity: "role" }],
    ["AIDAEXAMPLEID", { kind: "id", entity: "user" }],
    ["EXAMPLEAROA", { kind: "other" }],
    ["EXAMPLEAIDA", { kind: "other" }],
    [`arn:aws:iam::${of}:user/ana`, { kind: "other" }],
    ["", { kind: "other" }],
  ] as const satisfies readonly (readonly [string, PrincipalName])[]) {
    it(`reads ${text || "nothing"} as ${JSON.stringify(name)}`, () => {
      assert.deepEqual(principalName(text), name);
    });
  }
});
