import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { NetworkIndex, reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, put } from "./documentation/guide";

function answer(question: Question, ...changes: readonly Change[]) {
  return reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
}

const app = { kind: "interface", interfaceId: "eni-app" } as const;
const subnet = (name: string, addresses: readonly string[]) =>
  ({ kind: "subnet", subnetId: `subnet-${name}`, addresses }) as const;

describe("a question about somebody without an address", () => {
  const cases: readonly (readonly [string, Question, string, string, string])[] = [
    [
      "an interface that packets start at",
      { from: { kind: "interface", interfaceId: "eni-db" }, to: app, family: "ipv6" },
      "interface",
      "eni-db",
      "eni-db has no ipv6 address to send packets from",
    ],
    [
      "an interface that packets are for",
      { from: app, to: { kind: "interface", interfaceId: "eni-db" }, family: "ipv6" },
      "interface",
      "eni-db",
      "eni-db has no ipv6 address to send packets to",
    ],
    [
      "a subnet that packets start in",
      { from: subnet("app", ["10.0.2.0/24"]), to: app },
      "subnet",
      "subnet-app",
      "subnet-app has no ipv4 address to send packets from",
    ],
    [
      "a subnet that packets are for",
      { from: app, to: subnet("db", ["10.0.1.0/24"]) },
      "subnet",
      "subnet-db",
      "subnet-db has no ipv4 address to send packets to",
    ],
  ];
  for (const [title, question, component, id, message] of cases) {
    it(`is answered with no: ${title}`, () => {
      const { outcome, blockers } = answer(question);
      assert.equal(outcome, "unreachable");
      assert.deepEqual(
        blockers.map(({ witness, ...rest }) => [rest, witness.protocol]),
        [
          [
            {
              code: "NO_SOURCE_OR_DESTINATION",
              component,
              id,
              pointer: "",
              path: "forward",
              message,
            },
            6,
          ],
        ],
      );
    });
  }

  it("is answered with no where nobody knows the address, but its subnet has no block of the IP version", () => {
    const { outcome, blockers } = answer(
      { from: app, to: { kind: "internet" }, family: "ipv6" },
      change("networkInterfaces", "eni-app", {
        addresses: [{ address: new Unknown(["its address"]) }],
      }),
      change("subnets", "subnet-app", { cidrBlocks: ["10.0.1.0/24"] }),
    );
    assert.deepEqual(
      [outcome, ...blockers.map(({ message }) => message)],
      ["unreachable", "eni-app has no ipv6 address to send packets from"],
    );
  });

  it("is open where what is asked for is no address", () => {
    const { outcome, blockedBy } = answer({ from: app, to: { kind: "address", address: "db" } });
    assert.deepEqual([outcome, blockedBy], ["unknown", ["an empty question"]]);
  });
});

describe("the IP version of a question", () => {
  const v6 = "2001:db8:1234:1a01::10";
  const cases: readonly (readonly [string, Question, string])[] = [
    ["an address", { from: app, to: { kind: "address", address: v6 } }, "ipv6"],
    ["a block", { from: app, to: { kind: "cidr", cidr: `${v6}/128` } }, "ipv6"],
    [
      "an address, whatever else is said",
      { from: app, to: { kind: "address", address: v6 }, family: "ipv4" },
      "ipv6",
    ],
    [
      "what is said, where addresses of senders are of the other",
      { from: subnet("app", [`${v6}/128`]), to: app, family: "ipv4" },
      "ipv4",
    ],
    ["the addresses of senders", { from: subnet("app", [`${v6}/128`]), to: app }, "ipv6"],
    [
      "the addresses of senders, if they are all of one",
      { from: subnet("app", ["10.0.1.0/24", `${v6}/128`]), to: app },
      "ipv4",
    ],
    [
      "the addresses of senders, if they are any",
      { from: subnet("app", ["app"]), to: app },
      "ipv4",
    ],
    ["nothing", { from: app, to: { kind: "interface", interfaceId: "eni-web" } }, "ipv4"],
  ];
  for (const [title, question, family] of cases) {
    it(`is told by ${title}: ${family}`, () => {
      const { witness, blockers } = answer(question);
      assert.equal((witness ?? blockers[0]?.witness)?.family, family);
    });
  }
});

describe("an index of a network", () => {
  it("is asked for both IP versions, one after the other", () => {
    const questions: readonly Question[] = [
      ask("web", "8.8.8.8"),
      ask("web", "2606:4700::1"),
      ask("app", "198.51.100.10"),
      { ...ask("web", "app"), to: { kind: "internet" } },
      { ...ask("web", "app"), to: { kind: "internet" }, family: "ipv6" },
      {
        ...ask("web", "app"),
        from: { kind: "internet" },
        to: { kind: "interface", interfaceId: "eni-web" },
      },
      { ...ask("web", "198.51.100.10"), from: { kind: "internet" } },
      { ...ask("web", "2001:db8:1234:1a00::10"), from: { kind: "internet" } },
      ask("web", "10.0.1.11"),
      ask("web", "2001:db8:1234:1a01::10"),
      { ...ask("app", "db"), to: { kind: "name", name: "example.com" } },
      { ...ask("app", "db"), to: { kind: "name", name: "example.com" }, family: "ipv6" },
      ask("app", "2001:db8:1234:1b00::10"),
    ];
    const network = put("vpcs", {
      id: "vpc-2",
      cidrBlocks: ["10.1.0.0/16", "2001:db8:1234:1b00::/56"],
    })(GUIDE);
    const forwards = new NetworkIndex(network);
    const backwards = new NetworkIndex(network);
    const one = questions.map((each) => reach(forwards, each));
    const other = questions.toReversed().map((each) => reach(backwards, each));
    const alone = questions.map((each) => reach(network, each));
    assert.deepEqual([one, other.toReversed()], [alone, alone]);
  });
});

describe("a question that falls into too many parts", () => {
  it("is open, and says what to ask instead", () => {
    const range = (at: number) => ({ first: at * 2, last: at * 2 });
    const ports = Array.from({ length: 6_000 }, (_, at) => range(at));
    const ingress = Array.from({ length: 6_000 }, (_, at) => ({
      protocol: "tcp" as const,
      peer: { cidr: `10.0.1.${at % 250}/32` },
      ports: range(at),
    }));
    const { outcome, blockedBy } = answer(
      { ...ask("app", "db"), from: subnet("app", ["10.0.1.0/24"]), ports },
      change("securityGroups", "sg-open", { ingress }),
    );
    assert.deepEqual(
      [outcome, blockedBy],
      ["unknown", ["the question falls into too many parts: ask about fewer addresses or ports"]],
    );
  });
});
