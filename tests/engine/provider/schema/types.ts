/** The shape that a declaration gives to one value. A `reference` names a nested object type of `@pulumi/aws/types/input`. */
export type ValueType =
  | { readonly kind: "string" | "number" | "boolean" | "asset" | "any" }
  | { readonly kind: "list" | "map"; readonly of: ValueType }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "union"; readonly of: readonly ValueType[] };

/** One property: its type, and whether it must be given (an input) or is always there (an output). */
export interface Property {
  readonly type: ValueType;
  readonly required: boolean;
}

/** Properties by name, as one interface declares them. */
export type Properties = Readonly<Record<string, Property>>;

/** What `@pulumi/aws` declares about one resource or function. */
export interface Declaration {
  /** The type token, for example `aws:ec2/vpc:Vpc`. */
  readonly token: string;
  readonly inputs: Properties;
  /** Empty for functions. */
  readonly outputs: Properties;
  /** The nested object types that `inputs` reach, by the name that references use. */
  readonly objects: Readonly<Record<string, Properties>>;
}
