import assert from "node:assert/strict";
import {
  dagS3PathFaults,
  VERSIONED_OBJECTS,
  versionedObjectFaults,
} from "../../../mwaa/service/object-paths";

describe("dagS3PathFaults", () => {
  for (const path of ["dags", "dags/", "team/airflow/dags", "a.b", "x".repeat(1024)]) {
    it(`accepts ${path.slice(0, 30)}`, () => {
      assert.deepEqual(dagS3PathFaults(path), []);
    });
  }

  const wrong: readonly (readonly [string, string, string])[] = [
    ["", "is empty", "dags"],
    ["/dags", "begins with a slash", "dags"],
    ["/", "begins with a slash", "dags"],
    ["s3://bucket/my/dags", "is an S3 address, not a path", "my/dags"],
    ["s3://bucket", "is an S3 address, not a path", "dags"],
    ["arn:aws:s3:::bucket/my/dags", "is an ARN, not a path", "my/dags"],
    ["my\\dags", "holds a backslash", "my/dags"],
    ["my//dags", "holds two slashes side by side", "my/dags"],
    ["../dags", "leads out of its folder", "dags"],
    ["x".repeat(1025), "is too long", "dags"],
  ];
  for (const [given, problem, suggestion] of wrong) {
    it(`refuses ${JSON.stringify(given.slice(0, 30))}, which ${problem}`, () => {
      assert.deepEqual(dagS3PathFaults(given), [
        {
          path: ["dagS3Path"],
          problem,
          got: given,
          allowed: "a path relative to the bucket of at most 1024 characters, such as dags",
          fix: `set dagS3Path to "${suggestion}"`,
        },
      ]);
      assert.deepEqual(dagS3PathFaults(suggestion), []);
    });
  }

  it("accepts a name with dots that leads nowhere else", () => {
    assert.deepEqual(dagS3PathFaults("dags..old"), []);
  });
});

describe("versionedObjectFaults", () => {
  for (const object of VERSIONED_OBJECTS) {
    it(`asks for ${object.version} only when told to`, () => {
      const given = { path: object.example };
      assert.deepEqual(versionedObjectFaults(object, given, false), []);
      assert.deepEqual(versionedObjectFaults(object, given, true), [
        {
          path: [object.version],
          problem: `is missing although ${object.path} is given`,
          got: undefined,
          allowed: "the version id that Amazon S3 gave the object",
          fix: `set ${object.version} to the versionId of the uploaded object`,
        },
      ]);
    });

    it(`accepts ${object.path} with its version, and neither of them`, () => {
      const given = { path: object.example, version: "v1" };
      assert.deepEqual(versionedObjectFaults(object, given, true), []);
      assert.deepEqual(versionedObjectFaults(object, {}, true), []);
    });

    it(`refuses ${object.version} alone, or of more than 1024 characters`, () => {
      const problems = (given: Parameters<typeof versionedObjectFaults>[1]): readonly string[] =>
        versionedObjectFaults(object, given, true).map((fault) => fault.problem);
      assert.deepEqual(problems({ version: "v1" }), [`is given without ${object.path}`]);
      assert.deepEqual(problems({ path: "x", version: "v".repeat(1024) }), []);
      assert.deepEqual(problems({ path: "x", version: "v".repeat(1025) }), ["has 1025 characters"]);
      assert.deepEqual(problems({ path: "x", version: "" }), ["has 0 characters"]);
      assert.deepEqual(problems({ path: "/x", version: "v1" }), ["begins with a slash"]);
    });
  }
});
