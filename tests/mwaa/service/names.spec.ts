import * as assert from "node:assert/strict";
import fc from "fast-check";
import {
  bucketNameFaults,
  bucketNameRevealsAccount,
  environmentBucketName,
  environmentNameFaults,
  executionRoleName,
  flowLogsRoleName,
  logGroupName,
  stableHash,
  statusForwarderName,
  statusReaderRoleName,
} from "../../../mwaa/service/names";
import { REGIONS } from "../../../mwaa/service/regions";

const environmentName = fc
  .stringMatching(/^[a-zA-Z][0-9a-zA-Z_-]{0,79}$/)
  .filter((name) => name.length <= 80);

const nameParts = fc.record({
  name: environmentName,
  region: fc.constantFrom("eu-west-1", "ap-southeast-2", "us-gov-west-1"),
  account: fc.stringMatching(/^\d{12}$/),
  generation: fc.integer({ min: 1, max: 999 }),
});

describe("environmentNameFaults", () => {
  for (const name of ["a", "My-Env_1", "a".repeat(80)]) {
    it(`accepts ${name.slice(0, 12)} of ${String(name.length)} characters`, () => {
      assert.deepStrictEqual(environmentNameFaults(name), []);
    });
  }

  for (const [name, problem, fix] of [
    ["", "is empty", "give the environment a name"],
    ["a".repeat(81), "has 81 characters", "shorten the name by 1"],
    ["1st", "holds a character that the name of an environment may not have there", "use st"],
    [
      "my env",
      "holds a character that the name of an environment may not have there",
      "use my-env",
    ],
    [
      "é",
      "holds a character that the name of an environment may not have there",
      "use a name such as my-airflow",
    ],
    [7, "is not the name of an environment", "set name to a text such as my-airflow"],
    [undefined, "is not the name of an environment", "set name to a text such as my-airflow"],
  ] as const) {
    it(`refuses ${String(name).slice(0, 12)}: it ${problem}`, () => {
      assert.deepStrictEqual(environmentNameFaults(name), [
        {
          path: ["name"],
          problem,
          got: name,
          allowed: "1 to 80 characters: letters, digits, - and _, the first one a letter",
          fix,
        },
      ]);
    });
  }

  it("says where the name stands if it is elsewhere", () => {
    assert.deepStrictEqual(environmentNameFaults("", ["stacks", 2])[0]?.path, ["stacks", 2]);
  });

  it("refuses no suggestion of its own", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80 }), (name) => {
        const suggestion = /^use (\S+)$/.exec(environmentNameFaults(name)[0]?.fix ?? "")?.[1];
        if (suggestion !== undefined) assert.deepStrictEqual(environmentNameFaults(suggestion), []);
      }),
    );
  });
});

describe("bucketNameFaults", () => {
  for (const name of ["abc", "my.team.dags", "a".repeat(63), "airflow-1"]) {
    it(`accepts ${name.slice(0, 14)}`, () => {
      assert.deepStrictEqual(bucketNameFaults(name), []);
    });
  }

  for (const [name, problems] of [
    ["ab", ["has 2 characters"]],
    ["a".repeat(64), ["has 64 characters"]],
    [
      "My-bucket",
      [
        "holds a character that a bucket's name may not have",
        "does not begin and end with a letter or digit",
      ],
    ],
    ["my_bucket", ["holds a character that a bucket's name may not have"]],
    ["-bucket", ["does not begin and end with a letter or digit"]],
    ["bucket-", ["does not begin and end with a letter or digit"]],
    ["my..bucket", ["holds two dots side by side"]],
    ["192.168.5.4", ["has the form of an IP address"]],
    ["xn--bucket", ["begins with a prefix that S3 keeps for itself"]],
    ["sthree-bucket", ["begins with a prefix that S3 keeps for itself"]],
    ["amzn-s3-demo-bucket", ["begins with a prefix that S3 keeps for itself"]],
    ["bucket-s3alias", ["ends with a suffix that S3 keeps for itself"]],
    ["bucket--ol-s3", ["ends with a suffix that S3 keeps for itself"]],
    ["bucket--x-s3", ["ends with a suffix that S3 keeps for itself"]],
    [12, ["is not the name of a bucket"]],
  ] as const) {
    it(`refuses ${String(name).slice(0, 20)}`, () => {
      const faults = bucketNameFaults(name, ["bucket", "name"]);
      assert.deepStrictEqual(
        faults.map(({ problem }) => problem),
        problems,
      );
      for (const { path, got } of faults) {
        assert.deepStrictEqual(path, ["bucket", "name"]);
        assert.equal(got, name);
      }
    });
  }
});

