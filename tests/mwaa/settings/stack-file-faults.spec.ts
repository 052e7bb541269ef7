import assert from "node:assert/strict";
import { messagesOf, stackFile } from "./support";

const HERE = "stacks/Pulumi.x.yaml";

interface Case {
  readonly fault: string;
  readonly text: string;
  readonly message: string;
}

const WHOLE_FILE: readonly Case[] = [
  {
    fault: "a file without content",
    text: "# nothing\n",
    message: `${HERE}:1:1 stack file is empty: got nothing, allowed: a mapping with \`config\`; write \`config:\` with the settings under it`,
  },
  {
    fault: "a file that is a list",
    text: "- config\n",
    message: `${HERE}:1:1 stack file is not a mapping: got ["config"], allowed: a mapping with \`config\`; write \`config:\` with the settings under it`,
  },
  {
    fault: "a misspelt config",
    text: "confg:\n  mwaa:name: demo\n",
    message: `${HERE}:1:1 stack file has no config: got ["confg"], allowed: a mapping with \`config\`; rename confg to config`,
  },
  {
    fault: "an empty config",
    text: "config:\n",
    message: `${HERE}:1:1 config is empty: got null, allowed: a mapping from keys such as mwaa:name to values; write mwaa:name: my-airflow under it`,
  },
  {
    fault: "a config that is a list",
    text: "config: [mwaa:name]\n",
    message: `${HERE}:1:1 config is not a mapping: got ["mwaa:name"], allowed: a mapping from keys such as mwaa:name to values; write mwaa:name: my-airflow under it`,
  },
  {
    fault: "malformed YAML",
    text: "config:\n  mwaa:name: [a\n  b: c\n",
    message: `${HERE}:3:3 is malformed YAML: Flow sequence in block collection must be sufficiently indented and end with a ]: got "b: c", allowed: one well-formed YAML document; mend this line`,
  },
  {
    fault: "a quote that never closes",
    text: "config:\n  mwaa:name: 'demo\n",
    message: `${HERE}:3:1 is malformed YAML: Missing closing 'quote: got "the end of the file", allowed: one well-formed YAML document; mend this line`,
  },
  {
    fault: "a second document",
    text: "config: {}\n---\nconfig: {}\n",
    message: `${HERE}:2:1 is malformed YAML: Source contains multiple documents; please use YAML.parseAllDocuments(): got "---", allowed: one well-formed YAML document; mend this line`,
  },
  {
    fault: "aliases that multiply without end",
    text: [
      "a: &a [x, x, x, x, x, x, x, x, x, x]",
      ...["b", "c", "d"].map((key, index) => {
        const before = `*${"abc".charAt(index)}`;
        return `${key}: &${key} [${Array(10).fill(before).join(", ")}]`;
      }),
      "config: {mwaa:tags: *d}",
    ].join("\n"),
    message: `${HERE}:1:1 cannot be read as YAML: Excessive alias count indicates a resource exhaustion attack: got "a: &a [x, x, x, x, x, x, x, x, x, x]", allowed: one well-formed YAML document; mend this line`,
  },
];

