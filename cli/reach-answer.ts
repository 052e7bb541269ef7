import { inkFor, type Ink } from "../preflight/report/ink";
import type { Answered, Blocker, Hop, Packet } from "../reasoning/reachability";
import { type Layout, said } from "./labelled-lines";

/** The answers for people: the outcome, the way of a packet hop by hop, or what stops it. */
export function renderReachAnswers(
  answers: readonly Answered[],
  { colour, width }: Layout,
): string {
  const ink = inkFor(colour);
  return answers.map((each) => `${render(each, ink, width).join("\n")}\n`).join("\n");
}

function render(answer: Answered, ink: Ink, width: number): readonly string[] {
  const { id, witness, blockers, blockedBy } = answer;
  return [
    `${ink.strong(id)}: ${headline(answer, ink)}`,
    ...said("shown by", witness === undefined ? [] : [packet(witness)], width),
    ...said("way", (answer.forward ?? []).map(hop), width),
    ...said("answer", (answer.return ?? []).map(hop), width),
    ...said("stopped by", blockers.map(blocker), width),
    ...said("hangs on", blockedBy, width),
  ];
}

function headline({ outcome }: Answered, ink: Ink): string {
  if (outcome === "reachable") return ink.good(outcome);
  return outcome === "unknown" ? ink.doubtful(outcome) : ink.bad(outcome);
}

/** IANA's numbers that people know by name. */
const PROTOCOLS: Readonly<Record<number, string>> = {
  1: "ICMP",
  6: "TCP",
  17: "UDP",
  58: "ICMPv6",
};

function packet({ source, destination, protocol, ...rest }: Packet): string {
  const { sourcePort, destinationPort, icmpType, icmpCode } = rest;
  const name = PROTOCOLS[protocol] ?? `protocol ${protocol}`;
  const ports =
    sourcePort === undefined || destinationPort === undefined
      ? ""
      : ` from port ${sourcePort} to port ${destinationPort}`;
  const icmp = icmpType === undefined ? "" : ` type ${icmpType} code ${icmpCode ?? 0}`;
  return `${name} ${source} → ${destination}${ports}${icmp}`;
}

function hop({ component, id, pointer, direction }: Hop): string {
  const way = direction === undefined ? "" : ` (${direction})`;
  return `${component} ${id}${way}${pointer === undefined ? "" : ` by ${pointer}`}`;
}

function blocker({ code, component, id, pointer, path, message }: Blocker): string {
  const whose = path === "return" ? ", the answer" : "";
  return `${code} at ${component} ${id}${whose}: ${message} (${pointer})`;
}
