import assert from "node:assert/strict";
import { rulesAbout } from "../../cli/explain";
import { messageText } from "../../mwaa/service/messages";
import { RULES } from "../../preflight/checks/catalogue";
import { run } from "./worlds";

const ids = (subject: string) => rulesAbout(subject, RULES).map(({ id }) => id);

describe("rulesAbout", () => {
  it("finds every rule by its id", () => {
    for (const { id } of RULES) assert.deepEqual(ids(id), [id]);
  });

  it("finds the rules that predict a sentence, whatever stands around it and in its gaps", () => {
    const text = messageText("bucket-lacks-public-access-block").replace("<bucket>", "my-dags");
    const expected = RULES.filter((r) => r.predicts === "bucket-lacks-public-access-block");
    assert.ok(expected.length > 0);
    assert.deepEqual(
      ids(`ValidationException: ${text} (Service: Mwaa)`),
      expected.map(({ id }) => id),
    );
  });

  it("refuses text that nothing predicts", () => {
    assert.throws(() => ids("out of cheese"), /no rule predicts this text; give a rule's id/);
  });
});

describe("mwaa explain", () => {
  it("says title, reason, examples and sources of a rule", async () => {
    const { code, out, err } = await run(["explain", "bucket-versioning-enabled"]);
    assert.deepEqual({ code, err }, { code: 0, err: "" });
    const rule = RULES.find(({ id }) => id === "bucket-versioning-enabled");
    assert.ok(rule !== undefined);
    for (const part of [rule.title, rule.examples.fails, rule.examples.passes]) {
      assert.ok(out.includes(part), part);
    }
    for (const { url } of rule.sources) assert.ok(out.includes(url), url);
  });

  it("suggests the id that was probably meant", async () => {
    const { code, out, err } = await run(["explain", "bucket-versionning-enable"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.equal(
      err,
      'mwaa: no rule is called "bucket-versionning-enable"; did you mean bucket-versioning-enabled?\n',
    );
  });
});

describe("mwaa rules", () => {
  it("lists every rule in every format", async () => {
    for (const format of ["text", "json", "markdown"]) {
      const { code, out } = await run(["rules", "--format", format]);
      assert.equal(code, 0);
      for (const { id } of RULES) assert.ok(out.includes(id), `${format} ${id}`);
    }
  });

  it("publishes each rule with its facts as JSON, and sentences instead of their ids", async () => {
    const { out } = await run(["rules", "--format", "json"]);
    const published = JSON.parse(out) as Record<string, unknown>[];
    assert.equal(published.length, RULES.length);
    for (const [index, rule] of RULES.entries()) {
      const { id, title, severity, effect, subject, decidedBy, why, examples, sources } = rule;
      assert.deepEqual(published[index], {
        ...{ id, title, severity, effect, subject, decidedBy, why, examples, sources },
        ...(rule.predicts === undefined ? {} : { predicts: messageText(rule.predicts) }),
      });
    }
  });
});