const KEYS: readonly Case[] = [
  {
    fault: "a key that is given twice",
    text: stackFile("mwaa:protect: true", "mwaa:protect: false"),
    message: `${HERE}:5:3 mwaa:protect is given a second time: got "mwaa:protect", allowed: each key once; remove one of them`,
  },
  {
    fault: "a key that is given with and without its namespace",
    text: stackFile("name: demo"),
    message: `${HERE}:4:3 name is mwaa:name, which is given already: got "name", allowed: each key once; remove one of them`,
  },
  {
    fault: "a key with too many namespaces",
    text: stackFile("mwaa:a:b:c: 1"),
    message: `${HERE}:4:3 mwaa:a:b:c is not a configuration key: got "mwaa:a:b:c", allowed: <namespace>:<name>; write it as mwaa:<name>`,
  },
  {
    fault: "an unknown key inside a group",
    text: stackFile("mwaa:bucket: {noncurentDays: 30}"),
    message: `${HERE}:4:17 mwaa:bucket.noncurentDays is not a setting: got 30, allowed: name, noncurrentVersions, noncurrentDays, whenDestroyed; did you mean noncurrentDays?`,
  },
  {
    fault: "a key of another form of the group",
    text: stackFile("mwaa:network: {subnetIds: [subnet-1, subnet-2]}"),
    message: `${HERE}:4:18 mwaa:network.subnetIds is not a setting of a network of kind public-routing: got ["subnet-1","subnet-2"], allowed: kind, vpcCidr, privateSubnetCidrs, zoneIds, flowLogs, ipv6, securityGroupRules, networkAcl, publicSubnetCidrs, natGateways, s3GatewayEndpoint; remove it, or describe a network of kind existing with it`,
  },
  {
    fault: "a key without a value",
    text: stackFile("mwaa:environmentClass:"),
    message: `${HERE}:4:3 mwaa:environmentClass is empty: got null, allowed: mw1.micro, mw1.small, mw1.medium, mw1.large, mw1.xlarge, mw1.2xlarge; set it to "mw1.micro"`,
  },
];

const LONG = "a".repeat(81);

