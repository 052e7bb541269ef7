import { isAbsolute, relative } from "node:path";
import type { WorldOutside } from "./world-outside";

/** A path as the user would write it: relative if it lies below the working directory. */
export function shownPath(path: string, world: WorldOutside): string {
  if (!isAbsolute(path)) return path;
  const short = relative(world.folder, path);
  return short === "" ? "." : short.startsWith("..") ? path : short;
}
