/**
 * Writes docs/api/<entry>.api.md: what each entry point exports, so that a change of the public
 * interface is seen in review. Reads the declarations that `npm run build` wrote.
 *
 *   ts-node tools/api-reports.ts           writes the reports
 *   ts-node tools/api-reports.ts --check   writes nothing; exit 1 if a report is stale
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const ROOT = join(__dirname, "..");

/** The entry points that stand for themselves, by the name they are imported under. */
const ENTRIES: Readonly<Record<string, string>> = {
  iam: "dist/reasoning/iam/index.d.ts",
  "iam-lint": "dist/reasoning/iam/lint/index.d.ts",
  reachability: "dist/reasoning/reachability/index.d.ts",
};

/** Whether the report of an entry point holds; writes it unless it is only to be checked. */
function isUpToDate(entry: string, declarations: string, check: boolean): boolean {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(ROOT, "api-extractor.json"),
    packageJsonFullPath: join(ROOT, "package.json"),
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(ROOT, declarations),
      compiler: { tsconfigFilePath: join(ROOT, "tsconfig.build.json") },
      apiReport: {
        enabled: true,
        reportFileName: entry,
        reportFolder: join(ROOT, "docs", "api"),
        reportTempFolder: join(ROOT, ".cache", "api"),
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      newlineKind: "lf",
      messages: {
        // The sources say everything once, in plain comments; the report lists what is exported.
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    localBuild: !check,
    showVerboseMessages: false,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (errorCount > 0) throw new Error(`the declarations of ${entry} could not be read`);
  return !(check && apiReportChanged);
}

function run(argv: readonly string[]): number {
  const check = argv.includes("--check");
  mkdirSync(join(ROOT, "docs", "api"), { recursive: true });
  const stale = Object.entries(ENTRIES)
    .filter(([entry, declarations]) => !isUpToDate(entry, declarations, check))
    .map(([entry]) => entry);
  for (const entry of stale) {
    process.stderr.write(`docs/api/${entry}.api.md is stale: run npm run api\n`);
  }
  return stale.length === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = run(process.argv.slice(2));
