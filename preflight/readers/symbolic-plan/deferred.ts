import Module from "node:module";

/**
 * What the SDK loads at its start and only needs to serialise functions: two thirds of its loading
 * time. Each is loaded for real when something first looks into it.
 */
const DEFERRED: ReadonlySet<string> = new Set(["typescript", "@npmcli/arborist"]);

type Load = (this: unknown, request: string, parent: unknown, isMain: boolean) => unknown;

/** Node's loader, as far as it has to be taken hold of. */
interface Loader {
  _load: Load;
  _resolveFilename(request: string, parent: unknown, isMain: boolean): string;
}

/** Runs `work` and defers the heavy modules that are loaded meanwhile. */
export function withoutHeavyModules<T>(work: () => T): T {
  const loader = Module as unknown as Loader;
  const original = loader._load;
  loader._load = function (request, parent, isMain) {
    if (!DEFERRED.has(request)) return original.call(this, request, parent, isMain);
    // A module that is not there must fail here, where the caller may have another in store.
    const file = loader._resolveFilename(request, parent, isMain);
    return deferred(() => original.call(loader, file, parent, false) as object);
  };
  try {
    return work();
  } finally {
    loader._load = original;
  }
}

/** Stands in for a module until one of its members is used. */
function deferred(load: () => object): unknown {
  let loaded: object | undefined;
  return new Proxy(
    {},
    {
      get: (_, key) => {
        // Compiled code asks this first of all, to decide whether to copy every member.
        if (key === "__esModule") return true;
        loaded ??= load();
        return key === "default" && !("default" in loaded)
          ? loaded
          : (Reflect.get(loaded, key) as unknown);
      },
    },
  );
}
