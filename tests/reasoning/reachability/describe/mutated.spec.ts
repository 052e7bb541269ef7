import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { jsonOfNetwork, networkOfDescriptions } from "../../../../reasoning/reachability/describe";
import { readNetwork } from "../../../../reasoning/reachability/read-network";

const FOLDER = join(__dirname, "..", "batfish", "snapshots");
const TEXTS = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), "utf8"));

/** Every place of a value, as the object that holds it and the name there. */
function placesOf(value: unknown): readonly (readonly [object, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    [value, name] as const,
    ...placesOf(each),
  ]);
}

const JUNK = fc.oneof(
  fc.constantFrom(null, undefined, "", "x", 0, -1, 70_000, true, [], {}, [null], [{}], "::/0"),
  fc.jsonValue({ maxDepth: 2 }),
);

describe("descriptions of real networks with something broken", () => {
  it("give a network that can be written down and read back, or faults with pointers", () => {
    let networks = 0;
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.nat(), JUNK, (text, at, junk) => {
        const snapshot = JSON.parse(text) as object;
        const places = placesOf(snapshot);
        const place = places[at % places.length];
        assert.ok(place);
        Object.assign(place[0], { [place[1]]: junk });
        const reading = networkOfDescriptions(snapshot);
        if (reading.kind === "faults") {
          for (const { pointer } of reading.faults) assert.match(pointer, /^(\/.+)?$/);
          return reading.faults.length > 0;
        }
        networks += 1;
        return readNetwork(jsonOfNetwork(reading.network)).kind === "network";
      }),
      { numRuns: 1500, seed: 7 },
    );
    assert.ok(networks > 300, String(networks));
  });
});
