import type { Answered, InquiryReading } from "../reasoning/reachability";
import { answerInquiry, readInquiry } from "../reasoning/reachability";
import type { Expected } from "./input-file";
import { readInputFile, refusalOf } from "./input-file";
import type { Outcome, ReachOptions } from "./invocation";
import { renderReachAnswers } from "./reach-answer";
import { mayColour, type WorldOutside, widthOf } from "./world-outside";

const INQUIRY: Expected = {
  thing: "a network with questions",
  content: 'JSON of the form {"network": …, "questions": […]}',
  pipe: "cat questions.json | mwaa reach -",
};

function read(text: string): InquiryReading {
  try {
    return readInquiry(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: "faults", faults: [{ pointer: "", message: `is not JSON: ${error.message}` }] };
  }
}

/** `mwaa reach`: whether packets get through a network and their answers back, and why not. */
export async function reach(options: ReachOptions, world: WorldOutside): Promise<Outcome> {
  const { file, expect, format, output } = options;
  const reading = read(await readInputFile(file, INQUIRY, world));
  if (reading.kind === "faults") {
    throw refusalOf(
      file,
      reading.faults.map(({ pointer, message }) => ({ pointer, problem: message })),
    );
  }
  // Of no question at all every answer would be the expected one.
  if (reading.inquiry.questions.length === 0)
    throw refusalOf(file, [{ pointer: "/questions", problem: "is empty: ask at least one" }]);
  const answers: readonly Answered[] = answerInquiry(reading.inquiry);
  const exitCode = answers.every(({ outcome }) => outcome === expect) ? 0 : 1;
  switch (format) {
    case "json":
      return { text: `${JSON.stringify({ answers }, null, 2)}\n`, exitCode };
    case "text": {
      const layout = { colour: mayColour(world, output), width: widthOf(world) };
      return { text: renderReachAnswers(answers, layout), exitCode };
    }
  }
}
