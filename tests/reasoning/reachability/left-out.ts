import type { Network } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";

/** Something whose properties may be given as undefined: that is to say, left out. */
export type LeavingOut<T> = { readonly [P in keyof T]: T[P] | undefined };

/** A thing without the properties that are undefined. */
export function withWhatIsSet<T extends object>(thing: LeavingOut<T>): T {
  return Object.fromEntries(
    Object.entries(thing).filter(([, value]) => value !== undefined),
  ) as unknown as T;
}

type Item<K extends keyof Network> = Exclude<Network[K][number], { readonly blockedBy: unknown }>;

/** Changes one thing of a list, or leaves properties of it out. */
export function changeOrLeaveOut<K extends keyof Network>(
  kind: K,
  id: string,
  more: LeavingOut<Partial<Item<K>>>,
): Change {
  return (network) => ({
    ...network,
    [kind]: (network[kind] as readonly object[]).map((each) =>
      "id" in each && each.id === id ? withWhatIsSet<object>({ ...each, ...more }) : each,
    ),
  });
}
