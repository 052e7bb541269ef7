import { Unknown } from "../../../reasoning/known";
import type { Edit } from "./edits";
import { a, copy, drop, inAccount, option, rewrite, set, unorder } from "./edits";
import { NETWORK_BREAKAGES } from "./network-breakages";
import { SHARED_VPC_BREAKAGES } from "./shared-vpc-breakages";
import { SHARING_BREAKAGES } from "./sharing-breakages";

/** The good stacks of this repository that lines are broken in. */
export const GOOD_STACKS = [
  "quick-start",
  "production",
  "custom-domain",
  "cross-account-key",
  "automation-owner",
  "shared-vpc-one-program",
  "own-endpoints",
] as const;

/** Warnings that a stack is made to show: what it does is allowed, and to be thought about. */
export const MEANT: Readonly<Partial<Record<(typeof GOOD_STACKS)[number], readonly string[]>>> = {
  "cross-account-key": ["key-in-environment-account"],
};

/** One line of a good stack broken, and the rules that must flip: the one it is for, first. */
export interface Breakage {
  readonly stack: (typeof GOOD_STACKS)[number];
  readonly broken: string;
  readonly edit: Edit;
  readonly flips: readonly [string, ...string[]];
}

const environment = a("Environment");
const rolePolicy =
  (text: string): ((resource: { readonly inputs: Record<string, unknown> }) => boolean) =>
  (resource) =>
    typeof resource.inputs["policy"] === "string" &&
    resource.inputs["policy"].includes(text) &&
    "policy" in resource.inputs;

/** A statement lost from a role's document, found by one of its actions. */
function withoutAction(action: string): Edit {
  return (stack) => {
    const holder = stack.resources.find(
      (each) =>
        /:(?:RolePolicy|Policy)$/.test(each.type) &&
        rolePolicy(action)({ inputs: { ...each.inputs } }),
    );
    if (holder === undefined) throw new Error(`no document allows ${action}`);
    return rewrite(
      (each) => each.urn === holder.urn,
      "policy",
      (text) => text.replaceAll(`"${action}"`, `"${action.split(":")[0] ?? ""}:Nothing"`),
    )(stack);
  };
}

/** A statement of the key's policy lost. */
function withoutKeyStatement(sid: string): Edit {
  return rewrite(
    (each) => /:(?:Key|KeyPolicy)$/.test(each.type) && "policy" in each.inputs,
    "policy",
    (text) => {
      const document = JSON.parse(text) as { readonly Statement: readonly { Sid?: string }[] };
      return JSON.stringify({
        ...document,
        Statement: document.Statement.filter(({ Sid }) => Sid !== sid),
      });
    },
  );
}

const LOGS = "loggingConfiguration";

