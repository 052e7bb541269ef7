import assert from "node:assert/strict";
import { EXPLANATION_CODES, reach } from "../../../../reasoning/reachability";
import { FILTERS } from "./filters";
import { GUIDE } from "./guide";
import { INBOUND } from "./inbound";
import { INTERNET } from "./internet";
import { PEERING } from "./peering";
import { ROUTES } from "./routes";
import { SERVICES } from "./services";
import { TRANSIT_GATEWAYS } from "./transit";

const VECTORS = [ROUTES, FILTERS, INTERNET, INBOUND, PEERING, TRANSIT_GATEWAYS, SERVICES].flat();

describe("examples of AWS's documentation", () => {
  for (const vector of VECTORS) {
    const { title, changes, question, outcome, code, path, through, page, section } = vector;
    it(`${title} (${page}, ${section})`, () => {
      const network = changes.reduce((before, each) => each(before), GUIDE);
      const answer = reach(network, question);
      const told = JSON.stringify([answer.blockers, answer.blockedBy]);
      assert.equal(answer.outcome, outcome, told);
      const [blocker] = answer.blockers;
      assert.equal(blocker?.code, code, told);
      if (path !== undefined) assert.equal(blocker?.path, path, told);
      if (through === undefined) return;
      assert.ok(
        answer.forward?.some(({ id }) => id === through),
        JSON.stringify(answer.forward),
      );
    });
  }

  it("are enough, each of a page of AWS's, and no two alike", () => {
    assert.ok(VECTORS.length >= 60, String(VECTORS.length));
    assert.equal(new Set(VECTORS.map(({ title }) => title)).size, VECTORS.length);
    for (const { page, section } of VECTORS) {
      assert.match(
        page,
        /^vpc\/latest\/(userguide|peering|tgw|privatelink|reachability)\/[\w-]+\.html$/,
      );
      assert.notEqual(section, "");
    }
  });

  it("give each explanation code that the engine has", () => {
    const given = new Set(VECTORS.map(({ code }) => code));
    assert.deepEqual(
      EXPLANATION_CODES.filter((code) => !given.has(code)),
      [],
    );
  });
});
