import assert from "node:assert/strict";
import type { Bound, PacketSet } from "../../../reasoning/reachability/packet-set";
import { partition } from "../../../reasoning/reachability/packet-set";
import type { Fate, Piece } from "../../../reasoning/reachability/pieces";
import { doubted, Run, whichever } from "../../../reasoning/reachability/pieces";
import type { Step } from "../../../reasoning/reachability/road";
import type { Stop } from "../../../reasoning/reachability/split";
import { Unknown } from "../../../reasoning/known";
import { PLAIN } from "./filtering";

/** Packets that differ in one thing: numbers from the first to the last. */
const numbers = (first: number, last: number): PacketSet => [
  { low: [BigInt(first)], high: [BigInt(last)] },
];
const stopOf = (id: string): Stop => ({
  code: "CANNOT_ROUTE",
  component: "test",
  id,
  pointer: `/${id}`,
  message: id,
});
type Range = readonly [first: number, last: number];

/** A step that stops some packets and leaves some open; the others pass. */
function step(id: string, stops?: Range, opens?: Range): Step {
  const within = ([first, last]: Range) => [[0, BigInt(first), BigInt(last)]] as const;
  return {
    component: "test",
    id,
    filter: (packets) => {
      const none = { inside: [], outside: packets };
      const stopped = stops === undefined ? none : partition(packets, within(stops));
      const rest = stopped.outside;
      const open =
        opens === undefined ? { inside: [], outside: rest } : partition(rest, within(opens));
      return {
        passed: open.outside,
        stopped: [{ packets: stopped.inside, stop: stopOf(id) }],
        unsettled: [{ packets: open.inside, unknowns: [new Unknown([id])] }],
      };
    },
  };
}

const ids = (steps: readonly Step[]) => steps.map(({ id }) => id).join("");

/** A piece in one line: its packets, its fate, and the steps there and back. */
function said({ packets, fate, forward, back }: Piece): string {
  const range = ({ low, high }: { low: readonly Bound[]; high: readonly Bound[] }) =>
    `${String(low[0])}-${String(high[0])}`;
  const why =
    fate.kind === "stopped"
      ? ` by ${fate.stop.id} ${fate.path}`
      : fate.kind === "unsettled"
        ? ` by ${fate.unknowns.flatMap((each) => each.blockedBy).join("+")}`
        : "";
  return `${packets.map(range).join(" ")} ${fate.kind}${why} [${ids(forward)}|${ids(back)}]`;
}

function ran(steps: readonly Step[], end?: (run: Run) => void): readonly string[] {
  const run = new Run(numbers(0, 9));
  for (const each of steps) run.pass(each, PLAIN);
  end?.(run);
  return run.pieces("forward").map(said);
}

