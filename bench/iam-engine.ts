/**
 * One engine of the benchmark, in a process of its own: objects that one engine keeps decide how Node.js
 * manages the memory of all that is made in the same places, another engine's included.
 *
 * Started by `bench/iam.ts` with the engine's name and the number of cases. Each message asks for a round,
 * and the answer is its decisions a second.
 */
import { drawn, ENGINES } from "./iam-engines";
import { secondsOf } from "./processor-time";

const [name = "", count = ""] = process.argv.slice(2);
const engine = ENGINES[name];
if (engine === undefined) throw new Error(`no engine is called ${name}`);
const cases = drawn(Number(count));
const goThrough = engine.prepare(cases);
process.on("message", () => {
  const took = secondsOf(() => {
    for (let pass = 0; pass < engine.passes; pass++) goThrough();
  });
  process.send?.((cases.length * engine.passes) / took);
});
