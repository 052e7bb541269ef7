import assert from "node:assert/strict";
import fc from "fast-check";
import { unknownText } from "../../../mwaa/settings/unknown-text";
import {
  decodeProperties,
  decodeValue,
  knownProperties,
  SIGNATURE_KEY,
  SIGNATURES,
  UNKNOWN_SENTINELS,
} from "../../../preflight/readers/decode";
import { Unknown } from "../../../reasoning/known";

const URN = "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b";
const AT = `${URN}#policy`;

function signed(signature: string, parts: Record<string, unknown>): Record<string, unknown> {
  return { [SIGNATURE_KEY]: signature, ...parts };
}

describe("decodeValue", () => {
  it("keeps plain JSON as it is", () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes("«unknown")),
        (value) => {
          assert.deepEqual(decodeValue(value, AT), value);
        },
      ),
    );
  });

  it("knows all seven sentinels, wherever they stand", () => {
    assert.equal(UNKNOWN_SENTINELS.size, 7);
    for (const sentinel of UNKNOWN_SENTINELS) {
      assert.deepEqual(decodeValue(sentinel, AT), new Unknown([AT]));
    }
    const [sentinel] = UNKNOWN_SENTINELS;
    assert.deepEqual(decodeValue({ a: ["x", sentinel] }, AT), {
      a: ["x", new Unknown([`${AT}.a.1`])],
    });
  });

  const values: readonly { title: string; wire: unknown; value: unknown }[] = [
    {
      title: "a secret",
      wire: signed(SIGNATURES.secret, { value: "hunter2" }),
      value: new Unknown([`${AT} (secret)`]),
    },
    {
      title: "an encrypted secret of an export",
      wire: signed(SIGNATURES.secret, { ciphertext: "v1:abc" }),
      value: new Unknown([`${AT} (secret)`]),
    },
    {
      title: "a masked secret of a preview",
      wire: "[secret]",
      value: new Unknown([`${AT} (secret)`]),
    },
    {
      title: "a text that holds a value nobody can read here",
      wire: `arn:aws:iam::1:role/${unknownText("secret mwaa:role")}`,
      value: new Unknown([`${AT} (secret mwaa:role)`]),
    },
    {
      title: "a file asset",
      wire: signed(SIGNATURES.asset, { path: "./dag.py", hash: "ab", text: "" }),
      value: { kind: "asset", path: "./dag.py", hash: "ab" },
    },
    {
      title: "an archive of assets",
      wire: signed(SIGNATURES.archive, {
        assets: { "a.py": signed(SIGNATURES.asset, { text: "import os" }) },
      }),
      value: { kind: "archive", assets: { "a.py": { kind: "asset", text: "import os" } } },
    },
    {
      title: "a resource passed as a value, by its id",
      wire: signed(SIGNATURES.resource, { urn: URN, id: "b-1234567" }),
      value: "b-1234567",
    },
    {
      title: "a resource without an id yet",
      wire: signed(SIGNATURES.resource, { urn: URN, id: "" }),
      value: new Unknown([AT]),
    },
    {
      title: "a component passed as a value, by its URN",
      wire: signed(SIGNATURES.resource, { urn: URN }),
      value: URN,
    },
    {
      title: "an output value",
      wire: signed(SIGNATURES.output, { value: ["a"], dependencies: [URN] }),
      value: ["a"],
    },
    {
      title: "an output value that is not known",
      wire: signed(SIGNATURES.output, { dependencies: [URN] }),
      value: new Unknown([AT]),
    },
    {
      title: "a secret output value",
      wire: signed(SIGNATURES.output, { value: "hunter2", secret: true }),
      value: new Unknown([`${AT} (secret)`]),
    },
    {
      title: "a signature from the future",
      wire: signed("ffffffffffffffffffffffffffffffff", { value: "x" }),
      value: new Unknown([`${AT} (a kind of value that is newer than this tool)`]),
    },
    { title: "what JSON has no word for", wire: undefined, value: null },
  ];
  for (const { title, wire, value } of values) {
    it(`decodes ${title}`, () => {
      assert.deepEqual(decodeValue(wire, AT), value);
    });
  }

  it("never lets a secret out, however deep it is", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant("list"), fc.string())), (path) => {
        const wire = path.reduce<unknown>(
          (inner, step) => (step === "list" ? [inner] : { [`k${step}`]: inner }),
          signed(SIGNATURES.secret, { value: "hunter2" }),
        );
        assert.doesNotMatch(JSON.stringify(decodeValue(wire, AT)), /hunter2/);
      }),
    );
  });

  it("survives hostile keys and depth", () => {
    const decoded = decodeValue(
      JSON.parse('{"__proto__":{"polluted":true},"constructor":"x"}'),
      AT,
    );
    assert.equal(Object.getPrototypeOf(decoded), Object.prototype);
    assert.deepEqual(Object.keys(decoded as object), ["__proto__", "constructor"]);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
    let deep: unknown = "end";
    for (let level = 0; level < 5000; level++) deep = [deep];
    assert.match(JSON.stringify(decodeValue(deep, AT)), /nested too deeply to read/);
  });
});

describe("decodeProperties", () => {
  it("names each unknown by resource and property", () => {
    const [sentinel] = UNKNOWN_SENTINELS;
    assert.deepEqual(decodeProperties({ bucket: "b", arn: sentinel }, URN), {
      bucket: "b",
      arn: new Unknown([`${URN}#arn`]),
    });
  });

  it("takes anything but an object for no properties", () => {
    for (const wire of [undefined, null, "text", 3, ["list"]]) {
      assert.deepEqual(decodeProperties(wire, URN), {});
    }
  });
});

describe("knownProperties", () => {
  it("drops what is unknown as a whole and keeps what is unknown in part", () => {
    const part = { list: [new Unknown([AT])] };
    assert.deepEqual(knownProperties({ a: new Unknown([AT]), b: part, c: null }), {
      b: part,
      c: null,
    });
  });
});
