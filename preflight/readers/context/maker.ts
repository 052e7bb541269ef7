import { partitionOf } from "../../../mwaa/service/partitions";
import type { Kind } from "../../model/kinds";
import { tokensOf } from "../../model/kinds";
import { PROVIDER_PREFIX } from "../../model/provider";
import type { Properties, Resource, Value } from "../../model/resource";

/** Where something is, as far as the file tells. */
export interface Whereabouts {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** One thing that exists. */
export interface Existing extends Whereabouts {
  readonly kind: Kind;
  /** What its URN ends in: its id, or the ids of what it ties together. */
  readonly name: string;
  /** What is told of it; a property that is undefined was not told. */
  readonly inputs: Readonly<Record<string, Value | undefined>>;
  readonly outputs?: Readonly<Record<string, Value | undefined>>;
  /** The kinds of things that belong to it and were all told. */
  readonly complete?: readonly Kind[];
  /** What a property that has no known value leads to. */
  readonly edges?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Turns facts into resources of the shape that every reader delivers. What is in another account or
 * Region than the file's own gets a provider that says so, as a program would.
 */
export class Maker {
  readonly #resources = new Map<string, Resource>();

  constructor(
    /** The file's name, which tells the URNs of several files apart. */
    private readonly file: string,
    private readonly home: Whereabouts,
  ) {}

  /** Everything that was made, in order. */
  get resources(): readonly Resource[] {
    return [...this.#resources.values()];
  }

  /** The account of what says none of its own. */
  get account(): string | undefined {
    return this.home.account;
  }

  /** The Region of what says none of its own. */
  get region(): string | undefined {
    return this.home.region;
  }

  /** Adds a thing, once. */
  add(thing: Existing): Resource {
    const [type = ""] = tokensOf(thing.kind);
    const provider = this.#provider(thing);
    return this.#keep(this.urn(thing.kind, thing.name), () => ({
      ...EXISTING,
      urn: this.urn(thing.kind, thing.name),
      type,
      name: thing.name,
      custom: true,
      inputs: told(thing.inputs),
      outputs: told(thing.outputs ?? {}),
      propertyDependencies: thing.edges ?? {},
      complete: thing.complete ?? [],
      ...(provider === undefined ? {} : { provider }),
    }));
  }

  /** Whether a thing was added. */
  has(kind: Kind, name: string): boolean {
    return this.#resources.has(this.urn(kind, name));
  }

  /** The URN of a thing. */
  urn(kind: Kind, name: string): string {
    return this.#urn(tokensOf(kind)[0] ?? "", name);
  }

  /** The ARN of a thing of EC2; undefined if the file tells too little. */
  ec2Arn(where: Whereabouts, resource: string): string | undefined {
    const { account = this.account, region = this.region } = where;
    if (account === undefined || region === undefined) return undefined;
    return `arn:${partitionOf(region).id}:ec2:${region}:${account}:${resource}`;
  }

  #urn(type: string, name: string): string {
    return `urn:pulumi:context::${this.file.replaceAll("::", ":")}::${type}::${name}`;
  }

  #provider({ account = this.account, region = this.region }: Existing): string | undefined {
    if (account === this.account && region === this.region) return undefined;
    const name = [account, region].filter((each) => each !== undefined).join("-");
    const urn = this.#urn(`${PROVIDER_PREFIX}aws`, name);
    const { type, inputs } = {
      type: `${PROVIDER_PREFIX}aws`,
      inputs: told({
        region,
        allowedAccountIds: account === undefined ? undefined : [account],
      }),
    };
    this.#keep(urn, () => ({
      ...EXISTING,
      urn,
      type,
      name,
      custom: true,
      inputs,
      outputs: {},
      propertyDependencies: {},
    }));
    return `${urn}::${name}`;
  }

  #keep(urn: string, make: () => Resource): Resource {
    const known = this.#resources.get(urn);
    if (known !== undefined) return known;
    const made = make();
    this.#resources.set(urn, made);
    return made;
  }
}

const EXISTING = {
  change: "read",
  dependencies: [],
  protect: false,
  retainOnDelete: false,
  customTimeouts: {},
  ignoreChanges: [],
} as const satisfies Partial<Resource>;

function told(properties: Readonly<Record<string, Value | undefined>>): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, Value] => entry[1] !== undefined),
  );
}
