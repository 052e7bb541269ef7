/** What tells one stack from another. */
export interface StackIdentity {
  readonly project: string;
  readonly stack: string;
  /** Absent if nobody said which one it is. */
  readonly organization?: string;
}

/** What a program that knows no organization of its own is told: state in files has only this one. */
export const DEFAULT_ORGANIZATION = "organization";

/** A stack that a reference may mean. */
export interface Meant<T> {
  readonly stack: T;
  /** False if the name holds an organization that nobody confirmed. */
  readonly certain: boolean;
}

/**
 * The stack that a StackReference means. Pulumi reads `<stack>` and `<organization>/<stack>` within
 * the project that asks, and `<organization>/<project>/<stack>` anywhere; `<project>/<stack>`, as
 * reports call stacks, is understood where its first part is the name of a project.
 *
 * An organization that nobody told may be any: then the rest of the name decides.
 *
 * Source: https://www.pulumi.com/docs/iac/concepts/stacks/, "Stack references", read 2026-11-22.
 */
export function meantBy<T extends StackIdentity>(
  name: string,
  asking: StackIdentity,
  among: readonly T[],
): Meant<T> | undefined {
  const parts = name.split("/");
  const [first = "", second = "", third = ""] = parts;
  switch (parts.length) {
    case 1:
      return find(among, asking.project, first, asking.organization);
    case 2: {
      const own = find(among, asking.project, second, first);
      if (own?.certain === true) return own;
      return find(among, first, second, asking.organization) ?? own;
    }
    case 3:
      return find(among, second, third, first);
    default:
      return undefined;
  }
}

function find<T extends StackIdentity>(
  among: readonly T[],
  project: string,
  stack: string,
  organization: string | undefined,
): Meant<T> | undefined {
  const named = among.filter((each) => each.project === project && each.stack === stack);
  const exact = named.find(
    (each) =>
      (each.organization ?? DEFAULT_ORGANIZATION) === (organization ?? DEFAULT_ORGANIZATION),
  );
  if (exact !== undefined) return { stack: exact, certain: true };
  // One of the two organizations was not told.
  const open = named.find((each) => each.organization === undefined || organization === undefined);
  return open === undefined ? undefined : { stack: open, certain: organization === undefined };
}
