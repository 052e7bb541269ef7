import assert from "node:assert/strict";
import type { Network, Question, Service, VpcEndpoint } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const S3 = "com.amazonaws.us-east-1.s3";
const why = new Unknown(["somebody's choice"]);
const service = (more: Partial<Service> = {}): Change => put("services", { name: S3, ...more });
const list = (id: string, ...entries: readonly (string | Unknown)[]): Change =>
  put("prefixLists", { id, entries });
/** Services of which nobody tells. */
const hidden: Change = (before) => ({ ...before, services: [why] });
/** The client may speak to these addresses only. */
const allow = (peer: { readonly cidr: string } | { readonly prefixList: string }): Change =>
  change("securityGroups", "sg-open", { egress: [{ protocol: "tcp", peer }] });
const few = allow({ cidr: "52.216.0.0/15" });
/** An endpoint of a VPC that has nothing to do with the client's way. */
const elsewhere = (id: string, more: Partial<VpcEndpoint> = {}): Change =>
  put("vpcEndpoints", { id, type: "gateway", vpcId: "vpc-9", serviceName: S3, ...more });

function answer(changes: readonly Change[], more: Partial<Question> = {}) {
  return reach(
    changes.reduce<Network>((before, each) => each(before), GUIDE),
    {
      from: { kind: "interface", interfaceId: "eni-app" },
      to: { kind: "service", serviceName: S3 },
      ports: [{ first: 443, last: 443 }],
      ...more,
    },
  );
}

const SOMEWHERE = ["unknown", `public addresses of ${S3}`];

describe("the public addresses of a service", () => {
  const cases: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    ["are those told of it", [service({ addresses: ["52.216.0.0/15"] })], ["reachable"]],
    [
      "are those told of it, rather than those of a list",
      [service({ addresses: ["52.216.0.0/15"], prefixListId: "pl-1" }), list("pl-1", "3.5.0.0/19")],
      ["reachable"],
    ],
    [
      "are those of its prefix list",
      [service({ prefixListId: "pl-1" }), list("pl-1", "52.216.0.0/16")],
      ["reachable"],
    ],
    [
      "are all of its prefix list",
      [service({ prefixListId: "pl-1" }), list("pl-1", "52.216.0.0/16", "3.5.0.0/19")],
      ["unreachable"],
    ],
    [
      "are those of the list of one of its gateway endpoints",
      [service(), elsewhere("vpce-1", { prefixListId: "pl-1" }), list("pl-1", "52.216.0.0/15")],
      ["reachable"],
    ],
    [
      "are those of its gateway endpoint's list, where it is not told of",
      [elsewhere("vpce-1", { prefixListId: "pl-1" }), list("pl-1", "52.216.0.0/15")],
      ["reachable"],
    ],
    [
      "are all of that list",
      [elsewhere("vpce-1", { prefixListId: "pl-1" }), list("pl-1", "52.216.0.0/15", "3.5.0.0/19")],
      ["unreachable"],
    ],
    [
      "are somewhere, where it may be told of other ones",
      [hidden, elsewhere("vpce-1", { prefixListId: "pl-1" }), list("pl-1", "52.216.0.0/15")],
      SOMEWHERE,
    ],
    ["are somewhere, where none are told of", [service()], SOMEWHERE],
    ["are somewhere, where it is not told of", [], SOMEWHERE],
    [
      "are somewhere, where its list is not told of",
      [service({ prefixListId: "pl-1" })],
      SOMEWHERE,
    ],
    [
      "are somewhere, where nobody knows its list",
      [service({ prefixListId: why }), list("pl-1", "52.216.0.0/15")],
      SOMEWHERE,
    ],
    [
      "are somewhere, where it may have others",
      [service({ addresses: ["52.216.0.0/15", why] })],
      SOMEWHERE,
    ],
    [
      "are somewhere, where its list may have others",
      [service({ prefixListId: "pl-1" }), list("pl-1", "52.216.0.0/15", why)],
      SOMEWHERE,
    ],
  ];
  for (const [title, changes, expected] of cases) {
    it(title, () => {
      const { outcome, blockedBy } = answer([few, ...changes]);
      assert.deepEqual([outcome, ...blockedBy], expected);
    });
  }

  it("are not those of a name that nobody tells of: it may lead anywhere", () => {
    for (const name of [
      "example.com",
      "localhost",
      "ip-10-0-2-10.ec2.internal",
      "sqs.us-east-1.amazonaws.com",
    ]) {
      for (const changes of [[], [few]]) {
        const { outcome, blockedBy } = answer(changes, { to: { kind: "name", name } });
        assert.deepEqual([outcome, blockedBy], ["unknown", [`what ${name} resolves to`]]);
      }
    }
  });

  it("may be of one IP version only", () => {
    const changes = [few, service({ addresses: ["52.216.0.0/15"] })];
    const { outcome, blockers } = answer(changes, { family: "ipv6" });
    assert.equal(outcome, "unreachable");
    assert.deepEqual(
      blockers.map(({ witness, ...rest }) => ({ ...rest, from: witness.source })),
      [
        {
          code: "NO_SOURCE_OR_DESTINATION",
          component: "service",
          id: S3,
          pointer: "/services/0",
          path: "forward",
          message: `${S3} has no ipv6 address`,
          from: "2001:db8:1234:1a01::10",
        },
      ],
    );
  });
});

