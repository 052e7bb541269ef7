import type { Resource, Stack } from "./resource";

/**
 * What will exist once the stacks are deployed: every resource of every stack given, indexed for
 * the questions that checks ask. Built once for each run and shared by all checks.
 */
export interface World {
  readonly stacks: readonly Stack[];
  readonly resources: readonly Resource[];
}
