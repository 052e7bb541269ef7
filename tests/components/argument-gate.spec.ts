import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentGate, plainOnly } from "../../components/argument-gate";
import { environmentNameFaults } from "../../mwaa/service/names";
import { valueOf } from "../helpers/value-of";

const gate = new ArgumentGate("Thing", "it");

describe("ArgumentGate", () => {
  it("lets in what is not at fault", () => {
    gate.refuse([]);
  });

  it("names component, argument, value, what is allowed and the fix", () => {
    assert.throws(
      () => {
        gate.refuse(environmentNameFaults("my name", ["names", 0]));
      },
      (error) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        const reason =
          "holds a character that the name of an environment may not have there: " +
          'got "my name", allowed: 1 to 80 characters: letters, digits, - and _, ' +
          "the first one a letter; use my-name";
        assert.deepEqual(error.errors, [{ propertyPath: "names[0]", reason }]);
        assert.equal(
          error.message,
          `Thing "it" cannot be made from its arguments:\n  names[0]: ${reason}`,
        );
        return true;
      },
    );
  });

  it("holds a late value back until it is checked", async () => {
    const faultsOf = (name: string) => environmentNameFaults(name);
    assert.equal(await valueOf(gate.admit(pulumi.output("good"), faultsOf)), "good");
    await assert.rejects(valueOf(gate.admit(pulumi.output("my name"), faultsOf)), /use my-name/);
  });
});

describe("plainOnly", () => {
  it("leaves out what is known only later, however deep it lies", () => {
    const later = pulumi.output("x");
    assert.deepEqual(
      plainOnly({
        text: "a",
        list: [1, 2],
        map: { a: { b: true } },
        nothing: undefined,
        output: later,
        promise: Promise.resolve("x"),
        listWithOutput: ["a", later],
        mapWithOutput: { a: { b: later } },
      }),
      { text: "a", list: [1, 2], map: { a: { b: true } } },
    );
  });
});
