import assert from "node:assert/strict";
import { securityGroupIdsFaults, subnetIdsFaults } from "../../../mwaa/service/network-arguments";
import { unknownText } from "../../../mwaa/settings/unknown-text";

const summary = (faults: ReturnType<typeof subnetIdsFaults>): readonly string[] =>
  faults.map((fault) => `${fault.path.join(".")} ${fault.problem}`);

const groups = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `sg-000000${index}`);

describe("subnetIdsFaults", () => {
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [["subnet-0a1", "subnet-0b2"], []],
    [[], ["networkConfiguration.subnetIds has 0 subnets"]],
    [["subnet-0a1"], ["networkConfiguration.subnetIds has 1 subnets"]],
    [["subnet-0a1", "subnet-0b2", "subnet-0c3"], ["networkConfiguration.subnetIds has 3 subnets"]],
    [
      ["subnet-0a1", "subnet-0a1"],
      ["networkConfiguration.subnetIds.1 names a subnet a second time"],
    ],
    [["private-a", "subnet-0b2"], ["networkConfiguration.subnetIds.0 is not the id of a subnet"]],
    [[unknownText("subnet"), unknownText("subnet")], []],
  ];
  for (const [ids, expected] of cases) {
    it(`${expected.length === 0 ? "accepts" : "refuses"} ${JSON.stringify(ids)}`, () => {
      assert.deepEqual(summary(subnetIdsFaults(ids)), expected);
    });
  }

  it("reports below the path it is given", () => {
    assert.deepEqual(subnetIdsFaults(["subnet-1"], ["network", "subnetIds"]), [
      {
        path: ["network", "subnetIds"],
        problem: "has 1 subnets",
        got: ["subnet-1"],
        allowed: "exactly two private subnets in different availability zones",
        fix: "give two subnet ids",
      },
    ]);
  });
});

describe("securityGroupIdsFaults", () => {
  for (const count of [1, 5]) {
    it(`accepts ${count} security groups`, () => {
      assert.deepEqual(securityGroupIdsFaults(groups(count)), []);
    });
  }

  for (const [count, fix] of [
    [0, "give a security group that admits all traffic from itself"],
    [6, "remove 1 of them"],
  ] as const) {
    it(`refuses ${count} security groups`, () => {
      const faults = securityGroupIdsFaults(groups(count));
      assert.deepEqual(summary(faults), [
        `networkConfiguration.securityGroupIds has ${count} security groups`,
      ]);
      assert.equal(faults[0]?.fix, fix);
    });
  }

  it("refuses names and repetitions, and judges no id that is not known yet", () => {
    const ids = ["default", "sg-1", "sg-1", unknownText("group")];
    assert.deepEqual(summary(securityGroupIdsFaults(ids)), [
      "networkConfiguration.securityGroupIds.0 is not the id of a security group",
      "networkConfiguration.securityGroupIds.2 names a security group a second time",
    ]);
  });
});
