import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { answerInquiry, readInquiry, readNetwork } from "../../../reasoning/reachability";
import { officeNetwork, TO_INTERNET, TO_SERVER } from "./networks";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("reading an inquiry", () => {
  it("reads a network and questions, and answers in plain JSON", () => {
    const json = plain({
      network: officeNetwork(),
      questions: [{ id: "server", ...TO_SERVER }, TO_INTERNET],
    });
    const reading = readInquiry(json);
    assert.ok(reading.kind === "inquiry");
    const answers = answerInquiry(reading.inquiry);
    assert.deepEqual(
      answers.map(({ id, outcome }) => [id, outcome]),
      [
        ["server", "reachable"],
        ["1", "reachable"],
      ],
    );
    assert.deepEqual(plain(answers), answers);
  });

  it("answers the example of the README as it says: what is not known does not matter", () => {
    const path = join(__dirname, "../../../reasoning/reachability/README.md");
    const [, json = ""] = /```json\n([^]*?)```/.exec(readFileSync(path, "utf8")) ?? [];
    const reading = readInquiry(JSON.parse(json));
    assert.ok(reading.kind === "inquiry");
    const [answer] = answerInquiry(reading.inquiry);
    assert.equal(answer?.outcome, "unreachable");
    assert.equal(answer.blockers[0]?.code, "NO_ROUTE_TO_DESTINATION");
    assert.equal(answer.blockers[0].pointer, "/routeTables/0");
  });

  const faults: readonly [string, unknown, string, RegExp][] = [
    [
      "a misspelt property",
      { vpcs: [{ id: "v", cidrBlock: [], cidrBlocks: [] }] },
      "/vpcs/0/cidrBlock",
      /not known/,
    ],
    ["a missing property", { vpcs: [{ id: "v" }] }, "/vpcs/0/cidrBlocks", /missing/],
    [
      "a bad block",
      { vpcs: [{ id: "v", cidrBlocks: ["10.0.0.0/33"] }] },
      "/vpcs/0/cidrBlocks/0",
      /CIDR/,
    ],
    [
      "two of one id",
      { vpnGateways: [{ id: "g" }, { id: "g" }] },
      "/vpnGateways/1",
      /one of each id/,
    ],
    ["a list that is none", { vpcs: {} }, "/vpcs", /a list is wanted/],
    ["an unknown without a reason", { vpcs: { unknown: "" } }, "/vpcs/unknown/0", /text of 1/],
    ["__proto__", JSON.parse('{"__proto__": {"vpcs": []}}'), "/__proto__", /not known/],
    [
      "a text without end",
      { vpnGateways: [{ id: "x".repeat(10_000_000) }] },
      "/vpnGateways/0/id",
      /1024/,
    ],
  ];
  for (const [title, json, pointer, message] of faults) {
    it(`names the place of ${title}`, () => {
      const reading = readNetwork(json);
      assert.ok(reading.kind === "faults");
      const [first] = reading.faults;
      assert.ok(first !== undefined);
      assert.equal(first.pointer, pointer);
      assert.match(first.message, message);
      assert.ok(first.message.length < 700);
    });
  }

  it("refuses a family that the destination's address is not of", () => {
    const json = { network: {}, questions: [{ ...TO_INTERNET, family: "ipv6" }] };
    const reading = readInquiry(plain(json));
    assert.ok(reading.kind === "faults");
    assert.equal(reading.faults[0]?.pointer, "/questions/0/family");
  });

  it("never throws, whatever the JSON is", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        const reading = readInquiry(json);
        if (reading.kind === "inquiry") answerInquiry(reading.inquiry);
        else assert.ok(reading.faults.length > 0);
      }),
      { numRuns: 300 },
    );
  });

  it("answers or refuses, whatever stands in the place of one value of an inquiry", () => {
    const whole = plain({ network: officeNetwork(), questions: [TO_SERVER, TO_INTERNET] });
    const paths: (readonly (string | number)[])[] = [];
    const collect = (value: unknown, path: readonly (string | number)[]): void => {
      paths.push(path);
      if (typeof value !== "object" || value === null) return;
      for (const [name, each] of Object.entries(value)) collect(each, [...path, name]);
    };
    collect(whole, []);
    const put = (
      value: unknown,
      [name, ...rest]: readonly (string | number)[],
      by: unknown,
    ): unknown => {
      if (name === undefined) return by;
      if (Array.isArray(value)) {
        return value.map((each: unknown, at) => (String(at) === name ? put(each, rest, by) : each));
      }
      const object = value as Readonly<Record<string, unknown>>;
      return { ...object, [name]: put(object[name], rest, by) };
    };
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(
        { unknown: "why" },
        [],
        "",
        "0.0.0.0/0",
        "::/0",
        -1,
        65536,
        "pl-x",
        "vpc-1",
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, by) => {
        const reading = readInquiry(put(whole, path, by));
        if (reading.kind === "faults") assert.ok(reading.faults.length > 0);
        else assert.equal(answerInquiry(reading.inquiry).length, reading.inquiry.questions.length);
      }),
      { numRuns: 500 },
    );
  });
});
