import type { FormTable } from "./form";
import { form } from "./form";
import type { Scene } from "./scenes";

const service = ({ action }: Scene) => action.slice(0, action.indexOf(":"));
const name = ({ action }: Scene) => action.slice(action.indexOf(":") + 1);

/** The ways to write an action. */
export const ACTION_FORMS: FormTable<Scene, string> = {
  hits: [
    form("exact", (scene) => scene.action),
    form("every action", () => "*"),
    form("whole service", (scene) => `${service(scene)}:*`),
    form("prefix", (scene) => `${service(scene)}:${name(scene).slice(0, 3)}*`),
    form("suffix", (scene) => `${service(scene)}:*${name(scene).slice(-4)}`),
    form(
      "inner star",
      (scene) => `${service(scene)}:${name(scene).slice(0, 2)}*${name(scene).slice(-1)}`,
    ),
    form("question mark", (scene) => `${service(scene)}:${name(scene).slice(0, -1)}?`),
    form("lower case", (scene) => scene.action.toLowerCase()),
    form("upper case", (scene) => scene.action.toUpperCase()),
    form(
      "prefix in other case",
      (scene) => `${service(scene)}:${name(scene).slice(0, 4).toUpperCase()}*`,
    ),
  ],
  misses: [
    form("neighbour", (scene) => scene.neighbour),
    form("neighbour's prefix", (scene) => `${scene.neighbour.slice(0, -3)}*`),
    form("other service", () => "glue:*"),
    form("longer name", (scene) => `${scene.action}s`),
    form("shorter name", (scene) => scene.action.slice(0, -1)),
    form("question mark too many", (scene) => `${scene.action}?`),
  ],
};