describe("packets on one way", () => {
  it("arrive by all steps, or end at the one that stops them", () => {
    assert.deepEqual(ran([step("a"), step("b", [0, 3]), step("c", [4, 4])]), [
      "0-3 stopped by b forward [ab|]",
      "4-4 stopped by c forward [abc|]",
      "5-9 delivered [abc|]",
    ]);
  });

  it("are left open by a step that nobody knows, and by no step behind it", () => {
    assert.deepEqual(ran([step("a", undefined, [0, 4]), step("b")]), [
      "0-4 unsettled by a [ab|]",
      "5-9 delivered [ab|]",
    ]);
  });

  it("are stopped surely behind a step that may have stopped them", () => {
    assert.deepEqual(ran([step("a", undefined, [0, 4]), step("b", [0, 1], [2, 2])]), [
      "0-1 stopped by b forward [ab|]",
      "3-4 unsettled by a [ab|]",
      "2-2 unsettled by a+b [ab|]",
      "5-9 delivered [ab|]",
    ]);
  });

  it("may all be open, and none is left then for the next step", () => {
    const never: Step = { component: "test", id: "b" };
    assert.deepEqual(ran([step("a", undefined, [0, 9]), never]), ["0-9 unsettled by a [ab|]"]);
  });

  it("are not shown to a step once none is left", () => {
    const shown: number[] = [];
    const watch: Step = {
      component: "test",
      id: "b",
      filter: (packets) => {
        shown.push(packets.length);
        return { passed: packets, stopped: [], unsettled: [] };
      },
    };
    assert.deepEqual(ran([step("a", [0, 9]), watch]), ["0-9 stopped by a forward [a|]"]);
    assert.deepEqual(shown, []);
  });

  it("pass freely where no filter matters any more", () => {
    const run = new Run(numbers(0, 9));
    run.pass(step("a", undefined, [0, 4]), PLAIN);
    run.pass(step("b", [0, 9]), PLAIN, true);
    assert.deepEqual(run.pieces("forward").map(said), [
      "0-4 unsettled by a [ab|]",
      "5-9 delivered [ab|]",
    ]);
  });

  it("end where the way ends, those that may have been stopped before, too", () => {
    const steps = [step("a", [0, 0], [1, 4])];
    assert.deepEqual(
      ran(steps, (run) => {
        run.stop(stopOf("end"));
      }),
      [
        "0-0 stopped by a forward [a|]",
        "5-9 stopped by end forward [a|]",
        "1-4 stopped by end forward [a|]",
      ],
    );
    assert.deepEqual(
      ran(steps, (run) => {
        run.doubt([new Unknown(["end"])]);
      }),
      ["0-0 stopped by a forward [a|]", "5-9 unsettled by end [a|]", "1-4 unsettled by a [a|]"],
    );
  });

  it("come back by steps of their own, behind those of the parts before", () => {
    const before: Piece = {
      packets: numbers(0, 9),
      fate: { kind: "delivered" },
      forward: [step("a")],
      back: [step("x")],
    };
    const run = new Run(before.packets, before);
    run.pass(step("y", [0, 4]), PLAIN);
    run.pass(step("z", undefined, [5, 6]), PLAIN);
    assert.deepEqual(run.pieces("return").map(said), [
      "0-4 stopped by y return [a|xy]",
      "5-6 unsettled by z [a|xyz]",
      "7-9 delivered [a|xyz]",
    ]);
    assert.deepEqual(run.pieces("forward").map(said).at(-1), "7-9 delivered [a|x]");
  });
});

describe("one of several ways", () => {
  const piece = (first: number, last: number, fate: Fate): Piece => ({
    packets: numbers(first, last),
    fate,
    forward: [],
    back: [],
  });
  const DELIVERED: Fate = { kind: "delivered" };
  const stopped = (id: string): Fate => ({ kind: "stopped", stop: stopOf(id), path: "forward" });
  const open = (why: string): Fate => ({ kind: "unsettled", unknowns: [new Unknown([why])] });
  const WHICH = [new Unknown(["which"])];

  it("settles what all of them do, and leaves the rest open", () => {
    const ways = [
      [piece(0, 4, DELIVERED), piece(5, 9, stopped("a"))],
      [piece(0, 2, DELIVERED), piece(3, 6, stopped("b")), piece(7, 9, stopped("c"))],
    ];
    assert.deepEqual(whichever(ways, WHICH).map(said), [
      "0-2 delivered [|]",
      "3-4 unsettled by which [|]",
      "5-6 stopped by a forward [|]",
      "7-9 stopped by a forward [|]",
    ]);
  });

  it("names what leaves packets open on any of them", () => {
    const ways = [
      [piece(0, 9, open("one"))],
      [piece(0, 9, open("other"))],
      [piece(0, 9, DELIVERED)],
    ];
    assert.deepEqual(whichever(ways, WHICH).map(said), [
      "0-9 unsettled by which+which+one+other [|]",
    ]);
  });

  it("is the only one where there is no other, and nothing where there is none", () => {
    assert.deepEqual(whichever([[piece(0, 9, DELIVERED)]], WHICH).map(said), ["0-9 delivered [|]"]);
    assert.deepEqual(whichever([], WHICH), []);
  });

  it("may have stopped packets before: only what surely stops is sure behind it", () => {
    const why = [new Unknown(["why"])];
    const after = [DELIVERED, stopped("a"), open("open")].map((fate) => piece(0, 9, fate));
    assert.deepEqual(
      after.map((each) => said(doubted(each, why))),
      ["0-9 unsettled by why [|]", "0-9 stopped by a forward [|]", "0-9 unsettled by why+open [|]"],
    );
  });
});
