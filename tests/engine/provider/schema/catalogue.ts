import * as fs from "node:fs";
import * as path from "node:path";

import type * as Declarations from "./declarations";
import type { Declaration, Properties, ValueType } from "./types";

const TOKEN = /^aws:([a-z0-9]+)\/([A-Za-z0-9]+):([A-Za-z0-9]+)$/;
const PROVIDER_TOKEN = "pulumi:providers:aws";

type Reader = (text: string) => ReadonlyMap<string, Properties>;

function referencesIn(type: ValueType): readonly string[] {
  switch (type.kind) {
    case "reference":
      return [type.name];
    case "list":
    case "map":
      return referencesIn(type.of);
    case "union":
      return type.of.flatMap(referencesIn);
    default:
      return [];
  }
}

/**
 * What the installed `@pulumi/aws` declares, read from its own declaration files: no list of ours can be out of
 * date. Parsing costs the TypeScript compiler, so answers are kept in a cache folder.
 */
export class Catalogue {
  readonly #known = new Map<string, Declaration | undefined>();
  #inputText: string | undefined;

  /** `root` is the folder of `@pulumi/aws`, `cache` a folder for answers (one per version of the package). */
  constructor(
    private readonly root: string,
    private readonly cache: string,
  ) {}

  /** The declaration of a resource type, or undefined when the package has no such type. */
  resource(token: string): Declaration | undefined {
    return this.#remember(token, (file, name) => ({
      inputs: `${name}Args`,
      outputs: file.includes(`class ${name} `) ? name : undefined,
    }));
  }

  /** The declaration of a function, or undefined when the package has no such function. */
  invoke(token: string): Declaration | undefined {
    return this.#remember(token, (_, name) => ({
      inputs: `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}Args`,
      outputs: undefined,
    }));
  }

  /** The provider's own configuration. */
  provider(): Declaration {
    const declaration = this.#remember(PROVIDER_TOKEN, () => ({
      inputs: "ProviderArgs",
      outputs: undefined,
    }));
    if (declaration === undefined) throw new Error(`no provider declaration below ${this.root}`);
    return declaration;
  }

  #remember(
    token: string,
    names: (file: string, name: string) => { inputs: string; outputs: string | undefined },
  ): Declaration | undefined {
    if (this.#known.has(token)) return this.#known.get(token);
    const cached = path.join(this.cache, `${token.replaceAll(/[:/]/g, "-")}.json`);
    const declaration = fs.existsSync(cached)
      ? (JSON.parse(fs.readFileSync(cached, "utf8")) as Declaration)
      : this.#read(token, names);
    if (declaration !== undefined && !fs.existsSync(cached)) {
      fs.mkdirSync(this.cache, { recursive: true });
      const partial = `${cached}.${String(process.pid)}`;
      fs.writeFileSync(partial, JSON.stringify(declaration));
      fs.renameSync(partial, cached);
    }
    this.#known.set(token, declaration);
    return declaration;
  }

  #read(
    token: string,
    names: (file: string, name: string) => { inputs: string; outputs: string | undefined },
  ): Declaration | undefined {
    const match = TOKEN.exec(token);
    const [, folder, stem, name] = match ?? [];
    const isProvider = token === PROVIDER_TOKEN;
    if (!isProvider && (folder === undefined || stem === undefined || name === undefined)) {
      return undefined;
    }
    const where = isProvider
      ? "provider"
      : folder === "index"
        ? (stem ?? "")
        : path.join(folder ?? "", stem ?? "");
    const file = path.join(this.root, `${where}.d.ts`);
    if (!fs.existsSync(file)) return undefined;
    const code = fs.readFileSync(file.replace(/\.d\.ts$/, ".js"), "utf8");
    // The file of another type may have this name on a file system that ignores case.
    if (!isProvider && !code.includes(token)) return undefined;
    const text = fs.readFileSync(file, "utf8");
    const read = this.#reader();
    const declared = read(text);
    const wanted = names(text, name ?? "");
    const inputs = declared.get(wanted.inputs) ?? {};
    const outputs = wanted.outputs === undefined ? {} : (declared.get(wanted.outputs) ?? {});
    return { token, inputs, outputs, objects: this.#objects(inputs, read) };
  }

  #reader(): Reader {
    // Loaded only when something is not in the cache yet: the compiler costs 0.3 s.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const declarations = require("./declarations") as typeof Declarations;
    return declarations.readDeclarations;
  }

  #objects(inputs: Properties, read: Reader): Readonly<Record<string, Properties>> {
    const objects: Record<string, Properties> = {};
    const pending = Object.values(inputs).flatMap((p) => referencesIn(p.type));
    const blocks = new Map<string, ReadonlyMap<string, Properties>>();
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (name in objects) continue;
      const dot = name.indexOf(".");
      const room = dot === -1 ? "" : name.slice(0, dot);
      let block = blocks.get(room);
      if (block === undefined) {
        block = read(this.#inputBlock(room));
        blocks.set(room, block);
      }
      const properties = block.get(name.slice(dot + 1));
      if (properties === undefined) throw new Error(`@pulumi/aws declares no input type ${name}`);
      objects[name] = properties;
      pending.push(...Object.values(properties).flatMap((p) => referencesIn(p.type)));
    }
    return objects;
  }

  /** The text of one namespace of `types/input.d.ts`; the whole file is 5 MB and slow to parse. */
  #inputBlock(room: string): string {
    this.#inputText ??= fs.readFileSync(path.join(this.root, "types/input.d.ts"), "utf8");
    const start = room === "" ? 0 : this.#inputText.indexOf(`\nexport declare namespace ${room} {`);
    const end = this.#inputText.indexOf(
      room === "" ? "\nexport declare namespace " : "\n}\n",
      start,
    );
    if (start === -1 || end === -1) throw new Error(`@pulumi/aws has no input namespace ${room}`);
    return this.#inputText.slice(start, room === "" ? end : end + 3);
  }
}
