import type * as pulumi from "@pulumi/pulumi";

/** What can be wrong with the program. */
export const FLAWS = [
  "access-block-late",
  "dag-late",
  "group-closed",
  "log-group-late",
  "micro-with-two",
  "no-route",
  "one-zone",
  "queue-denied",
  "role-policy-late",
  "short-of-time",
  "unknown-name",
  "versioning-late",
] as const;

/** The name of a flaw. */
export type Flaw = (typeof FLAWS)[number];

/** The flaw of a name; throws when there is no such flaw. */
export function flawNamed(name: string | undefined): Flaw | undefined {
  if (name === undefined) return undefined;
  const flaw = FLAWS.find((known) => known === name);
  if (flaw === undefined) throw new Error(`flaw ${name} is none of ${FLAWS.join(", ")}`);
  return flaw;
}

type Make = (options: pulumi.CustomResourceOptions) => pulumi.Resource;

/**
 * Makes a resource that the environment waits for; or, when its lateness is the flaw, one that is made after the
 * environment, so that the order is wrong every time and not by chance.
 */
export function lateUnless(
  flaw: Flaw | undefined,
  ready: pulumi.Resource[],
  environment: () => pulumi.Resource,
): (lateness: Flaw, make: Make) => void {
  return (lateness, make) => {
    if (flaw !== lateness) {
      ready.push(make({}));
      return;
    }
    // The environment is declared further down; by the next tick it is there.
    process.nextTick(() => make({ dependsOn: [environment()] }));
  };
}
