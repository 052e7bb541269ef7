import assert from "node:assert/strict";
import { workerReplacementFaults } from "../../../mwaa/service/worker-replacement";

type Asked = Parameters<typeof workerReplacementFaults>[0];

const problems = (asked: Asked): readonly string[] =>
  workerReplacementFaults(asked).map((fault) => fault.problem);

describe("workerReplacementFaults", () => {
  const cases: readonly (readonly [Asked, readonly string[]])[] = [
    [{ strategy: "FORCED" }, []],
    [{ strategy: "FORCED", airflowVersion: "2.2.2", region: "ca-west-1" }, []],
    [{ strategy: "GRACEFUL" }, []],
    [{ strategy: "GRACEFUL", airflowVersion: "2.4.3", region: "eu-west-1" }, []],
    [
      { strategy: "GRACEFUL", airflowVersion: "2.4.2" },
      ["needs Airflow 2.4.3 or newer, and the environment has 2.4.2"],
    ],
    [{ strategy: "GRACEFUL", region: "ca-west-1" }, ["is not offered in ca-west-1"]],
    [
      { strategy: "GRACEFUL", airflowVersion: "2.2.2", region: "ap-southeast-5" },
      [
        "needs Airflow 2.4.3 or newer, and the environment has 2.2.2",
        "is not offered in ap-southeast-5",
      ],
    ],
    [{ strategy: "GRACEFUL", airflowVersion: "newest" }, []],
    [{ strategy: "graceful" }, ["is not a worker replacement strategy"]],
  ];
  for (const [asked, expected] of cases) {
    it(`${expected.length === 0 ? "accepts" : "refuses"} ${JSON.stringify(asked)}`, () => {
      assert.deepEqual(problems(asked), expected);
    });
  }

  it("offers FORCED, or a version that knows GRACEFUL", () => {
    const [fault] = workerReplacementFaults({ strategy: "GRACEFUL", airflowVersion: "2.2.2" });
    assert.deepEqual(fault?.path, ["workerReplacementStrategy"]);
    assert.equal(
      fault.fix,
      'set workerReplacementStrategy to "FORCED", or airflowVersion to "3.2.1"',
    );
  });
});
