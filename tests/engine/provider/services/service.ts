import type { Cloud } from "../cloud/cloud";
import type { Place } from "../cloud/place";
import type { Json, JsonObject } from "../wire";

/** An error that the service's API would answer with. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** A resource that was started but did not come up: it exists, with these outputs, and is broken. */
export class InitialisationFailure extends Error {
  constructor(
    readonly id: string,
    readonly outputs: JsonObject,
    message: string,
  ) {
    super(message);
  }
}

/** One call on the fake account. */
export interface Call {
  readonly cloud: Cloud;
  readonly place: Place;
  /** The resource's logical name. */
  readonly name: string;
  /** Checked inputs, without marks. */
  readonly inputs: JsonObject;
  /** The engine's limit in seconds (`customTimeouts`), 0 for the provider's own default. */
  readonly timeoutSeconds: number;
}

/** What a create call answers: the id, the values that the service computes, and what only it knows. */
interface Created {
  readonly id: string;
  readonly computed: JsonObject;
  readonly facts?: JsonObject;
}

/** An update also sees what existed before. */
interface UpdateCall extends Call {
  readonly id: string;
  readonly state: JsonObject;
  readonly changed: readonly string[];
}

/** A deletion sees what exists. */
interface DeleteCall extends Omit<Call, "inputs"> {
  readonly id: string;
  readonly state: JsonObject;
}

/** How the fake account treats one resource type. */
export interface Service {
  readonly token: string;
  /** The property that gets an automatic name, and the service's limit on its length. */
  readonly autoname?: {
    readonly property: string;
    readonly limit: number;
    readonly lower?: boolean;
    readonly prefix?: string;
    readonly unless?: readonly string[];
  };
  /** Defaults of the provider's schema. */
  readonly defaults?: JsonObject;
  /** Property paths whose change makes a new resource. */
  readonly replacedBy?: readonly string[];
  /** Further replacing properties that depend on the values. */
  readonly alsoReplacedBy?: (state: JsonObject, wanted: JsonObject) => readonly string[];
  /** Outputs that are unknown again in the preview of an update that changes these properties. */
  readonly recomputed?: (changed: readonly string[]) => readonly string[];
  /** What the provider refuses before any call: one sentence a fault. */
  readonly validate?: (inputs: JsonObject) => readonly string[];
  readonly create: (call: Call) => Created | Promise<Created>;
  /** New computed values; default: none change. */
  readonly update?: (call: UpdateCall) => JsonObject | Promise<JsonObject>;
  /** Refuses or tidies up before the record goes. */
  readonly remove?: (call: DeleteCall) => void | Promise<void>;
}

/** A service function: its result, from arguments and place. */
export type Invoke = (
  args: JsonObject,
  place: Place,
  cloud: Cloud,
) => Readonly<Record<string, Json>>;
