import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  operationTimeouts,
  REPLACING_PATHS,
  UPDATE_MATRIX,
  type UpdateRule,
} from "../../../mwaa/service/lifecycle";

/** The names of the inputs in the type declarations of the installed provider. */
function inputsOfProvider(): readonly string[] {
  const file = require.resolve("@pulumi/aws/mwaa/environment.d.ts");
  const [, args = ""] = readFileSync(file, "utf8").split("export interface EnvironmentArgs {");
  return Array.from(args.matchAll(/^ {4}(\w+)\??:/gm), (match) => match[1] ?? "");
}

describe("UPDATE_MATRIX", () => {
  it("says of every input of aws.mwaa.Environment what changing it does", () => {
    const inputs = inputsOfProvider();
    assert.equal(inputs.length, 27);
    assert.deepEqual(
      UPDATE_MATRIX.map((rule) => rule.property),
      [...inputs].sort(),
    );
  });

  it("replaces for another name, key, region or management of endpoints", () => {
    const changed = (change: UpdateRule["change"]): readonly string[] =>
      UPDATE_MATRIX.filter((rule) => rule.change === change).map((rule) => rule.property);
    assert.deepEqual(changed("replace"), ["endpointManagement", "kmsKey", "name", "region"]);
    assert.deepEqual(changed("in-place-or-replace"), ["airflowVersion", "networkConfiguration"]);
    assert.deepEqual(REPLACING_PATHS, [
      "endpointManagement",
      "kmsKey",
      "name",
      "region",
      "networkConfiguration.subnetIds",
    ]);
  });

  it("says which changes replace exactly where some do and some do not", () => {
    for (const rule of UPDATE_MATRIX as readonly UpdateRule[]) {
      assert.equal(
        rule.replacedBy !== undefined,
        rule.change === "in-place-or-replace",
        rule.property,
      );
    }
  });
});

describe("operationTimeouts", () => {
  it("waits 3 hours for a creation or an update and 2 for a deletion, in seconds", () => {
    assert.deepEqual(operationTimeouts(), { create: 10_800, update: 10_800, delete: 7_200 });
    assert.deepEqual(operationTimeouts("FORCED"), operationTimeouts());
  });

  it("waits 14 hours for a graceful update, which lets tasks run for 12", () => {
    assert.deepEqual(operationTimeouts("GRACEFUL"), {
      create: 10_800,
      update: 50_400,
      delete: 7_200,
    });
  });
});