describe("bucketNameRevealsAccount", () => {
  it("sees the account in the name", () => {
    assert.equal(bucketNameRevealsAccount("dags-012345678901", "012345678901"), true);
    assert.equal(bucketNameRevealsAccount("dags", "012345678901"), false);
  });
});

describe("logGroupName", () => {
  it("joins environment and module", () => {
    assert.equal(logGroupName("My-Env", "DAGProcessing"), "airflow-My-Env-DAGProcessing");
  });
});

describe("stableHash", () => {
  it("never changes: physical names hang on it", () => {
    assert.equal(stableHash(["012345678901", "eu-west-1", "quick-start", 1]), "z2pom4k4");
  });

  it("has the length asked for", () => {
    assert.equal(stableHash(["a"]).length, 8);
    assert.match(stableHash(["a"], 32), /^[a-z2-7]{32}$/);
    assert.equal(stableHash(["a"], 32).startsWith(stableHash(["a"])), true);
  });

  it("does not confuse parts that look alike when joined", () => {
    assert.notEqual(stableHash(["ab", "c"]), stableHash(["a", "bc"]));
    assert.notEqual(stableHash(["1"]), stableHash([1]));
  });
});

for (const [title, nameOf, isValid] of [
  [
    "environmentBucketName",
    environmentBucketName,
    (name: string) => name.startsWith("airflow-") && bucketNameFaults(name).length === 0,
  ],
  [
    "executionRoleName",
    executionRoleName,
    (name: string) => /^AmazonMWAA-[\w+=,.@-]+$/.test(name) && name.length <= 64,
  ],
] as const) {
  describe(title, () => {
    it("is valid for every environment, even with the longest name", () => {
      fc.assert(fc.property(nameParts, (parts) => isValid(nameOf(parts))));
      const longest = { name: "x".repeat(80), region: "eu-west-1", account: "0".repeat(12) };
      assert.equal(isValid(nameOf({ ...longest, generation: 1 })), true);
    });

    it("is the same for the same environment", () => {
      fc.assert(
        fc.property(nameParts, (parts) => {
          assert.equal(nameOf(parts), nameOf({ ...parts }));
        }),
      );
    });

    it("changes with the generation, the region, the account and the case of the name", () => {
      fc.assert(
        fc.property(nameParts, (parts) => {
          const others = [
            { ...parts, generation: parts.generation + 1 },
            { ...parts, region: "eu-central-1" },
            {
              ...parts,
              account: parts.account === "0".repeat(12) ? "1".repeat(12) : "0".repeat(12),
            },
            {
              ...parts,
              name: parts.name.startsWith("z")
                ? `Z${parts.name.slice(1)}`
                : `z${parts.name.slice(1)}`,
            },
          ].map(nameOf);
          assert.equal(new Set([nameOf(parts), ...others]).size, 5);
        }),
      );
    });
  });
}

describe("the names of an environment", () => {
  const parts = { name: "My_Env", region: "eu-west-1", account: "012345678901", generation: 1 };

  it("show whose they are", () => {
    assert.equal(environmentBucketName(parts), "airflow-my-env-lhgdjtn6");
    assert.equal(executionRoleName(parts), "AmazonMWAA-My_Env-lhgdjtn6");
  });
});

describe("statusReaderRoleName", () => {
  it("follows from the region alone and stays within the 64 characters of a role's name", () => {
    assert.equal(statusReaderRoleName("eu-west-1"), "mwaa-status-reader-eu-west-1");
    for (const { code } of REGIONS) assert.ok(statusReaderRoleName(code).length <= 64, code);
  });
});

describe("statusForwarderName", () => {
  it("is a name that IAM and EventBridge take, and another one for another environment", () => {
    fc.assert(
      fc.property(nameParts, nameParts, (one, other) => {
        const name = statusForwarderName(one);
        assert.match(name, /^mwaa-status-[0-9a-zA-Z_-]{1,52}$/);
        const same = (["name", "region", "account"] as const).every(
          (key) => one[key] === other[key],
        );
        assert.equal(name === statusForwarderName(other), same);
      }),
    );
  });
});

describe("flowLogsRoleName", () => {
  it("is a name that IAM takes, and another one for a network of another region", () => {
    fc.assert(
      fc.property(nameParts, (parts) => {
        const name = flowLogsRoleName(parts);
        assert.match(name, /^mwaa-flow-logs-[0-9a-zA-Z_-]{1,49}$/);
        assert.notEqual(name, flowLogsRoleName({ ...parts, region: "eu-central-1" }));
      }),
    );
  });
});
