import * as path from "node:path";

/** The repository's root folder. */
export const REPOSITORY = path.resolve(__dirname, "../..");

/** Where this rig keeps what it builds; ignored by git. */
export const ENGINE_CACHE = path.join(REPOSITORY, ".cache/engine");