const VALUES: readonly Case[] = [
  {
    fault: "an impossible version",
    text: stackFile("mwaa:airflowVersion: 2.10.2"),
    message: `${HERE}:4:3 mwaa:airflowVersion is not an Airflow version that MWAA offers: got "2.10.2", allowed: 3.2.1, 3.0.6, 2.11.0, 2.10.3, 2.10.1, 2.9.2, 2.8.1, 2.7.2; set airflowVersion to "2.10.3"`,
  },
  {
    fault: "a version that YAML reads as a number",
    text: stackFile("mwaa:airflowVersion: 2.10"),
    message: `${HERE}:4:3 mwaa:airflowVersion is read by YAML as the number 2.1: got "2.10", allowed: text in quotes, or a number in its usual form; write "2.10"`,
  },
  {
    fault: "a tag that YAML reads as a date",
    text: stackFile("mwaa:tags:", "  since: 2026-01-01"),
    message: `${HERE}:5:5 mwaa:tags.since is read by YAML as a point in time: got "2026-01-01", allowed: text in quotes, or a number in its usual form; write "2026-01-01"`,
  },
  {
    fault: "an account that YAML reads as a number without its first zero",
    text: stackFile("mwaa:account: 012345678901"),
    message: `${HERE}:4:3 mwaa:account is read by YAML as the number 12345678901: got "012345678901", allowed: text in quotes, or a number in its usual form; write "012345678901"`,
  },
  {
    fault: "an account of eleven digits",
    text: stackFile("mwaa:account: 12345678901"),
    message: `${HERE}:4:3 mwaa:account is not the number of an AWS account: got 12345678901, allowed: 12 digits, in quotes; set it to "123456789012"`,
  },
  {
    fault: "a VPC that is too small",
    text: stackFile("mwaa:network: {vpcCidr: 10.0.0.0/29}"),
    message: `${HERE}:4:18 mwaa:network.vpcCidr is too small: /29 holds 8 addresses: got "10.0.0.0/29", allowed: /16 (65,536 addresses) to /28 (16 addresses); use a prefix of /28 or shorter, such as /24`,
  },
  {
    fault: "a VPC that holds no four subnets",
    text: stackFile("mwaa:network: {vpcCidr: 10.0.0.0/27}"),
    message: `${HERE}:4:18 mwaa:network.vpcCidr is too small for two public and two private subnets: got "10.0.0.0/27", allowed: /16 to /26, which holds four times 16 addresses; use a prefix of /26 or shorter, such as /16`,
  },
  {
    fault: "a VPC that is larger than AWS allows",
    text: stackFile("mwaa:network: {vpcCidr: 10.0.0.0/15}"),
    message: `${HERE}:4:18 mwaa:network.vpcCidr is larger than AWS allows: the prefix is /15: got "10.0.0.0/15", allowed: /16 (65,536 addresses) to /28 (16 addresses); use a prefix of /16 or longer`,
  },
  {
    fault: "a range with host bits",
    text: stackFile("mwaa:network: {vpcCidr: 10.0.5.0/16}"),
    message: `${HERE}:4:18 mwaa:network.vpcCidr has bits set behind its prefix, which AWS would cut off: got "10.0.5.0/16", allowed: the first address of the range; set it to 10.0.0.0/16`,
  },
  {
    fault: "a range that is no range",
    text: stackFile("mwaa:network: {vpcCidr: 10.0.0.256/16}"),
    message: `${HERE}:4:18 mwaa:network.vpcCidr is not a range of IPv4 addresses: got "10.0.0.256/16", allowed: a range such as 10.192.0.0/16, /16 (65,536 addresses) to /28 (16 addresses); write it as 10.192.0.0/16`,
  },
  {
    fault: "a subnet outside the VPC",
    text: stackFile("mwaa:network:", "  privateSubnetCidrs: [10.0.0.0/24, 10.192.21.0/24]"),
    message: `${HERE}:5:26 mwaa:network.privateSubnetCidrs[0] is not inside the range of the VPC: got "10.0.0.0/24", allowed: ranges inside 10.192.0.0/16; move it into 10.192.0.0/16, or change vpcCidr`,
  },
  {
    fault: "subnets that overlap",
    text: stackFile("mwaa:network:", "  privateSubnetCidrs: [10.192.20.0/24, 10.192.20.128/25]"),
    message: `${HERE}:5:42 mwaa:network.privateSubnetCidrs[1] overlaps privateSubnetCidrs[0], which is 10.192.20.0/24: got "10.192.20.128/25", allowed: ranges that share no address; choose a range that shares no address with privateSubnetCidrs[0]`,
  },
  {
    fault: "a single subnet",
    text: stackFile("mwaa:network: {publicSubnetCidrs: [10.192.1.0/24]}"),
    message: `${HERE}:4:18 mwaa:network.publicSubnetCidrs has 1 entry: got ["10.192.1.0/24"], allowed: exactly 2 entries; give it exactly 2 entries`,
  },
  {
    fault: "the name of a zone instead of its id",
    text: stackFile("mwaa:network: {zoneIds: [eu-west-1a, euw1-az2]}"),
    message: `${HERE}:4:28 mwaa:network.zoneIds[0] is not the id of an availability zone: got "eu-west-1a", allowed: ids (not names) of availability zones, such as use1-az1; set it to use1-az1`,
  },
  {
    fault: "a zone of another region",
    text: stackFile("mwaa:network: {zoneIds: [euw1-az1, use1-az2]}"),
    message: `${HERE}:4:38 mwaa:network.zoneIds[1] is not the id of a zone in eu-west-1: got "use1-az2", allowed: euw1-az1, euw1-az2, euw1-az3; use euw1-az2`,
  },
  {
    fault: "a misspelt kind of network",
    text: stackFile("mwaa:network: {kind: exsting}"),
    message: `${HERE}:4:18 mwaa:network.kind is not a kind of network: got "exsting", allowed: public-routing, private-routing, existing, awsx, shared; set it to existing`,
  },
  {
    fault: "one subnet twice in an existing network",
    text: stackFile(
      "mwaa:network: {kind: existing, subnetIds: [subnet-1, subnet-1], securityGroupIds: [sg-1]}",
    ),
    message: `${HERE}:4:56 mwaa:network.subnetIds[1] names a subnet a second time: got "subnet-1", allowed: different subnets; give another subnet`,
  },
  {
    fault: "a name of 81 characters",
    text: `config:\n  aws:region: eu-west-1\n  mwaa:name: ${LONG}\n`,
    message: `${HERE}:3:3 mwaa:name has 81 characters: got "${LONG}", allowed: 1 to 80 characters: letters, digits, - and _, the first one a letter; shorten the name by 1`,
  },
  {
    fault: "a missing name",
    text: "config:\n  aws:region: eu-west-1\n",
    message: `${HERE}:1:1 mwaa:name is missing: got nothing, allowed: the name of an environment; set it to my-airflow`,
  },
  {
    fault: "a misspelt region",
    text: "config:\n  aws:region: us-esat-1\n  mwaa:name: demo\n",
    message: `${HERE}:2:3 aws:region is not the code of an AWS region: got "us-esat-1", allowed: a region code such as us-east-1 or eu-west-1; set region to "us-east-1"`,
  },
  {
    fault: "a region that is a list",
    text: "config:\n  aws:region: [eu-west-1]\n  mwaa:name: demo\n",
    message: `${HERE}:2:3 aws:region is not the code of an AWS region: got ["eu-west-1"], allowed: the code of an AWS region; set it to eu-west-1`,
  },
  {
    fault: "a missing region",
    text: "config:\n  mwaa:name: demo\n",
    message: `${HERE}:1:1 aws:region is missing: got nothing, allowed: the code of an AWS region; set it to eu-west-1`,
  },
  {
    fault: "more schedulers than a class has",
    text: stackFile("mwaa:environmentClass: mw1.micro", "mwaa:schedulers: 2"),
    message: `${HERE}:5:3 mwaa:schedulers is not a number of schedulers that mw1.micro accepts: got 2, allowed: 1; set schedulers to 1`,
  },
  {
    fault: "fewer workers at most than at least",
    text: stackFile("mwaa:minWorkers: 5", "mwaa:maxWorkers: 3"),
    message: `${HERE}:4:3 mwaa:minWorkers is more than maxWorkers: got 5, allowed: at most 3; set maxWorkers to 5 or more, or minWorkers to 3 or less`,
  },
  {
    fault: "a misspelt class",
    text: stackFile("mwaa:environmentClass: mw1.meduim"),
    message: `${HERE}:4:3 mwaa:environmentClass is not an environment class: got "mw1.meduim", allowed: mw1.micro, mw1.small, mw1.medium, mw1.large, mw1.xlarge, mw1.2xlarge; set it to "mw1.medium"`,
  },
  {
    fault: "a boolean that is none",
    text: stackFile("mwaa:protect: yes"),
    message: `${HERE}:4:3 mwaa:protect is not true or false: got "yes", allowed: true or false; set it to true`,
  },
  {
    fault: "a missing version in production",
    text: stackFile("mwaa:preset: production"),
    message: `${HERE}:1:1 mwaa:airflowVersion is missing: got nothing, allowed: a version, which preset production leaves to you so that it never changes by itself; set airflowVersion to "3.2.1"`,
  },
  {
    fault: "a bucket that keeps too few versions for a rollback",
    text: stackFile("mwaa:bucket: {noncurrentVersions: 2}"),
    message: `${HERE}:4:17 mwaa:bucket.noncurrentVersions is not a whole number from 3 to 100: got 2, allowed: a whole number from 3 to 100; set it to 3`,
  },
  {
    fault: "a bucket name that S3 does not take",
    text: stackFile("mwaa:bucket: {existing: My_Bucket}"),
    message: `${HERE}:4:17 mwaa:bucket.existing holds a character that a bucket's name may not have: got "My_Bucket", allowed: lower-case letters, digits, . and -; choose a name such as airflow-my-team-dags`,
  },
  {
    fault: "an existing key by its alias",
    text: stackFile("mwaa:key: {existing: alias/airflow}"),
    message: `${HERE}:4:14 mwaa:key.existing is the alias of a key, which MWAA does not accept: got "alias/airflow", allowed: the ARN of a single-Region key, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab; give the ARN of the key that the alias points to`,
  },
  {
    fault: "a key in words",
    text: stackFile("mwaa:key: mine"),
    message: `${HERE}:4:3 mwaa:key has none of the forms it can have: got "mine", allowed: aws-owned, or a mapping: existing, or administrators, deletionWindowDays and whenDestroyed; set it to aws-owned`,
  },
  {
    fault: "a grant of an unknown service",
    text: stackFile("mwaa:executionRole:", "  grants:", "    - service: sqss", "      queues: [a]"),
    message: `${HERE}:6:9 mwaa:executionRole.grants[0].service is not a service that a grant can open: got "sqss", allowed: secrets-manager, ssm-parameters, s3, kms, lambda, glue, athena, batch, ecs, emr-serverless, sqs, sns, step-functions, dynamodb, cli-token; did you mean sqs?`,
  },
  {
    fault: "an absolute path",
    text: stackFile("mwaa:dagFiles: {folder: /home/me/dags}"),
    message: `${HERE}:4:19 mwaa:dagFiles.folder is an absolute path, which only exists on this machine: got "/home/me/dags", allowed: paths relative to the project's folder, such as assets/dags; set it to assets/dags`,
  },
  {
    fault: "a retention that CloudWatch does not offer",
    text: stackFile("mwaa:logGroups: {retentionDays: 31}"),
    message: `${HERE}:4:20 mwaa:logGroups.retentionDays is not a period that CloudWatch Logs offers: got 31, allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653; set it to 90`,
  },
  {
    fault: "a log level of Python",
    text: stackFile("mwaa:logging: {taskLogs: {logLevel: WARN}}"),
    message: `${HERE}:4:29 mwaa:logging.taskLogs.logLevel is not a log level: got "WARN", allowed: DEBUG, INFO, WARNING, ERROR, CRITICAL; set it to "WARNING"`,
  },
  {
    fault: "a tag that AWS keeps for itself",
    text: stackFile("mwaa:tags: {aws:cost: a}"),
    message: `${HERE}:4:15 mwaa:tags["aws:cost"] has a name that AWS keeps for itself: got "a", allowed: names that do not begin with aws:; rename it`,
  },
  {
    fault: "a setting with parts that is a text",
    text: stackFile("mwaa:tags: none"),
    message: `${HERE}:4:3 mwaa:tags is not a mapping from names to values: got "none", allowed: a mapping from names to values; write it as a mapping from names to values`,
  },
  {
    fault: "a setting with parts in broken JSON",
    text: stackFile("mwaa:tags: '{a: 1}'"),
    message: `${HERE}:4:3 mwaa:tags is not JSON, although it begins like it: got "{a: 1}", allowed: a mapping or a list, in YAML or as JSON text; write it in YAML, without quotes around the whole`,
  },
  {
    fault: "a fault in an argument that is passed through",
    text: stackFile("mwaa:environmentArgs: {workerReplacementStrategy: SLOW}"),
    message: `${HERE}:4:26 mwaa:environmentArgs.workerReplacementStrategy is not a worker replacement strategy: got "SLOW", allowed: FORCED, GRACEFUL; set workerReplacementStrategy to "FORCED"`,
  },
  {
    fault: "a secret that decides which resources exist",
    text: stackFile("mwaa:environmentClass: {secure: v1:abc}"),
    message: `${HERE}:4:3 mwaa:environmentClass cannot be a secret, because it decides which resources exist and how: got {"secure":"…"}, allowed: mw1.micro, mw1.small, mw1.medium, mw1.large, mw1.xlarge, mw1.2xlarge, in plain text; set it to "mw1.micro"`,
  },
  {
    fault: "a whole group that is a secret",
    text: stackFile("mwaa:airflowConfigurationOptions: {secure: v1:abc}"),
    message: `${HERE}:4:3 mwaa:airflowConfigurationOptions cannot be a secret as a whole: got {"secure":"…"}, allowed: a mapping from names to values, with single values in it as secrets; write the keys in plain text and mark the values inside as secure, where they may be`,
  },
];

for (const [group, cases] of Object.entries({ WHOLE_FILE, KEYS, VALUES })) {
  describe(`parseStackFile: ${group.toLowerCase().replace("_", " ")}`, () => {
    for (const { fault, text, message } of cases) {
      it(`says in one message what is wrong with ${fault}`, () => {
        assert.deepStrictEqual(messagesOf(text), [message]);
      });
    }
  });
}
