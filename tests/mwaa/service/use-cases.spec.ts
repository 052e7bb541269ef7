import assert from "node:assert/strict";
import { accessModeFaults } from "../../../mwaa/service/access-modes";
import {
  ACCESS_MODE_FOR,
  type Audience,
  audienceFaults,
  USE_CASES,
  useCaseOf,
  type VpcOrigin,
} from "../../../mwaa/service/use-cases";
import { AIRFLOW_VERSIONS } from "../../../mwaa/service/versions";

const AUDIENCES: readonly Audience[] = ["internet", "vpc", "both"];
const ORIGINS: readonly VpcOrigin[] = ["new", "existing", "shared"];

describe("the use cases of networks and access modes", () => {
  const guide: readonly (readonly [boolean, VpcOrigin, Audience, number])[] = [
    [true, "new", "internet", 1],
    [true, "new", "vpc", 2],
    [false, "new", "both", 3],
    [false, "new", "vpc", 4],
    [false, "existing", "vpc", 5],
  ];
  for (const [internet, vpc, audience, number] of guide) {
    it(`names the guide's ${String(number)}: ${vpc}, ${audience}, internet ${String(internet)}`, () => {
      const useCase = useCaseOf({ internet, vpc, audience });
      assert.equal(useCase.number, number);
      assert.match(useCase.source.url, /\/networking-about\.html$/);
    });
  }

  it("has exactly one for every combination", () => {
    for (const internet of [true, false]) {
      for (const vpc of ORIGINS) {
        for (const audience of AUDIENCES) {
          const fitting = USE_CASES.filter(
            (each) =>
              each.internet === internet && each.vpc === vpc && each.audiences.includes(audience),
          );
          assert.equal(fitting.length, 1, `${String(internet)} ${vpc} ${audience}`);
          assert.equal(useCaseOf({ internet, vpc, audience }), fitting[0]);
        }
      }
    }
  });

  it("names every one by itself, and five by their place in the guide", () => {
    assert.equal(new Set(USE_CASES.map(({ id }) => id)).size, USE_CASES.length);
    assert.deepEqual(
      USE_CASES.flatMap(({ number }) => number ?? []),
      [1, 2, 3, 4, 5],
    );
  });

  it("asks for a way into the VPC where the web interface opens nowhere else, and only there", () => {
    for (const { needs, audiences, vpc } of USE_CASES) {
      if (vpc === "shared") continue;
      const hasWayIn = needs.some((each) => each.startsWith("a way for people into the VPC"));
      assert.equal(hasWayIn, audiences.join(",") === "vpc");
    }
  });

  it("asks for wheels where there is no way to the internet, and only there", () => {
    for (const { needs, internet } of USE_CASES) {
      assert.equal(
        needs.some((each) => each.includes("wheels")),
        !internet,
      );
    }
  });
});

describe("audienceFaults", () => {
  it("finds workers of Airflow 3 without a way to a web server on the internet", () => {
    for (const { version } of AIRFLOW_VERSIONS) {
      const faults = audienceFaults({
        internet: false,
        audience: "internet",
        airflowVersion: version,
      });
      assert.equal(faults.length, version.startsWith("3.") ? 1 : 0, version);
      assert.deepEqual(
        audienceFaults({ internet: true, audience: "internet", airflowVersion: version }),
        [],
      );
      for (const audience of ["vpc", "both"] as const) {
        assert.deepEqual(
          audienceFaults({ internet: false, audience, airflowVersion: version }),
          [],
        );
      }
    }
  });

  it("offers only what the version has", () => {
    for (const airflowVersion of ["3.0.6", "3.2.1"]) {
      const [fault] = audienceFaults({ internet: false, audience: "internet", airflowVersion });
      for (const audience of AUDIENCES) {
        const isOffered = fault?.allowed.split(", ").includes(audience);
        const mode = ACCESS_MODE_FOR[audience];
        const isFine =
          audience !== "internet" && accessModeFaults({ mode, airflowVersion }).length === 0;
        assert.equal(isOffered, isFine, `${airflowVersion} ${audience}`);
      }
    }
  });

  it("takes the latest version for one that is not given", () => {
    const [fault] = audienceFaults({ internet: false, audience: "internet" });
    assert.match(fault?.problem ?? "", /Airflow 3\.2\.1/);
    assert.equal(fault?.fix, "choose both, which opens it on the internet and inside the VPC");
  });
});
