import * as pulumi from "@pulumi/pulumi";

/** A value of a property; `{ idOf: "…-private-1$" }` is the id of the resource whose name matches. */
export type EditValue =
  null | boolean | number | string | readonly EditValue[] | { readonly [key: string]: EditValue };

/** One thing that somebody changes in a program, by a transformation: which resources, and how. */
export interface Edit {
  /** The type of the resources; of a component, its token. */
  readonly type: string;
  /** Matches their logical names. Default: all of the type. */
  readonly names?: string;
  /** Properties by their path (`networkConfiguration.subnetIds`); null takes one away. */
  readonly set?: Readonly<Record<string, EditValue>>;
  /** In the text of a property, also where the text is computed; `from` is a regular expression. */
  readonly replace?: { readonly property: string; readonly from: string; readonly to: string };
  /** How long the engine waits for a creation. */
  readonly createTimeout?: string;
  /** Makes it by the provider of its parent instead of one of its own. Default: false. */
  readonly withoutProvider?: boolean;
  /** Makes another one of the type, with what is set, beside those that match. Default: false. */
  readonly add?: boolean;
}

type Bag = Readonly<Record<string, unknown>>;

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an edit makes beside the program's own resources. */
class Added extends pulumi.CustomResource {}

/** The resources that were begun, to take ids from. */
class Begun {
  readonly #resources: (readonly [string, pulumi.Resource])[] = [];

  note(name: string, resource: pulumi.Resource): void {
    this.#resources.push([name, resource]);
  }

  idOf(names: string): pulumi.Output<string> {
    const pattern = new RegExp(names);
    const found = this.#resources.find(
      ([name, resource]) => pulumi.CustomResource.isInstance(resource) && pattern.test(name),
    )?.[1];
    if (!pulumi.CustomResource.isInstance(found)) {
      throw new Error(`no resource before this one has a name like ${names}`);
    }
    return found.id;
  }

  value(given: EditValue): unknown {
    if (Array.isArray(given)) return (given as readonly EditValue[]).map((one) => this.value(one));
    if (!isBag(given)) return given;
    const { idOf } = given;
    if (typeof idOf === "string") return this.idOf(idOf);
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, this.value(one)]));
  }
}

function withValue(bag: Bag, [key = "", ...rest]: readonly string[], value: unknown): Bag {
  const { [key]: old, ...others } = bag;
  if (rest.length > 0) return { ...others, [key]: withValue(isBag(old) ? old : {}, rest, value) };
  return value === null ? others : { ...others, [key]: value };
}

function replaced({ property, from, to }: Required<Edit>["replace"], props: Bag): Bag {
  const text = props[property] as pulumi.Input<string>;
  const pattern = new RegExp(from, "g");
  const changed = pulumi.output(text).apply((whole) => {
    const result = whole.replaceAll(pattern, to);
    if (result === whole) throw new Error(`${property} has nothing like ${from}: ${whole}`);
    return result;
  });
  return { ...props, [property]: changed };
}

function propsAfter(edit: Edit, props: Bag, begun: Begun): Bag {
  const set = Object.entries(edit.set ?? {}).reduce(
    (bag, [path, value]) => withValue(bag, path.split("."), begun.value(value)),
    props,
  );
  return edit.replace === undefined ? set : replaced(edit.replace, set);
}

function optionsAfter(edit: Edit, opts: pulumi.ComponentResourceOptions): pulumi.ResourceOptions {
  if (edit.withoutProvider === true) {
    return Object.fromEntries(
      Object.entries(opts).filter(([key]) => key !== "provider" && key !== "providers"),
    );
  }
  return edit.createTimeout === undefined
    ? opts
    : { ...opts, customTimeouts: { ...opts.customTimeouts, create: edit.createTimeout } };
}

/** Changes the resources of the program that follows, as the edits say. */
export function applyEdits(edits: readonly Edit[]): void {
  const begun = new Begun();
  const made = new Set<Edit>();
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts, resource }) => {
    begun.note(name, resource);
    const mine = edits.filter(
      (edit) => edit.type === type && new RegExp(edit.names ?? ".").test(name) && !made.has(edit),
    );
    if (mine.length === 0) return undefined;
    const added = mine.filter(({ add }) => add === true);
    for (const edit of added) {
      made.add(edit);
      new Added(type, `${name}-added`, propsAfter(edit, props, begun));
    }
    const changed = mine.filter(({ add }) => add !== true);
    return {
      props: changed.reduce<Bag>((bag, edit) => propsAfter(edit, bag, begun), props),
      opts: changed.reduce((options, edit) => optionsAfter(edit, options), opts),
    };
  });
}
