/** A network and questions about it in one JSON document, and the answers to them in another. */
import type { Answer } from "./answer";
import type { Decoder, Fault, Shape } from "./json";
import {
  Faults,
  flag,
  isObject,
  list,
  object,
  oneOf,
  optional,
  REFUSED,
  shown,
  text,
} from "./json";
import type { Network } from "./network";
import { NetworkIndex } from "./network-index";
import { parseBlock } from "./address";
import type { Destination, Origin, Question } from "./question";
import { FAMILIES, QUANTIFIERS } from "./question";
import { reach } from "./reach";
import { network } from "./read-network";
import { address, cidr, ports, protocol } from "./read-parts";

/** A question with a name of the asker's choice. */
export interface Asked extends Question {
  /** @default - the question's place in the list */
  readonly id?: string;
}

/** What is asked of which network. */
export interface Inquiry {
  readonly network: Network;
  readonly questions: readonly Asked[];
}

/** An inquiry, or why the JSON is none. */
export type InquiryReading =
  | { readonly kind: "inquiry"; readonly inquiry: Inquiry }
  | { readonly kind: "faults"; readonly faults: readonly Fault[] };

/** An answer with the name of its question. */
export interface Answered extends Answer {
  readonly id: string;
}

const ids = optional(list(text));
const cidrs = optional(list(cidr));

type Of<T extends { readonly kind: string }, K extends T["kind"]> = Extract<
  T,
  { readonly kind: K }
>;

/** Reads an object whose `kind` says which one of several it is. */
function union<T extends { readonly kind: string }>(kinds: {
  readonly [K in T["kind"]]: Decoder<Of<T, K>>;
}): Decoder<T> {
  const decoders = new Map<unknown, Decoder<T>>(
    Object.entries(kinds as Readonly<Record<string, Decoder<T>>>),
  );
  return (value, pointer, faults) => {
    if (!isObject(value)) return faults.add(pointer, `is ${shown(value)}; an object is wanted`);
    const { kind } = value;
    const decoder = decoders.get(kind);
    if (decoder !== undefined) return decoder(value, pointer, faults);
    const known = [...decoders.keys()].join(", ");
    return faults.add(`${pointer}/kind`, `is ${shown(kind)}; one of ${known} is wanted`);
  };
}

const origin = union<Origin>({
  interface: object<Of<Origin, "interface">>({ kind: oneOf(["interface"]), interfaceId: text }),
  subnet: object<Of<Origin, "subnet">>({
    kind: oneOf(["subnet"]),
    subnetId: text,
    securityGroupIds: ids,
    addresses: cidrs,
    isPublic: optional(flag),
  }),
  internet: object<Of<Origin, "internet">>({ kind: oneOf(["internet"]), addresses: cidrs }),
  vpnGateway: object<Of<Origin, "vpnGateway">>({
    kind: oneOf(["vpnGateway"]),
    gatewayId: text,
    addresses: list(cidr),
  }),
  transitGatewayAttachment: object<Of<Origin, "transitGatewayAttachment">>({
    kind: oneOf(["transitGatewayAttachment"]),
    attachmentId: text,
    addresses: list(cidr),
  }),
});

const destination = union<Destination>({
  address: object<Of<Destination, "address">>({ kind: oneOf(["address"]), address }),
  cidr: object<Of<Destination, "cidr">>({ kind: oneOf(["cidr"]), cidr }),
  interface: object<Of<Destination, "interface">>({
    kind: oneOf(["interface"]),
    interfaceId: text,
  }),
  subnet: object<Of<Destination, "subnet">>({
    kind: oneOf(["subnet"]),
    subnetId: text,
    securityGroupIds: ids,
    addresses: cidrs,
    isPublic: optional(flag),
  }),
  service: object<Of<Destination, "service">>({ kind: oneOf(["service"]), serviceName: text }),
  name: object<Of<Destination, "name">>({ kind: oneOf(["name"]), name: text }),
  internet: object<Of<Destination, "internet">>({ kind: oneOf(["internet"]) }),
});

const ASKED: Shape<Asked> = {
  id: optional(text),
  from: origin,
  to: destination,
  protocol: optional(protocol),
  ports: optional(list(ports)),
  sourcePorts: optional(list(ports)),
  family: optional(oneOf(FAMILIES)),
  quantifier: optional(oneOf(QUANTIFIERS)),
};
const plainAsked = object(ASKED);

/** Where packets that start outside can be for: names are of the VPC that resolves them. */
const FOUND_FROM_OUTSIDE: readonly Destination["kind"][] = [
  "address",
  "cidr",
  "interface",
  "subnet",
];

/** A question, with what its parts have to be together. */
const asked: Decoder<Asked> = (value, pointer, faults) => {
  const before = faults.found.length;
  const read = plainAsked(value, pointer, faults);
  if (read === REFUSED || faults.found.length > before) return REFUSED;
  for (const name of ["ports", "sourcePorts"] as const) {
    if (read[name]?.length === 0) faults.add(`${pointer}/${name}`, "is empty; a range is wanted");
  }
  const { from, to, family } = read;
  const target = to.kind === "address" ? to.address : to.kind === "cidr" ? to.cidr : undefined;
  const actual = target === undefined ? undefined : parseBlock(target)?.family;
  if (actual !== undefined && family !== undefined && family !== actual) {
    faults.add(`${pointer}/family`, `is ${family}; ${shown(target)} is of ${actual}`);
  }
  const isInside = from.kind === "interface" || from.kind === "subnet";
  if (!isInside && !FOUND_FROM_OUTSIDE.includes(to.kind)) {
    faults.add(
      `${pointer}/to/kind`,
      `is ${shown(to.kind)}, and packets start outside; one of ${FOUND_FROM_OUTSIDE.join(", ")} is wanted`,
    );
  }
  return read;
};

const inquiryObject = object<Inquiry>({ network, questions: list(asked) });

/** Reads an inquiry from parsed JSON, whatever it is. */
export function readInquiry(json: unknown): InquiryReading {
  const faults = new Faults();
  const inquiry = inquiryObject(json, "", faults);
  return inquiry !== REFUSED && faults.found.length === 0
    ? { kind: "inquiry", inquiry }
    : { kind: "faults", faults: faults.found };
}

/** Answers all questions of an inquiry, in their order. Answers are plain JSON. */
export function answerInquiry({ network: asIs, questions }: Inquiry): readonly Answered[] {
  const index = new NetworkIndex(asIs);
  return questions.map((question, place) => ({
    id: question.id ?? String(place),
    ...reach(index, question),
  }));
}
