import assert from "node:assert/strict";
import {
  ACCESS_MODES,
  accessModeFaults,
  isPublicMode,
  mwaaEndpointsFor,
} from "../../../mwaa/service/access-modes";

describe("accessModeFaults", () => {
  const versions = ["2.10.3", "3.0.6", "3.2.1", "3.3.0"];
  for (const airflowVersion of versions) {
    for (const mode of ACCESS_MODES) {
      const refused = mode === "PUBLIC_AND_PRIVATE" && ["2.10.3", "3.0.6"].includes(airflowVersion);
      it(`${refused ? "refuses" : "accepts"} ${mode} with Airflow ${airflowVersion}`, () => {
        const problems = accessModeFaults({ mode, airflowVersion }).map((fault) => fault.problem);
        assert.deepEqual(
          problems,
          refused
            ? [`needs Airflow 3.2.1 or newer, and the environment has ${airflowVersion}`]
            : [],
        );
      });
    }
  }

  it("takes the latest version if none is given", () => {
    assert.deepEqual(accessModeFaults({ mode: "PUBLIC_AND_PRIVATE" }), []);
  });

  it("refuses a word that is no mode", () => {
    assert.deepEqual(accessModeFaults({ mode: "PRIVATE" }), [
      {
        path: ["webserverAccessMode"],
        problem: "is not a web server access mode",
        got: "PRIVATE",
        allowed: "PRIVATE_ONLY, PUBLIC_ONLY, PUBLIC_AND_PRIVATE",
        fix: 'set webserverAccessMode to "PRIVATE_ONLY"',
      },
    ]);
  });

  it("leaves a version that is no version to its own fault", () => {
    assert.deepEqual(
      accessModeFaults({ mode: "PUBLIC_AND_PRIVATE", airflowVersion: "newest" }),
      [],
    );
  });
});

describe("mwaaEndpointsFor", () => {
  it("is the database alone for a public web server, and the web server too otherwise", () => {
    assert.deepEqual(ACCESS_MODES.map(mwaaEndpointsFor), [
      ["database", "webserver"],
      ["database"],
      ["database", "webserver"],
    ]);
  });
});

describe("isPublicMode", () => {
  it("is true for every mode but PRIVATE_ONLY", () => {
    assert.deepEqual(ACCESS_MODES.map(isPublicMode), [false, true, true]);
  });
});
