import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire, register as registerHooks } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type * as tsNode from "ts-node";

/** This tool's own folder when it runs from its TypeScript sources; undefined once compiled. */
const OWN_SOURCES = __filename.endsWith(".ts")
  ? path.resolve(__dirname, "../../..") + path.sep
  : undefined;

type Extension = (module: NodeJS.Module, file: string) => void;

/**
 * Lets `require` read TypeScript, from the first TypeScript file on: a JavaScript program never
 * pays for a compiler. Types are not checked; that is the editor's and `tsc`'s business.
 */
export function acceptTypeScript(directory: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- ts-node has no other hook for CommonJS.
  const extensions = require.extensions as Record<string, Extension | undefined>;
  const previous = extensions[".ts"];
  let compile: Extension | undefined;
  const accept: Extension = (module, file) => {
    if (previous !== undefined && OWN_SOURCES !== undefined && isWithin(OWN_SOURCES, file)) {
      previous(module, file);
      return;
    }
    compile ??= register(directory, extensions);
    compile(module, file);
  };
  extensions[".ts"] = accept;
}

function isWithin(folder: string, file: string): boolean {
  return file.startsWith(folder) && !file.slice(folder.length).includes("node_modules");
}

/** Registers the program's ts-node, or ours if it has none, and hands back what it would have hooked in. */
function register(directory: string, extensions: Record<string, Extension | undefined>): Extension {
  const fromProgram = createRequire(path.join(directory, "program.js"));
  const { register: start } = fromProgram("ts-node") as typeof tsNode;
  const hooked = extensions[".ts"];
  delete extensions[".ts"];
  const project = path.join(directory, "tsconfig.json");
  start({
    transpileOnly: true,
    scope: false,
    cwd: directory,
    compiler: fromProgram.resolve("typescript"),
    ...(existsSync(project) ? { project } : { skipProject: true }),
    compilerOptions: { target: "es2022", esModuleInterop: true, sourceMap: true, ...FORCED },
  });
  const compile = extensions[".ts"];
  extensions[".ts"] = hooked;
  if (compile === undefined) throw new Error("ts-node did not register itself for .ts files");
  return compile;
}

/** Whatever a program's bundler wants, here it is loaded by `require`. */
const FORCED = { module: "commonjs", moduleResolution: "node10", verbatimModuleSyntax: false };

/**
 * The same for a program that is an ES module: its imports go through hooks that run on a thread of
 * their own, which reads its settings from the environment.
 */
export function acceptTypeScriptModules(directory: string): void {
  const fromProgram = createRequire(path.join(directory, "program.js"));
  const project = path.join(directory, "tsconfig.json");
  for (const key of Object.keys(process.env)) {
    if (key.startsWith("TS_NODE_")) Reflect.deleteProperty(process.env, key);
  }
  process.env["TS_NODE_TRANSPILE_ONLY"] = "true";
  process.env["TS_NODE_CWD"] = directory;
  if (!existsSync(project)) process.env["TS_NODE_SKIP_PROJECT"] = "true";
  process.env["TS_NODE_COMPILER_OPTIONS"] = JSON.stringify({
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    verbatimModuleSyntax: false,
  });
  registerHooks(pathToFileURL(fromProgram.resolve("ts-node/esm")));
}

/** Whether a file or folder is loaded by `import` rather than `require`. */
export function isEsModule(entry: string): boolean {
  if (/\.m[jt]s$/.test(entry)) return true;
  if (/\.c[jt]s$/.test(entry)) return false;
  const folder = statSync(entry).isDirectory() ? entry : path.dirname(entry);
  return packageType(folder) === "module";
}

function packageType(folder: string): unknown {
  const manifest = path.join(folder, "package.json");
  if (existsSync(manifest)) {
    return (JSON.parse(readFileSync(manifest, "utf8")) as { type?: unknown }).type;
  }
  const parent = path.dirname(folder);
  return parent === folder ? undefined : packageType(parent);
}
