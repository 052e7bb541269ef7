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

  const asking = (change: object) =>
    readInquiry(plain({ network: {}, questions: [{ ...TO_SERVER, ...change }] }));
  const V6 = "2001:db8::/32";
  const refused: readonly (readonly [object, string, string])[] = [
    [
      { to: { kind: "address", address: "8.8.8.8" }, family: "ipv6" },
      "/family",
      'is ipv6; "8.8.8.8" is of ipv4',
    ],
    [{ to: { kind: "cidr", cidr: V6 }, family: "ipv4" }, "/family", `is ipv4; "${V6}" is of ipv6`],
    [{ family: "ipx" }, "/family", 'is "ipx"; one of ipv4, ipv6 is wanted'],
    [{ quantifier: "some" }, "/quantifier", 'is "some"; one of any, all is wanted'],
    [{ from: "eni-1" }, "/from", 'is "eni-1"; an object is wanted'],
    [{ from: null }, "/from", "is null; an object is wanted"],
    [
      { from: { kind: "moon" } },
      "/from/kind",
      'is "moon"; one of interface, subnet, internet, vpnGateway, transitGatewayAttachment is wanted',
    ],
    [
      { to: { interfaceId: "eni-1" } },
      "/to/kind",
      "is undefined; one of address, cidr, interface, subnet, service, name, internet is wanted",
    ],
    [{ ports: [] }, "/ports", "is empty; a range is wanted"],
    [{ sourcePorts: [] }, "/sourcePorts", "is empty; a range is wanted"],
    [{ ports: [{ first: 2, last: 1 }] }, "/ports/0", "is empty: first 2 is above last 1"],
  ];
  for (const [change, pointer, message] of refused) {
    it(`says once of a question that ${pointer} ${message}`, () => {
      const faults = [{ pointer: `/questions/0${pointer}`, message }];
      assert.deepEqual(asking(change), { kind: "faults", faults });
    });
  }

  it("takes every kind of origin and destination, of either family", () => {
    const imagined = {
      subnetId: "subnet-1",
      securityGroupIds: ["sg-1"],
      addresses: ["10.0.0.0/8"],
    };
    for (const change of [
      { from: { kind: "subnet", ...imagined, isPublic: true } },
      { to: { kind: "address", address: "2001:db8::1" }, family: "ipv6" },
      { to: { kind: "address", address: "8.8.8.8" }, family: "ipv4" },
      { to: { kind: "cidr", cidr: V6 }, family: "ipv6" },
      { to: { kind: "cidr", cidr: V6 } },
      { to: { kind: "interface", interfaceId: "eni-1" }, family: "ipv6" },
      { to: { kind: "subnet", ...imagined }, family: "ipv6" },
      { to: { kind: "service", serviceName: "s3" }, family: "ipv6" },
      { to: { kind: "name", name: "example.com" }, protocol: 50, quantifier: "any" },
      { to: { kind: "internet" }, sourcePorts: [{ first: 1, last: 1 }], family: "ipv6" },
    ]) {
      const reading = asking(change);
      assert.ok(reading.kind === "inquiry", JSON.stringify(reading));
      assert.deepEqual(reading.inquiry.questions, [{ ...TO_SERVER, ...change }]);
    }
  });

  it("does not stumble over a question behind more faults than are told", () => {
    const vpnGateways = Array.from({ length: 150 }, () => 7);
    const reading = readInquiry({ network: { vpnGateways }, questions: [{}] });
    assert.ok(reading.kind === "faults");
    assert.equal(reading.faults.length, 100);
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
