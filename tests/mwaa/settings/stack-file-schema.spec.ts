import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { SETTING_NAMES } from "../../../mwaa/settings/schema";
import { stackFileSchema } from "../../../mwaa/settings/stack-file-schema";
import { isStale, SETTINGS_SCHEMA_FILE } from "../../../tools/settings-schema";
import { accepted, stackFile } from "./support";

const STACKS = join(__dirname, "../../../stacks");
const validate = new Ajv({
  strict: true,
  allowUnionTypes: true,
  strictTuples: false,
  strictRequired: false,
}).compile(JSON.parse(readFileSync(SETTINGS_SCHEMA_FILE, "utf8")) as object);

function isValid(text: string): boolean {
  return validate(parse(text));
}

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
}

/** Every property without a description, by its way from the top. */
function undescribed(node: Node, path: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([name, property]) => [
    ...(property.description === undefined ? [`${path}.${name}`] : []),
    ...undescribed(property, `${path}.${name}`),
  ]);
  return [...own, ...(node.anyOf ?? []).flatMap((each) => undescribed(each, path))];
}

describe("docs/settings.schema.json", () => {
  it("is what the settings' schema says", () => {
    assert.equal(isStale(SETTINGS_SCHEMA_FILE), false);
  });

  it("describes every setting and every key inside", () => {
    const { properties = {} } = stackFileSchema() as Node;
    const { config } = properties;
    assert.ok(config?.properties !== undefined);
    assert.deepStrictEqual(Object.keys(config.properties), [
      "aws:region",
      ...SETTING_NAMES.map((name) => `mwaa:${name}`),
    ]);
    const missing = undescribed(config, "config").filter((each) => !each.endsWith(".service"));
    assert.deepStrictEqual(missing, []);
  });

  for (const file of readdirSync(STACKS).filter((name) => /^Pulumi\..+\.yaml$/.test(name))) {
    it(`takes stacks/${file}, which names it for editors`, () => {
      const text = readFileSync(join(STACKS, file), "utf8");
      assert.match(text, /^# yaml-language-server: \$schema=\.\.\/docs\/settings\.schema\.json\n/);
      assert.equal(isValid(text), true, JSON.stringify(validate.errors));
    });
  }

  for (const lines of [
    ['mwaa:maxWorkers: "7"', "mwaa:protect: 'false'", "mwaa:generation: 2"],
    ["mwaa:account: {secure: v1:abc}", "mwaa:tags: {a: {secure: v1:abc}, b: 1, c: true}"],
    ["mwaa:network: {kind: existing, subnetIds: [a, {secure: b}], securityGroupIds: [c]}"],
    ["mwaa:network: {zoneIds: [euw1-az1, euw1-az2], flowLogs: {retentionDays: 30}}"],
    ["mwaa:key: aws-owned", "mwaa:bucket: {existing: my-bucket}"],
    ["mwaa:key: {administrators: ['arn:aws:iam::123456789012:role/a']}"],
    ["mwaa:executionRole: {grants: [{service: sqs, queues: [a]}], path: /}"],
    ["mwaa:environmentArgs: {a: [1, {b: null}]}", "aws:profile: [x]", "other:thing: 1"],
  ]) {
    it(`takes what is accepted: ${lines.join(" ")}`, () => {
      const text = stackFile(...lines);
      if (!text.includes("subnetIds")) accepted(text);
      assert.equal(isValid(text), true, JSON.stringify(validate.errors));
    });
  }

  it("asks for region and name, unless an ESC environment may supply them", () => {
    assert.equal(isValid("config: {aws:region: eu-west-1}"), false);
    assert.equal(isValid("config: {mwaa:name: demo}"), false);
    assert.equal(isValid("{environment: [a], config: {mwaa:name: demo}}"), true);
    assert.equal(isValid("secretsprovider: passphrase"), false);
  });

  for (const line of [
    "mwaa:airflowVersoin: 3.2.1",
    "mwaa:preset: {secure: v1:abc}",
    "mwaa:environmentClass: mw1.huge",
    "mwaa:maxWorkers: many",
    "mwaa:protect: maybe",
    "mwaa:account: '12345'",
    "mwaa:tags: [a]",
    "mwaa:network: {kind: existing, subnetIds: [a], securityGroupIds: [b]}",
    "mwaa:network: {kind: other}",
    "mwaa:network: {vpcCidrs: 10.0.0.0/16}",
    "mwaa:network: {zoneIds: [eu-west-1a, eu-west-1b]}",
    "mwaa:bucket: {noncurrentVersions: 2}",
    "mwaa:bucket: {existing: a, name: b}",
    "mwaa:key: mine",
    "mwaa:executionRole: {grants: [{service: sqss}]}",
    "mwaa:logGroups: {retentionDays: 31}",
    "mwaa:logging: {taskLogs: {logLevel: WARN}}",
  ]) {
    it(`refuses ${line}`, () => {
      assert.equal(isValid(stackFile(line)), false);
    });
  }
});
