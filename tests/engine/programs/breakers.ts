import * as pulumi from "@pulumi/pulumi";

/** One way to break a stack: which resources, and how. */
interface Breaker {
  readonly type: string;
  /** Logical names of the resources to break. */
  readonly names: RegExp;
  readonly change: (props: pulumi.Inputs) => pulumi.Inputs;
}

interface Document {
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

function edit(
  text: pulumi.Input<string>,
  change: (document: Document) => Document,
): pulumi.Output<string> {
  return pulumi.output(text).apply((json) => JSON.stringify(change(JSON.parse(json) as Document)));
}

/** Ways to break a stack, by the rule that has to notice. */
const BREAKERS = {
  "versioning-suspended": {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    names: /./,
    change: (props) => ({ ...props, versioningConfiguration: { status: "Suspended" } }),
  },
  "access-block-incomplete": {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    names: /./,
    change: (props) => ({ ...props, restrictPublicBuckets: false }),
  },
  "role-over-privileged": {
    type: "aws:iam/policy:Policy",
    names: /role/,
    change: (props) => ({
      ...props,
      policy: edit(props["policy"] as pulumi.Input<string>, (document) => ({
        ...document,
        Statement: [...document.Statement, { Effect: "Allow", Action: "*", Resource: "*" }],
      })),
    }),
  },
  "deputy-confused": {
    type: "aws:iam/role:Role",
    names: /role/,
    change: (props) => ({
      ...props,
      assumeRolePolicy: edit(props["assumeRolePolicy"] as pulumi.Input<string>, (document) => ({
        ...document,
        Statement: document.Statement.map((statement) =>
          Object.fromEntries(Object.entries(statement).filter(([key]) => key !== "Condition")),
        ),
      })),
    }),
  },
} as const satisfies Readonly<Record<string, Breaker>>;

/** The name of a way to break a stack. */
export type BreakerName = keyof typeof BREAKERS;

/** The breaker of a name; throws when there is none. */
export function breakerNamed(name: string): Breaker {
  const found = Object.entries(BREAKERS).find(([known]) => known === name);
  if (found === undefined)
    throw new Error(`${name} is none of ${Object.keys(BREAKERS).join(", ")}`);
  return found[1];
}
