import assert from "node:assert/strict";
import { FaultList } from "../../../reasoning/iam/fault";
import { readGrants } from "../../../reasoning/iam/read-grants";
import { Unknown } from "../../../reasoning/known";
import { ROLE } from "./simulations";

const grant = { grantee: ROLE, operations: ["Decrypt"] };
const read = { name: "grants/0", grantee: ROLE, operations: ["Decrypt"] };
const unknown = { unknown: "why" };
const hidden = new Unknown(["why"]);
const limited = (constraints: unknown): unknown => ({ ...grant, constraints });

function reading(value: unknown): { readonly grants: unknown; readonly faults: readonly string[] } {
  const list = new FaultList();
  const grants = readGrants(value, "/policies/grants", list);
  const faults = list.asError().faults.map(({ pointer, reason }) => `${pointer} ${reason}`);
  return { grants, faults };
}

const NO_OPERATION =
  "is not an operation of grants: Decrypt, Encrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, " +
  "ReEncryptFrom, ReEncryptTo, Sign, Verify, GetPublicKey, CreateGrant, RetireGrant, DescribeKey, " +
  "GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext, GenerateMac, VerifyMac, DeriveSharedSecret";

describe("the grants of a key that are read from JSON", () => {
  for (const [title, given, expected] of [
    ["have a name of their own", { ...grant, name: "lake" }, { ...read, name: "lake" }],
    ["are called by their place without one", grant, read],
    ["are called by their place where the name is none", { ...grant, name: 7 }, read],
    ["may be unknown one by one", unknown, hidden],
    ["may hide the grantee", { ...grant, grantee: unknown }, { ...read, grantee: hidden }],
    ["may hide the operations", { ...grant, operations: unknown }, { ...read, operations: hidden }],
    [
      "name operations with or without the service",
      { ...grant, operations: ["kms:Decrypt", "Encrypt", "kms:sign"] },
      { ...read, operations: ["Decrypt", "Encrypt", "sign"] },
    ],
    [
      "tell who may retire them",
      { ...grant, retiringPrincipal: `${ROLE}2` },
      { ...read, retiringPrincipal: `${ROLE}2` },
    ],
    ["may have a source", { ...grant, sourceArn: "arn:a" }, { ...read, sourceArn: "arn:a" }],
    [
      "may have it among the constraints",
      limited({ sourceArn: "arn:b" }),
      { ...read, sourceArn: "arn:b" },
    ],
    [
      "have the pairs that the context has to hold",
      limited({ encryptionContextSubset: { a: "1", b: unknown } }),
      {
        ...read,
        encryptionContextSubset: new Map<string, unknown>([
          ["a", "1"],
          ["b", hidden],
        ]),
      },
    ],
    [
      "have the pairs that the context has to consist of",
      limited({ encryptionContextEquals: {} }),
      { ...read, encryptionContextEquals: new Map() },
    ],
    [
      "may hide the pairs",
      limited({ encryptionContextSubset: unknown }),
      { ...read, encryptionContextSubset: hidden },
    ],
  ] as const) {
    it(title, () => {
      assert.deepEqual(reading([given]), { grants: [expected], faults: [] });
    });
  }

  it("may be unknown as a whole", () => {
    assert.deepEqual(reading(unknown), { grants: hidden, faults: [] });
  });

  for (const [title, value, ...faults] of [
    ["stands without a list", grant, "/policies/grants is not a list of grants"],
    ["holds what is no grant", ["lake"], "/policies/grants/0 is not a grant"],
    [
      "has an unknown member",
      [{ ...grant, grantees: [] }],
      "/policies/grants/0/grantees is not one of name, grantee, operations, retiringPrincipal, constraints, sourceArn",
    ],
    [
      "names nobody and nothing",
      [grant, {}],
      "/policies/grants/1/grantee is missing",
      "/policies/grants/1/operations is not a list of operations, such as Decrypt",
    ],
    [
      "names a grantee that is no text",
      [{ ...grant, grantee: [ROLE] }],
      "/policies/grants/0/grantee is not text",
      "/policies/grants/0/grantee is missing",
    ],
    [
      "names a retiring principal that is no text",
      [{ ...grant, retiringPrincipal: 7 }],
      "/policies/grants/0/retiringPrincipal is not text",
    ],
    [
      "names a source that is no text",
      [limited({ sourceArn: 7 })],
      "/policies/grants/0/constraints/sourceArn is not text",
    ],
    [
      "lists no operation",
      [{ ...grant, operations: [] }],
      "/policies/grants/0/operations is not a list of operations, such as Decrypt",
    ],
    [
      "has one operation without a list",
      [{ ...grant, operations: "Decrypt" }],
      "/policies/grants/0/operations is not a list of operations, such as Decrypt",
    ],
    [
      "has an operation that is no text",
      [{ ...grant, operations: ["Decrypt", 7] }],
      "/policies/grants/0/operations is not a list of operations, such as Decrypt",
    ],
    [
      "has an operation that no grant holds",
      [{ ...grant, operations: ["Decrypt", "PutKeyPolicy", "x:kms:Sign", "Dekms:crypt"] }],
      `/policies/grants/0/operations/1 ${NO_OPERATION}`,
      `/policies/grants/0/operations/2 ${NO_OPERATION}`,
      `/policies/grants/0/operations/3 ${NO_OPERATION}`,
    ],
    [
      "has constraints that are no object",
      [limited(["x"])],
      "/policies/grants/0/constraints is not an object",
    ],
    [
      "has a constraint of another name",
      [limited({ encryptionContext: {} })],
      "/policies/grants/0/constraints/encryptionContext is not one of encryptionContextSubset, encryptionContextEquals, sourceArn",
    ],
    [
      "has pairs that are no object",
      [limited({ encryptionContextSubset: "a" })],
      "/policies/grants/0/constraints/encryptionContextSubset is not an object of texts",
    ],
    [
      "has a pair whose value is no text",
      [limited({ encryptionContextEquals: { "a/b": 1 } })],
      "/policies/grants/0/constraints/encryptionContextEquals/a~1b is not text",
    ],
  ] as const) {
    it(`are at fault where one ${title}`, () => {
      assert.deepEqual(reading(value).faults, faults);
    });
  }

  it("leave out what is no grant, so that reading goes on", () => {
    assert.deepEqual(reading(["lake", grant, {}]).grants, [{ ...read, name: "grants/1" }]);
    assert.deepEqual(reading(grant).grants, []);
    const { grants } = reading([{ ...grant, operations: 7 }]);
    assert.deepEqual(grants, [{ ...read, operations: [] }]);
  });
});
