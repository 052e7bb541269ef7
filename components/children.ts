import type * as pulumi from "@pulumi/pulumi";

/** Tags by key; a value may be known only later. */
export type Tags = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * What the children of a component have in common: their parent, the beginning of their logical
 * names and their tags. Logical names are a contract: they are the component's or
 * `<component>-<suffix>`, so that a rename is always a decision.
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

  /**
   * The tags of a child. `label` says in its `Name` tag what it is for; the one resource that a
   * component is all about has the component's name.
   */
  tags(label?: string): Record<string, pulumi.Input<string>> {
    return { ...this.ownTags, Name: label === undefined ? this.name : `${this.name} ${label}` };
  }

  /**
   * The tags of an object in S3, which takes few: all of them, or none where they do not fit. An
   * object's key says what it is, so there is no `Name`.
   */
  objectTags(most: number): { readonly tags?: Record<string, pulumi.Input<string>> } {
    const count = Object.keys(this.ownTags).length;
    return count === 0 || count > most ? {} : { tags: { ...this.ownTags } };
  }
}
