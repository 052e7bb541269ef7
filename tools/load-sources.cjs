"use strict";
/**
 * Lets `require` read this repository's TypeScript without a build.
 *
 * Translating a hundred small files takes two seconds, and loading the compiler for it a quarter of
 * one more, at every start. So each translation is kept under `.cache/sources`, next to the hash of
 * the text it was made from: a stale one is never used, and there is one a file, so that the folder
 * does not grow. Types are not checked here; `npm run typecheck` does that.
 *
 * Use it with `node --require tools/load-sources.cjs`, or `require` it before anything else.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join, relative, sep } = require("node:path");
const { fileURLToPath } = require("node:url");

const ROOT = join(__dirname, "..");
const FOLDER = join(ROOT, ".cache", "sources");
const { version: COMPILER_VERSION } = require("typescript/package.json");

/** What the translation depends on beside the text; part of the hash. */
const OPTIONS = {
  target: "ES2022",
  module: "Node16",
  moduleResolution: "Node16",
  esModuleInterop: true,
  isolatedModules: true,
  inlineSourceMap: true,
};
const SEED = `${COMPILER_VERSION} ${JSON.stringify(OPTIONS)}\n`;

/** What was loaded, by file, for the lines in stack traces. */
const translations = new Map();

function translate(text, file) {
  const ts = require("typescript");
  const { options } = ts.convertCompilerOptionsFromJson(OPTIONS, ROOT);
  const { outputText, diagnostics } = ts.transpileModule(text, {
    compilerOptions: options,
    fileName: file,
    reportDiagnostics: true,
  });
  const [fault] = diagnostics ?? [];
  if (fault !== undefined) {
    throw new SyntaxError(
      ts.formatDiagnostic(fault, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => ROOT,
        getNewLine: () => "\n",
      }),
    );
  }
  return outputText;
}

function keep(path, text) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Several processes may start at once; a reader must not see half a file.
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch {
    // A folder that cannot be written costs time, nothing else.
  }
}

function isOwn(file) {
  return (
    file.startsWith(ROOT + sep) && !file.slice(ROOT.length).includes(`${sep}node_modules${sep}`)
  );
}

function keptTranslation(text, file) {
  const mark = `// ${createHash("sha1").update(SEED).update(text).digest("hex")}`;
  const path = join(FOLDER, `${relative(ROOT, file)}.js`);
  let kept = "";
  try {
    kept = readFileSync(path, "utf8");
  } catch {
    // Not translated yet.
  }
  // The mark stands at the end, where it moves no line of the source map.
  if (kept.endsWith(mark)) return kept;
  const fresh = `${translate(text, file)}\n${mark}`;
  keep(path, fresh);
  return fresh;
}

const previous = require.extensions[".ts"];
require.extensions[".ts"] = (module, file) => {
  if (!isOwn(file) && previous !== undefined) {
    previous(module, file);
    return;
  }
  const text = readFileSync(file, "utf8");
  // Only the sources of this repository are kept: others have no place under its folder.
  const translation = isOwn(file) ? keptTranslation(text, file) : translate(text, file);
  translations.set(file, translation);
  module._compile(translation, file);
};

// The library that ts-node uses: it also takes the place of the other one that Pulumi loads, which
// knows only files on disk. A stack is mapped when somebody reads it, and not before.
const fromTsNode = createRequire(require.resolve("ts-node/package.json"));
fromTsNode("@cspotcode/source-map-support").install({
  environment: "node",
  handleUncaughtExceptions: false,
  redirectConflictingLibrary: true,
  retrieveFile: (path) =>
    translations.get(path.startsWith("file://") ? fileURLToPath(path) : path) ?? "",
});
