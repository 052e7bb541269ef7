import type {
  AccessLevel,
  Action,
  ActionResource,
  ConditionKey,
  KeyType,
  ResourceType,
  ServiceActions,
} from "./types";

/** The letters of key types. */
export const TYPE_LETTERS: Readonly<Record<string, KeyType>> = {
  S: "String",
  A: "ARN",
  B: "Bool",
  N: "Numeric",
  D: "Date",
  I: "IPAddress",
  Y: "Binary",
};

/** The letters of access levels. */
export const LEVEL_LETTERS: Readonly<Record<string, AccessLevel>> = {
  L: "List",
  R: "Read",
  W: "Write",
  P: "Permissions management",
  T: "Tagging",
};

/** The beginning that all formats of ARNs share; it is left out of the text. */
export const ARN_HEAD = "arn:${Partition}:";

/**
 * Reads the compact text that a service's actions are kept as. Four parts are joined by `|`, the members of
 * each by `;`, and numbers are written in base 36:
 *
 * - keys: `name=type`, the type a letter, small if the key has several values;
 * - sets of keys: places in the list of keys, joined by `.`; the first set is the empty one;
 * - resource types: `name=ARN=set`;
 * - actions: `name=level=set=resources`, a resource being its place in the list of types, `!` if it
 *   is required, and `~set` if it brings keys of its own.
 *
 * @throws Error if the text is not of that form, which only a damaged table can be.
 */
export function decodeService(prefix: string, text: string): ServiceActions {
  const [keysText = "", setsText = "", typesText = "", actionsText = ""] = text.split("|");
  const keys = members(keysText).map(decodeKey);
  const sets = setsText
    .split(";")
    .map((set) => (set === "" ? [] : set.split(".").map((place) => at(keys, place))));
  const resourceTypes = members(typesText).map((each): ResourceType => {
    const [name = "", arn = "", set = "0"] = each.split("=");
    return { name, arn: arn.startsWith("arn:") ? arn : ARN_HEAD + arn, keys: at(sets, set) };
  });
  const resourceOf = (text: string): ActionResource => {
    const [head = "", set = "0"] = text.split("~");
    return {
      type: at(resourceTypes, head.replace("!", "")),
      required: head.endsWith("!"),
      keys: at(sets, set),
    };
  };
  const actions = members(actionsText).map((each): Action => {
    const [name = "", level = "", set = "0", resources = ""] = each.split("=");
    return {
      name,
      accessLevel: letter(LEVEL_LETTERS, level),
      keys: at(sets, set),
      resources: resources === "" ? [] : resources.split(".").map(resourceOf),
    };
  });
  const byName = new Map(actions.map((action) => [action.name.toLowerCase(), action]));
  return {
    prefix,
    actions,
    action: (name) => byName.get(name.toLowerCase()),
    resourceTypes,
    keys,
  };
}

/** Reads `name=type`. */
export function decodeKey(text: string): ConditionKey {
  const [name = "", type = ""] = text.split("=");
  return {
    name,
    type: letter(TYPE_LETTERS, type.toUpperCase()),
    multivalued: type !== type.toUpperCase(),
  };
}

function members(part: string): string[] {
  return part === "" ? [] : part.split(";");
}

function at<T>(list: readonly T[], place: string): T {
  const found = list[parseInt(place, 36)];
  if (found === undefined) throw new Error(`the table of IAM actions has no place ${place}`);
  return found;
}

function letter<T>(letters: Readonly<Record<string, T>>, text: string): T {
  const found = letters[text];
  if (found === undefined) throw new Error(`the table of IAM actions has no letter ${text}`);
  return found;
}
