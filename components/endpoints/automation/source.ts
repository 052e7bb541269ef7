import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Where the function's source is in this package. */
const FOLDER = path.join("assets", "lambda", "customer-endpoints");

/**
 * The function's source, file by file, so that what Python leaves behind does not change its hash.
 * Paths go from the working directory: the same program has the same inputs in every clone.
 *
 * @throws Error if the package is incomplete.
 */
export function automationSource(): pulumi.asset.AssetArchive {
  const folder = path.join(packageFolder(__dirname), FOLDER);
  const modules = fs.readdirSync(folder).filter((name) => name.endsWith(".py"));
  const here = path.relative(process.cwd(), folder);
  return new pulumi.asset.AssetArchive(
    Object.fromEntries(
      modules.sort().map((name) => [name, new pulumi.asset.FileAsset(path.join(here, name))]),
    ),
  );
}

/** The folder above that has the source: one more level up from compiled files than from others. */
function packageFolder(from: string): string {
  if (fs.existsSync(path.join(from, FOLDER))) return from;
  const above = path.dirname(from);
  if (above === from) throw new Error(`The package lacks ${FOLDER}; install it anew.`);
  return packageFolder(above);
}
