import { answer, isFaulty, readSimulation, type WrittenAnswer } from "../reasoning/iam";
import { renderIamAnswer } from "./iam-answer";
import type { Expected } from "./input-file";
import { readInputFile, refusalOf } from "./input-file";
import type { IamSimulateOptions, Outcome } from "./invocation";
import { mayColour, type WorldOutside, widthOf } from "./world-outside";

const SIMULATION: Expected = {
  thing: "a request with its policies",
  content: 'JSON of the form {"request": …, "policies": …}',
  pipe: "cat request.json | mwaa iam simulate -",
};

/** How an outcome meets what was expected: each way of being denied is a denial. */
function meets({ outcome }: WrittenAnswer, expect: IamSimulateOptions["expect"]): boolean {
  if (outcome === "unknown") return false;
  return (outcome === "allowed") === (expect === "allowed");
}

/** `mwaa iam simulate`: whether AWS would allow a request, and why. */
export async function iamSimulate(
  options: IamSimulateOptions,
  world: WorldOutside,
): Promise<Outcome> {
  const { file, expect, format, output } = options;
  const simulation = readSimulation(await readInputFile(file, SIMULATION, world));
  if (isFaulty(simulation)) {
    throw refusalOf(
      file,
      simulation.faults.map(({ pointer, reason }) => ({ pointer, problem: reason })),
    );
  }
  const written = answer(simulation);
  const exitCode = meets(written, expect) ? 0 : 1;
  switch (format) {
    case "json":
      return { text: `${JSON.stringify(written, null, 2)}\n`, exitCode };
    case "text": {
      const layout = { colour: mayColour(world, output), width: widthOf(world) };
      return { text: renderIamAnswer(written, layout), exitCode };
    }
  }
}