describe("the addresses of a service in another IP version than its list's", () => {
  const listed = [
    allow({ cidr: "2600::/16" }),
    elsewhere("vpce-1", { prefixListId: "pl-1" }),
    list("pl-1", "52.216.0.0/15"),
  ];
  for (const [title, changes] of [
    ["that is told of", [service({ prefixListId: "pl-1" })]],
    ["that is not told of", []],
  ] as const) {
    it(`are somewhere: of one ${title}`, () => {
      const { outcome, blockedBy } = answer([...listed, ...changes], { family: "ipv6" });
      assert.deepEqual([outcome, ...blockedBy], SOMEWHERE);
    });
  }
});

describe("a security group's rule for the prefix list of a service", () => {
  const named = allow({ prefixList: "pl-1" });
  const cases: readonly (readonly [string, readonly Change[], boolean])[] = [
    ["that the service says", [service({ prefixListId: "pl-1" })], true],
    ["that a gateway endpoint says", [elsewhere("vpce-1", { prefixListId: "pl-1" })], true],
    [
      "that one of its gateway endpoints says",
      [
        elsewhere("vpce-1", { prefixListId: "pl-1" }),
        elsewhere("vpce-2", { prefixListId: "pl-2" }),
      ],
      true,
    ],
    [
      "that another of its gateway endpoints says",
      [
        elsewhere("vpce-1", { prefixListId: "pl-2" }),
        elsewhere("vpce-2", { prefixListId: why }),
        elsewhere("vpce-3", { prefixListId: "pl-1" }),
      ],
      true,
    ],
    ["that nobody says", [service()], false],
    ["that nobody knows", [service({ prefixListId: why })], false],
    [
      "that another service says",
      [put("services", { name: "com.amazonaws.us-east-1.dynamodb", prefixListId: "pl-1" })],
      false,
    ],
    [
      "that an endpoint of another service says",
      [
        elsewhere("vpce-1", {
          prefixListId: "pl-1",
          serviceName: "com.amazonaws.us-east-1.dynamodb",
        }),
      ],
      false,
    ],
    [
      "that an endpoint of a service that nobody knows says",
      [elsewhere("vpce-1", { prefixListId: "pl-1", serviceName: why })],
      false,
    ],
    [
      "that an endpoint says which is no gateway endpoint",
      [elsewhere("vpce-1", { prefixListId: "pl-1", type: "interface" })],
      false,
    ],
  ];
  for (const [title, changes, isMeant] of cases) {
    it(`${isMeant ? "lets packets to it through" : "may let packets to it through"}: one ${title}`, () => {
      const { outcome, blockedBy } = answer([
        named,
        put("services", { name: "com.amazonaws.us-east-1.sqs" }),
        change("natGateways", "nat-1", { publicAddresses: [], isPublic: true }),
        change("networkInterfaces", "eni-web", { addresses: [{ address: "10.0.0.10" }] }),
        ...changes,
      ]);
      assert.deepEqual([outcome, ...blockedBy], isMeant ? ["reachable"] : ["unknown", "pl-1"]);
    });
  }
});
