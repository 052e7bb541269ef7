import { PLACEHOLDER_ACCOUNT } from "../../../preflight/model/accounts";
import type { Resource, Stack, Value } from "../../../preflight/model/resource";
import { Unknown } from "../../../reasoning/known";

/** One line of a stack broken: the same stack with one thing changed. */
export type Edit = (stack: Stack) => Stack;

/** Picks the resources that an edit is for. */
type Pick = (resource: Resource) => boolean;

/** AWS resources of a type, by the last part of its token, and by name if a part of one is given. */
export function a(type: string, namePart = ""): Pick {
  return ({ type: token, name }) =>
    token.startsWith("aws:") && token.endsWith(`:${type}`) && name.includes(namePart);
}

function change(
  stack: Stack,
  pick: Pick,
  edit: (resource: Resource) => Resource | undefined,
): Stack {
  let edited = 0;
  const resources = stack.resources.flatMap((resource) => {
    // One line is broken, so that the first resource that fits is enough.
    if (edited > 0 || !pick(resource)) return [resource];
    edited++;
    const result = edit(resource);
    return result === undefined ? [] : [result];
  });
  if (edited === 0) throw new Error("the stack holds no resource that this edit is for");
  return { ...stack, resources };
}

/** Sets an input; dots lead into nested ones, and `undefined` takes it away. */
export function set(pick: Pick, path: string, value: Value | undefined): Edit {
  return (stack) =>
    change(stack, pick, (resource) => ({
      ...resource,
      inputs: put(resource.inputs, path.split("."), value) as Resource["inputs"],
      outputs: put(resource.outputs, path.split("."), undefined) as Resource["outputs"],
      // A literal comes from no other resource; what the resource waits for stays as it was.
      propertyDependencies: { ...resource.propertyDependencies, [path.split(".")[0] ?? path]: [] },
    }));
}

/** Changes the text of an input, such as a policy document. */
export function rewrite(pick: Pick, property: string, edit: (text: string) => string): Edit {
  return (stack) =>
    change(stack, pick, (resource) => {
      const text = resource.inputs[property];
      if (typeof text !== "string") throw new Error(`${resource.urn} has no text ${property}`);
      const edited = edit(text);
      if (edited === text) throw new Error(`nothing to rewrite in ${property}: ${text}`);
      return {
        ...resource,
        inputs: { ...resource.inputs, [property]: edited },
        outputs: { ...resource.outputs, [property]: edited },
      };
    });
}

/** The same stack in an account that somebody told, so that other accounts are others for certain. */
export function inAccount(account: string): Edit {
  const told = <T>(value: T): T => {
    if (typeof value === "string") return value.replaceAll(PLACEHOLDER_ACCOUNT, account) as T;
    if (typeof value !== "object" || value === null || value instanceof Unknown) return value;
    if (Array.isArray(value)) return value.map(told) as T;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]: [string, unknown]) => [key, told(each)]),
    ) as T;
  };
  return (stack) => ({ ...stack, account, resources: told(stack.resources) });
}

/** Takes a resource away, and every dependency on it. */
export function drop(pick: Pick): Edit {
  return (stack) => {
    const gone = stack.resources.find(pick);
    const without = change(stack, pick, () => undefined);
    return gone === undefined
      ? without
      : { ...without, resources: without.resources.map((each) => forget(each, gone.urn)) };
  };
}

/** Has a resource no longer wait for another one. */
export function unorder(pick: Pick, before: Pick): Edit {
  return (stack) => {
    const forgotten = stack.resources.filter(before);
    if (forgotten.length === 0) throw new Error("the stack holds no resource to forget");
    return change(stack, pick, (resource) =>
      forgotten.reduce((each, { urn }) => forget(each, urn), resource),
    );
  };
}

/** Changes an option of a resource, such as `protect`. */
export function option(pick: Pick, options: Partial<Resource>): Edit {
  return (stack) => change(stack, pick, (resource) => ({ ...resource, ...options }));
}

/** Adds a resource that is like another one but for its name and some inputs. */
export function copy(pick: Pick, suffix: string, inputs: Readonly<Record<string, Value>>): Edit {
  return (stack) => {
    const original = stack.resources.find(pick);
    if (original === undefined)
      throw new Error("the stack holds no resource that this edit is for");
    const twin = {
      ...original,
      urn: original.urn + suffix,
      name: original.name + suffix,
      inputs: { ...original.inputs, ...inputs },
      outputs: {},
    };
    return { ...stack, resources: [...stack.resources, twin] };
  };
}

function forget(resource: Resource, urn: string): Resource {
  return {
    ...resource,
    dependencies: resource.dependencies.filter((each) => each !== urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([property, urns]) => [
        property,
        urns.filter((each) => each !== urn),
      ]),
    ),
  };
}

function put(
  value: Value | undefined,
  path: readonly string[],
  replacement: Value | undefined,
): Value | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return replacement;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((each, i) =>
      String(i) === first ? (put(each, rest, replacement) ?? null) : each,
    );
  }
  const object = (value ?? {}) as Record<string, Value>;
  const others = Object.entries(object).filter(([key]) => key !== first);
  const edited = put(object[first], rest, replacement);
  return Object.fromEntries(edited === undefined ? others : [...others, [first, edited]]);
}
