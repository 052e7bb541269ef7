/**
 * Builds the policy pack into `policies/dist`: one bundle beside the files that `pulumi` and `npm`
 * want, ready for `pulumi preview --policy-pack policies/dist` and `pulumi policy publish`.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Metafile } from "esbuild";
import { build } from "esbuild";

const ROOT = join(__dirname, "..");
const SOURCE = join(ROOT, "policies");

/** What the pack installs beside itself; the bundle holds the rest. */
const INSTALLED = ["@pulumi/policy", "@pulumi/pulumi", "typescript"] as const;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

if (require.main === module) void buildPack(join(SOURCE, "dist"));

/** Writes the pack into a folder, which is emptied before. */
export async function buildPack(target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const { metafile } = await build({
    entryPoints: [join(SOURCE, "index.ts")],
    outfile: join(target, "index.js"),
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    charset: "utf8",
    // Names stay, so that a stack trace still tells where it comes from.
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    external: [...INSTALLED],
  });
  writeManifest(target);
  for (const file of ["PulumiPolicy.yaml", "README.md"]) {
    copyFileSync(join(SOURCE, file), join(target, file));
  }
  copyFileSync(join(ROOT, "LICENSE"), join(target, "LICENSE"));
  writeFileSync(join(target, "NOTICES.txt"), notices(metafile));
}

/** The pack has the version of the repository and the pins that it is tested with. */
function writeManifest(target: string): void {
  const root = readManifest(join(ROOT, "package.json"));
  const pins = { ...root.devDependencies, ...root.dependencies };
  const dependencies = Object.fromEntries(INSTALLED.map((name) => [name, pins[name]]));
  const own = readManifest(join(SOURCE, "package.json"));
  writeFileSync(
    join(target, "package.json"),
    `${JSON.stringify({ ...own, version: root.version, dependencies }, null, 2)}\n`,
  );
}

/** The licences of what is bundled, which ask to be passed on. */
function notices({ inputs }: Metafile): string {
  const marker = `${sep}node_modules${sep}`;
  const folders = new Set<string>();
  for (const input of Object.keys(inputs)) {
    const file = join(ROOT, input);
    if (file.includes(marker)) folders.add(packageFolder(dirname(file)));
  }
  const parts = [...folders].sort().map((folder) => {
    const { name, version } = readManifest(join(folder, "package.json"));
    const licence = ["LICENSE", "LICENSE.md", "LICENSE.txt", "license"]
      .map((file) => join(folder, file))
      .find((file) => existsSync(file));
    if (licence === undefined)
      throw new Error(`${name} ${version} is bundled but has no licence file`);
    return `${name} ${version}\n\n${readFileSync(licence, "utf8").trim()}\n`;
  });
  return ["This bundle contains the following packages.\n", ...parts].join(
    `\n${"-".repeat(72)}\n\n`,
  );
}

/** The folder of the package that a file belongs to: the nearest manifest with a name and a version. */
function packageFolder(folder: string): string {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) {
    const { name, version } = readManifest(manifest) as Partial<Manifest>;
    if (name !== undefined && version !== undefined) return folder;
  }
  return packageFolder(dirname(folder));
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}
