import assert from "node:assert/strict";
import {
  DEPRECATED_RUNTIMES,
  deprecatedRuntime,
  handlerForm,
  isStillCreated,
} from "../../../mwaa/service/lambda-runtimes";

describe("deprecated runtimes", () => {
  it("are listed once each, by the day since they are", () => {
    const ids = DEPRECATED_RUNTIMES.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const days = DEPRECATED_RUNTIMES.map(({ deprecated }) => deprecated);
    assert.deepEqual(days, [...days].sort());
  });

  it("lead to a runtime that is not deprecated itself", () => {
    for (const { id, successor } of DEPRECATED_RUNTIMES)
      assert.equal(deprecatedRuntime(successor), undefined, id);
  });

  it("have days that calendars know", () => {
    for (const { id, deprecated, createBlocked } of DEPRECATED_RUNTIMES)
      for (const day of [deprecated, createBlocked])
        assert.equal(new Date(day).toISOString().slice(0, 10), day, id);
  });

  for (const [runtime, created] of [
    ["python3.7", false],
    ["nodejs14.x", false],
    ["python3.8", true],
    ["nodejs20.x", true],
  ] as const) {
    it(`${created ? "still take" : "no longer take"} functions with ${runtime}`, () => {
      const row = deprecatedRuntime(runtime);
      assert.ok(row);
      assert.equal(isStillCreated(row), created);
    });
  }

  it("leave out what is supported, or newer than the table", () => {
    for (const runtime of ["python3.13", "nodejs22.x", "python9.9"])
      assert.equal(deprecatedRuntime(runtime), undefined);
  });
});

describe("the form of a handler", () => {
  for (const [runtime, handler, fits] of [
    ["python3.13", "handler.lambda_handler", true],
    ["python3.13", "src/app.main", true],
    ["python3.13", "package.module.main", true],
    ["python3.13", "lambda_handler", false],
    ["python3.13", ".lambda_handler", false],
    ["python3.13", "handler.", false],
    ["nodejs22.x", "index.handler", true],
    ["nodejs22.x", "handler", false],
    ["ruby3.4", "function.handler", true],
    ["ruby3.4", "function.Module::Class.process", true],
    ["ruby3.4", "handler", false],
  ] as const) {
    it(`${fits ? "fits" : "does not fit"} ${handler} on ${runtime}`, () => {
      assert.equal(handlerForm(runtime)?.form.test(handler), fits);
    });
  }

  it("has an example that fits", () => {
    for (const runtime of ["python3.13", "nodejs22.x", "ruby3.4"]) {
      const form = handlerForm(runtime);
      assert.ok(form?.form.test(form.example), runtime);
    }
  });

  it("is not known where a name can be anything", () => {
    for (const runtime of ["java21", "dotnet8", "provided.al2023", "go1.x"])
      assert.equal(handlerForm(runtime), undefined);
  });
});