/** Every rule has a line here; `unit` tests cover those that no single line of a good stack breaks. */
export const BREAKAGES: readonly Breakage[] = [
  {
    stack: "quick-start",
    broken: "a name with a blank",
    edit: set(environment, "name", "my environment"),
    flips: [
      "environment-name-valid",
      "execution-role-permits-required-calls",
      "execution-role-trust-names-environment",
      "log-groups-expire",
    ],
  },
  {
    stack: "quick-start",
    broken: "no name",
    edit: set(environment, "name", undefined),
    flips: ["environment-name-set"],
  },
  {
    stack: "quick-start",
    broken: "a version that never was",
    edit: set(environment, "airflowVersion", "2.10.2"),
    flips: ["airflow-version-supported"],
  },
  {
    stack: "quick-start",
    broken: "a deprecated version",
    edit: set(environment, "airflowVersion", "2.6.3"),
    flips: ["airflow-version-supported"],
  },
  {
    stack: "quick-start",
    broken: "a version newer than the table",
    edit: set(environment, "airflowVersion", "3.9.0"),
    flips: ["airflow-version-listed"],
  },
  {
    stack: "quick-start",
    broken: "no version",
    edit: set(environment, "airflowVersion", undefined),
    flips: ["airflow-version-pinned"],
  },
  {
    stack: "quick-start",
    broken: "one scheduler",
    edit: set(environment, "schedulers", 1),
    flips: ["capacity-fits-class"],
  },
  {
    stack: "quick-start",
    broken: "six schedulers",
    edit: set(environment, "schedulers", 6),
    flips: ["capacity-fits-class"],
  },
  {
    stack: "quick-start",
    broken: "a class for one of each with two of each",
    edit: set(environment, "environmentClass", "mw1.micro"),
    flips: ["capacity-fits-class"],
  },
  {
    stack: "quick-start",
    broken: "a class that does not exist",
    edit: set(environment, "environmentClass", "mw1.huge"),
    flips: ["capacity-fits-class"],
  },
  {
    stack: "quick-start",
    broken: "51 workers",
    edit: set(environment, "maxWorkers", 51),
    flips: ["capacity-fits-class", "workers-within-quota"],
  },
  {
    stack: "quick-start",
    broken: "26 workers",
    edit: set(environment, "maxWorkers", 26),
    flips: ["workers-within-quota"],
  },
  {
    stack: "quick-start",
    broken: "an access mode that does not exist",
    edit: set(environment, "webserverAccessMode", "OPEN"),
    flips: ["access-mode-available"],
  },
  {
    stack: "production",
    broken: "a public web server",
    edit: set(environment, "webserverAccessMode", "PUBLIC_ONLY"),
    flips: ["web-server-private"],
  },
  {
    stack: "quick-start",
    broken: "one subnet",
    edit: set(environment, "networkConfiguration.subnetIds", ["subnet-0123456789abcdef0"]),
    flips: ["environment-has-two-subnets"],
  },
  {
    stack: "quick-start",
    broken: "no security group",
    edit: set(environment, "networkConfiguration.securityGroupIds", []),
    flips: ["environment-has-one-to-five-security-groups"],
  },
  {
    stack: "quick-start",
    broken: "a DAG folder with an address",
    edit: set(environment, "dagS3Path", "s3://bucket/dags"),
    flips: ["dag-path-relative", "dag-folder-filled"],
  },
  {
    stack: "quick-start",
    broken: "an empty DAG folder",
    edit: set(environment, "dagS3Path", "workflows/"),
    flips: ["dag-folder-filled"],
  },
  {
    stack: "quick-start",
    broken: "requirements without a version",
    edit: set(environment, "requirementsS3Path", "requirements.txt"),
    flips: ["object-versions-pinned"],
  },
  {
    stack: "quick-start",
    broken: "a maintenance window at a quarter past",
    edit: set(environment, "weeklyMaintenanceWindowStart", "SUN:03:15"),
    flips: ["maintenance-window-valid"],
  },
  {
    stack: "quick-start",
    broken: "graceful replacement that nobody knows",
    edit: set(environment, "workerReplacementStrategy", "GENTLE"),
    flips: ["graceful-replacement-available"],
  },
  {
    stack: "quick-start",
    broken: "a Region that the table lacks",
    edit: set(environment, "region", "ap-southeast-7"),
    flips: [
      "environment-region-listed",
      "subnets-in-supported-zones",
      "network-parts-in-one-region",
      "bucket-in-environment-region",
      "execution-role-trust-names-environment",
      "execution-role-permits-required-calls",
      "log-groups-expire",
    ],
  },
  {
    stack: "quick-start",
    broken: "a misspelt Region",
    edit: set(environment, "region", "us-eats-1"),
    flips: [
      "environment-region-possible",
      "subnets-in-supported-zones",
      "network-parts-in-one-region",
      "bucket-in-environment-region",
      "execution-role-trust-names-environment",
      "execution-role-permits-required-calls",
      "log-groups-expire",
    ],
  },
  {
    stack: "production",
    broken: "the alias of a key",
    edit: set(environment, "kmsKey", "alias/airflow"),
    flips: [
      "environment-key-usable",
      "bucket-encrypted-with-environment-key",
      "log-groups-encrypted-with-environment-key",
    ],
  },
  {
    stack: "production",
    broken: "no key",
    edit: set(environment, "kmsKey", undefined),
    flips: [
      "customer-key-used",
      "bucket-encrypted-with-environment-key",
      "execution-role-permits-required-calls",
    ],
  },
  {
    stack: "production",
    broken: "another account's key",
    edit: (stack) =>
      set(
        environment,
        "kmsKey",
        "arn:aws:kms:eu-west-1:999999999999:key/0a1b2c3d-0000-4000-8000-000000000000",
      )(inAccount("111122223333")(stack)),
    flips: [
      "key-in-environment-account",
      "bucket-encrypted-with-environment-key",
      "log-groups-encrypted-with-environment-key",
      "execution-role-permits-required-calls",
    ],
  },
  {
    stack: "quick-start",
    broken: "an option that MWAA refuses",
    edit: set(environment, "airflowConfigurationOptions", {
      "core.multi_team": "True",
      "celery.worker_autoscale": "5,5",
    }),
    flips: ["airflow-options-accepted"],
  },
  {
    stack: "quick-start",
    broken: "an option that Airflow 3 dropped",
    edit: set(environment, "airflowConfigurationOptions", {
      "core.dag_concurrency": "16",
      "celery.worker_autoscale": "5,5",
    }),
    flips: ["airflow-options-accepted"],
  },
  {
    stack: "quick-start",
    broken: "a domain that is an address",
    edit: set(environment, "airflowConfigurationOptions", {
      "webserver.base_url": "https://airflow.example.com",
      "celery.worker_autoscale": "5,5",
    }),
    // This stack's web server is public, so that it can have no domain at all.
    flips: ["airflow-options-accepted", "custom-domain-on-private-web-server"],
  },
  {
    stack: "quick-start",
    broken: "a domain for a public web server",
    edit: set(environment, "airflowConfigurationOptions", {
      "webserver.base_url": "airflow.example.com",
      "celery.worker_autoscale": "5,5",
    }),
    flips: ["custom-domain-on-private-web-server"],
  },
  {
    stack: "quick-start",
    broken: "a shrinking pool of task processes",
    edit: set(environment, "airflowConfigurationOptions", { "celery.worker_autoscale": "5,0" }),
    flips: ["worker-autoscale-fixed"],
  },
  {
    stack: "quick-start",
    broken: "a password among the options",
    edit: set(environment, "airflowConfigurationOptions", {
      "smtp.smtp_password": "hunter2",
      "celery.worker_autoscale": "5,5",
    }),
    flips: ["secrets-kept-out-of-options", "airflow-options-accepted"],
  },
  {
    stack: "quick-start",
    broken: "no task logs",
    edit: set(environment, `${LOGS}.taskLogs.enabled`, false),
    flips: ["task-logs-readable"],
  },
  {
    stack: "quick-start",
    broken: "task logs of errors only",
    edit: set(environment, `${LOGS}.taskLogs.logLevel`, "ERROR"),
    flips: ["task-logs-readable"],
  },
  {
    stack: "quick-start",
    broken: "no scheduler logs",
    edit: set(environment, `${LOGS}.schedulerLogs.enabled`, false),
    flips: ["all-logs-enabled"],
  },
  {
    stack: "quick-start",
    broken: "a log level that does not exist",
    edit: set(environment, `${LOGS}.workerLogs.logLevel`, "VERBOSE"),
    flips: ["log-levels-known"],
  },

  {
    stack: "quick-start",
    broken: "both subnets in one zone",
    edit: set(a("Subnet", "private-2"), "availabilityZoneId", "use1-az1"),
    flips: ["subnets-in-two-zones", "nat-gateways-in-every-zone"],
  },
  {
    stack: "quick-start",
    broken: "a subnet in a zone without MWAA",
    edit: set(a("Subnet", "private-1"), "availabilityZoneId", "use1-az3"),
    flips: ["subnets-in-supported-zones", "nat-gateways-in-every-zone"],
  },
  {
    stack: "quick-start",
    broken: "a private route to the internet gateway",
    edit: (stack) => {
      const gateway = stack.resources.find(a("InternetGateway"));
      const id = gateway?.outputs["id"];
      return set(
        a("Route", "private"),
        "gatewayId",
        id ?? null,
      )(set(a("Route", "private"), "natGatewayId", undefined)(stack));
    },
    flips: ["subnets-private"],
  },
  {
    stack: "quick-start",
    broken: "no route out of a private subnet",
    edit: drop(a("Route", "private")),
    flips: ["subnets-reach-aws-services", "workers-reach-web-server"],
  },
  {
    stack: "quick-start",
    broken: "no route out of the public subnets",
    edit: drop(a("Route", "public")),
    flips: ["nat-gateways-lead-out"],
  },
  {
    stack: "quick-start",
    broken: "a NAT gateway without an address",
    edit: set(a("NatGateway"), "allocationId", undefined),
    flips: ["nat-gateways-lead-out"],
  },
  {
    stack: "quick-start",
    broken: "a VPC without DNS names",
    edit: set(a("Vpc"), "enableDnsHostnames", false),
    flips: ["vpc-resolves-names"],
  },
  {
    stack: "quick-start",
    broken: "a subnet outside its VPC",
    edit: set(a("Subnet", "public"), "cidrBlock", "10.7.0.0/24"),
    flips: ["subnet-fits-vpc"],
  },
  {
    stack: "quick-start",
    broken: "a subnet across another one",
    edit: set(a("Subnet", "private-2"), "cidrBlock", "10.192.20.128/25"),
    flips: ["subnet-fits-vpc"],
  },
  {
    stack: "quick-start",
    broken: "no self-referencing rule",
    edit: drop(a("SecurityGroupIngressRule")),
    flips: ["security-groups-admit-themselves"],
  },
  {
    stack: "quick-start",
    broken: "a self-referencing rule for the database only",
    edit: (stack) =>
      set(
        a("SecurityGroupIngressRule"),
        "toPort",
        5432,
      )(
        set(
          a("SecurityGroupIngressRule"),
          "fromPort",
          5432,
        )(set(a("SecurityGroupIngressRule"), "ipProtocol", "tcp")(stack)),
      ),
    flips: ["security-groups-admit-themselves"],
  },
  {
    stack: "quick-start",
    broken: "no egress rule",
    edit: drop(a("SecurityGroupEgressRule")),
    flips: ["security-groups-let-own-traffic-out", "security-groups-let-service-calls-out"],
  },
  {
    stack: "quick-start",
    broken: "egress to the VPC alone, in front of a NAT gateway",
    edit: set(a("SecurityGroupEgressRule"), "cidrIpv4", "10.192.0.0/16"),
    flips: ["security-groups-let-service-calls-out"],
  },
  {
    stack: "quick-start",
    broken: "an ingress rule for the VPC's addresses instead of the group",
    edit: (stack) =>
      set(
        a("SecurityGroupIngressRule"),
        "cidrIpv4",
        "10.192.0.0/16",
      )(set(a("SecurityGroupIngressRule"), "referencedSecurityGroupId", undefined)(stack)),
    flips: ["security-groups-reference-themselves"],
  },
  {
    stack: "quick-start",
    broken: "a security group of another VPC",
    edit: (stack) =>
      option(a("SecurityGroup"), { propertyDependencies: {} })(
        set(a("SecurityGroup"), "vpcId", "vpc-0123456789abcdef0")(stack),
      ),
    flips: ["network-in-one-vpc"],
  },
  {
    stack: "quick-start",
    broken: "a network ACL without entries",
    edit: (stack) => {
      const subnet = stack.resources.find(a("Subnet", "private"));
      if (subnet === undefined) throw new Error("the stack holds no private subnet");
      const acl = {
        ...subnet,
        urn: `${subnet.urn}-acl`,
        type: "aws:ec2/networkAcl:NetworkAcl",
        name: "acl",
        inputs: {
          vpcId: subnet.inputs["vpcId"] ?? null,
          subnetIds: [subnet.outputs["id"] ?? null],
        },
        outputs: {},
      };
      return { ...stack, resources: [...stack.resources, acl] };
    },
    flips: ["network-acls-let-traffic-through"],
  },
  {
    stack: "quick-start",
    broken: "a subnet of another Region's zone",
    edit: (stack) =>
      set(
        a("Subnet", "private-1"),
        "availabilityZone",
        "eu-west-1a",
      )(set(a("Subnet", "private-1"), "availabilityZoneId", undefined)(stack)),
    flips: ["subnets-in-supported-zones"],
  },
  {
    stack: "quick-start",
    broken: "an internet gateway of no VPC",
    edit: drop(a("InternetGatewayAttachment")),
    flips: ["nat-gateways-lead-out"],
  },
  {
    stack: "quick-start",
    broken: "a group open to the world",
    edit: copy(a("SecurityGroupIngressRule"), "-world", {
      cidrIpv4: "0.0.0.0/0",
      referencedSecurityGroupId: null,
    }),
    flips: ["security-groups-closed-to-the-world", "environment-waits-for-network"],
  },

  {
    stack: "quick-start",
    broken: "suspended versioning",
    edit: set(a("BucketVersioning"), "versioningConfiguration.status", "Suspended"),
    flips: ["bucket-versioning-enabled"],
  },
  {
    stack: "quick-start",
    broken: "no versioning",
    edit: drop(a("BucketVersioning")),
    flips: ["bucket-versioning-enabled"],
  },
  ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map(
    (setting): Breakage => ({
      stack: "quick-start",
      broken: `${setting} off`,
      edit: set(a("BucketPublicAccessBlock"), setting, false),
      flips: ["bucket-public-access-blocked"],
    }),
  ),
  {
    stack: "quick-start",
    broken: "no public access block",
    edit: drop(a("BucketPublicAccessBlock")),
    flips: ["bucket-public-access-blocked"],
  },
  {
    stack: "quick-start",
    broken: "no bucket policy",
    edit: drop(a("BucketPolicy")),
    flips: ["bucket-refuses-plain-http"],
  },
  {
    stack: "production",
    broken: "a bucket with another key",
    edit: set(
      a("BucketServerSideEncryptionConfiguration"),
      "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId",
      "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000",
    ),
    flips: ["bucket-encrypted-with-environment-key"],
  },
  {
    stack: "production",
    broken: "a bucket without the key",
    edit: set(
      a("BucketServerSideEncryptionConfiguration"),
      "rules.0.applyServerSideEncryptionByDefault",
      { sseAlgorithm: "AES256" },
    ),
    flips: ["bucket-encrypted-with-customer-key"],
  },
  {
    stack: "quick-start",
    broken: "a bucket of another Region",
    edit: set(a("Bucket"), "region", "eu-central-1"),
    flips: ["bucket-in-environment-region"],
  },

  {
    stack: "quick-start",
    broken: "a trust without the environments' principal",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace("airflow-env.amazonaws.com", "ec2.amazonaws.com"),
    ),
    flips: ["execution-role-trusts-mwaa"],
  },
  {
    stack: "quick-start",
    broken: "a trust without aws:SourceArn",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace(/"ArnLike":\{[^}]*\},?/, ""),
    ),
    flips: ["execution-role-guarded-against-confused-deputy"],
  },
  {
    stack: "quick-start",
    broken: "a trust without aws:SourceAccount",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace(/,?"StringEquals":\{[^}]*\}/, ""),
    ),
    flips: ["execution-role-guarded-against-confused-deputy"],
  },
  {
    stack: "quick-start",
    broken: "a trust for another environment",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace("environment/MWAAEnvironment", "environment/other"),
    ),
    flips: ["execution-role-trust-names-environment"],
  },
  {
    stack: "quick-start",
    broken: "a trust in an odd version",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace('"2012-10-17"', '"2012-10-18"'),
    ),
    flips: ["policy-documents-well-formed"],
  },
  {
    stack: "quick-start",
    broken: "a trust in the older version",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace('"2012-10-17"', '"2008-10-17"'),
    ),
    flips: ["policy-documents-current"],
  },
  {
    stack: "quick-start",
    broken: "a trust that denies what it allows",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace(
        '"Statement":[',
        '"Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:*"},',
      ),
    ),
    flips: ["execution-role-trust-names-environment"],
  },
  {
    stack: "quick-start",
    broken: "a bucket policy that denies the role",
    edit: rewrite(a("BucketPolicy"), "policy", (text) =>
      text.replace(
        '"Statement":[',
        '"Statement":[{"Effect":"Deny","Principal":{"AWS":"000000000000"},"Action":"s3:Get*","Resource":"*"},',
      ),
    ),
    flips: ["execution-role-permits-required-calls"],
  },
  {
    stack: "production",
    broken: "a key policy that denies the account",
    edit: rewrite(
      (each) => /:(?:Key|KeyPolicy)$/.test(each.type) && "policy" in each.inputs,
      "policy",
      (text) =>
        text.replace(
          '"Statement":[',
          '"Statement":[{"Effect":"Deny","Principal":{"AWS":"000000000000"},"Action":"kms:Decrypt","Resource":"*"},',
        ),
    ),
    flips: ["execution-role-permits-required-calls"],
  },
  ...[
    "airflow:PublishMetrics",
    "s3:GetObject*",
    "s3:GetBucket*",
    "s3:List*",
    "s3:GetAccountPublicAccessBlock",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "logs:DescribeLogGroups",
    "cloudwatch:PutMetricData",
    "sqs:SendMessage",
    "kms:Decrypt",
    "kms:GenerateDataKey*",
  ].flatMap((action): Breakage[] =>
    (["quick-start", "production"] as const).map((stack) => ({
      stack,
      broken: `a role without ${action}`,
      // What the key's policy gives the role itself, the role's own policy need not.
      edit: (each) =>
        stack === "production" && action.startsWith("kms:")
          ? withoutKeyStatement("ExecutionRole")(withoutAction(action)(each))
          : withoutAction(action)(each),
      flips: ["execution-role-permits-required-calls"],
    })),
  ),
  ...[
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Allow", Action: "s3:*", Resource: "*" },
    { Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
    { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::*" },
    { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/*" },
    { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
    { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" },
  ].map((statement): Breakage => ({
    stack: "quick-start",
    broken: `a role with ${JSON.stringify(statement)}`,
    edit: (stack) =>
      rewrite(
        (each) =>
          rolePolicy("airflow:PublishMetrics")({ inputs: { ...each.inputs } }) &&
          /:(?:RolePolicy|Policy)$/.test(each.type),
        "policy",
        (text) => text.replace('"Statement":[', `"Statement":[${JSON.stringify(statement)},`),
      )(stack),
    flips: ["execution-role-least-privilege"],
  })),

  {
    stack: "production",
    broken: "a key policy without CloudWatch Logs",
    edit: rewrite(
      (each) => /:(?:Key|KeyPolicy)$/.test(each.type) && "policy" in each.inputs,
      "policy",
      (text) => text.replace("logs.eu-west-1", "sns.eu-west-1"),
    ),
    flips: ["key-admits-cloudwatch-logs"],
  },
  {
    stack: "production",
    broken: "a key policy for another environment's logs",
    edit: rewrite(
      (each) => /:(?:Key|KeyPolicy)$/.test(each.type) && "policy" in each.inputs,
      "policy",
      (text) => text.replace("airflow-airflow-production-", "airflow-other-"),
    ),
    flips: ["key-admits-cloudwatch-logs"],
  },
  {
    stack: "production",
    broken: "a key policy without the account",
    edit: rewrite(
      (each) => /:(?:Key|KeyPolicy)$/.test(each.type) && "policy" in each.inputs,
      "policy",
      (text) => text.replace('"kms:*"', '"kms:Describe*"'),
    ),
    flips: ["key-delegates-to-account"],
  },
  {
    stack: "production",
    broken: "a key policy that names nobody but CloudWatch Logs",
    edit: rewrite(
      (each) => /:(?:Key|KeyPolicy)$/.test(each.type) && "policy" in each.inputs,
      "policy",
      (text) => text.replaceAll('"AWS":', '"Service":'),
    ),
    flips: ["key-admits-execution-role", "key-delegates-to-account"],
  },
  {
    stack: "production",
    broken: "a disabled key",
    edit: set(a("Key"), "isEnabled", false),
    flips: ["key-enabled"],
  },
  {
    stack: "production",
    broken: "a key for signatures",
    edit: set(a("Key"), "keyUsage", "SIGN_VERIFY"),
    flips: ["key-is-symmetric-and-single-region"],
  },
  {
    stack: "production",
    broken: "a multi-Region key",
    edit: set(a("Key"), "multiRegion", true),
    flips: ["key-is-symmetric-and-single-region"],
  },
  {
    stack: "production",
    broken: "a key without rotation",
    edit: set(a("Key"), "enableKeyRotation", false),
    flips: ["key-rotates"],
  },
  {
    stack: "production",
    broken: "a key of another Region",
    edit: set(a("Key"), "region", "us-east-1"),
    flips: ["key-in-environment-region"],
  },
  {
    stack: "production",
    broken: "a log group without the key",
    edit: set(a("LogGroup", "-logs-Task"), "kmsKeyId", undefined),
    flips: ["log-groups-encrypted-with-environment-key"],
  },
  {
    stack: "quick-start",
    broken: "a log group without retention",
    edit: set(a("LogGroup", "-logs-Task"), "retentionInDays", undefined),
    flips: ["log-groups-expire"],
  },

  {
    stack: "quick-start",
    broken: "an environment that does not wait for its policy",
    edit: unorder(environment, (each) => /:RolePolic(?:y|yAttachment)$/.test(each.type)),
    flips: ["environment-waits-for-role-policies"],
  },
  {
    stack: "quick-start",
    broken: "an environment that does not wait for versioning",
    edit: unorder(
      environment,
      ({ type }) => type.startsWith("aws:s3/bucket") && !type.endsWith(":Bucket"),
    ),
    flips: ["environment-waits-for-bucket-settings"],
  },
  {
    stack: "quick-start",
    broken: "an environment that does not wait for its routes",
    edit: unorder(environment, a("Route", "private")),
    flips: ["environment-waits-for-network"],
  },
  {
    stack: "production",
    broken: "a second environment of the name",
    edit: copy(environment, "-twin", {}),
    flips: ["environment-names-unique", "execution-role-unshared", "web-interface-has-a-way-in"],
  },
  {
    stack: "production",
    broken: "an environment whose name begins like this one's",
    edit: copy(environment, "-reports", {
      name: "airflow-production-reports",
      executionRoleArn: "arn:aws:iam::000000000000:role/other",
    }),
    flips: ["log-groups-told-apart", "log-groups-expire", "web-interface-has-a-way-in"],
  },
  {
    stack: "production",
    broken: "a second role of the name",
    edit: copy(a("Role"), "-twin", {}),
    flips: ["physical-names-unique"],
  },
  {
    stack: "production",
    broken: "a role of another account",
    edit: (stack) =>
      set(
        environment,
        "executionRoleArn",
        "arn:aws:iam::444455556666:role/airflow",
      )(inAccount("111122223333")(stack)),
    flips: ["execution-role-in-environment-account"],
  },
  {
    stack: "quick-start",
    broken: "the provider's time limits",
    edit: option(environment, { customTimeouts: {} }),
    flips: ["timeouts-long-enough"],
  },
  {
    stack: "production",
    broken: "no protection",
    edit: option(environment, { protect: false }),
    flips: ["environment-protected"],
  },
  {
    stack: "production",
    broken: "a protected environment about to be replaced",
    edit: option(environment, { change: "replace" }),
    flips: ["protected-environment-kept"],
  },
  {
    stack: "quick-start",
    broken: "a step over a major version",
    edit: option(environment, { change: "update", previousInputs: { airflowVersion: "2.11.0" } }),
    flips: ["version-change-possible"],
  },
  {
    stack: "production",
    broken: "plugins that load late",
    edit: (stack) =>
      set(
        environment,
        "pluginsS3Path",
        "plugins.zip",
      )(set(environment, "pluginsS3ObjectVersion", new Unknown(["a version"]))(stack)),
    flips: ["plugins-load-eagerly"],
  },
  ...NETWORK_BREAKAGES,
  ...SHARING_BREAKAGES,
  ...SHARED_VPC_BREAKAGES,
];
