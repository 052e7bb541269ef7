import type * as pulumi from "@pulumi/pulumi";

/** Tags by key; a value may be known only later. */
export type Tags = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * What the children of a component have in common: their parent, the beginning of their logical
 * names and their tags. Logical names are a contract: they are `<component>-<suffix>` and nothing
 * else, so that a rename is always a decision.
 */
export class Children {
  constructor(
    /** The component itself. */
    readonly parent: pulumi.ComponentResource,
    /** The component's logical name. */
    readonly name: string,
    private readonly ownTags: Tags = {},
  ) {}

  /** The logical name of a child. */
  named(suffix: string): string {
    return `${this.name}-${suffix}`;
  }

  /** The tags of a child; `label` says in its `Name` tag what it is for. */
  tags(label: string): Record<string, pulumi.Input<string>> {
    return { ...this.ownTags, Name: `${this.name} ${label}` };
  }
}
