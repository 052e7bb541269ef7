import { accessModeFaults } from "../../mwaa/service/access-modes";
import { capacityFaults } from "../../mwaa/service/capacity";
import { environmentClassFaults } from "../../mwaa/service/classes";
import { kmsKeyFaults } from "../../mwaa/service/kms-key";
import { maintenanceWindowFaults } from "../../mwaa/service/maintenance-window";
import { environmentNameFaults } from "../../mwaa/service/names";
import { securityGroupIdsFaults, subnetIdsFaults } from "../../mwaa/service/network-arguments";
import { dagS3PathFaults, VERSIONED_OBJECTS } from "../../mwaa/service/object-paths";
import { workersAboveQuotaFaults } from "../../mwaa/service/quotas";
import { isListedRegion, regionFaults } from "../../mwaa/service/regions";
import { airflowVersionFaults, isUnlistedButNewer } from "../../mwaa/service/versions";
import { workerReplacementFaults } from "../../mwaa/service/worker-replacement";
import { isKnown, Unknown } from "../../reasoning/known";
import type { Fault } from "../../mwaa/fault";
import { securityGroupsOf, subnetsOf } from "../model/environment";
import type { Resource, Value } from "../model/resource";
import type { World } from "../model/world";
import type { Arguments } from "./argument";
import { argumentCheck, number, text, violationOf } from "./argument";
import type { Rule } from "./rule";
import { failIf, pass, undecided } from "./rule";
import { aws, guide } from "./sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "resource" } as const;

const CAPACITY = [
  "environmentClass",
  "schedulers",
  "minWorkers",
  "maxWorkers",
  "minWebservers",
  "maxWebservers",
] as const;

/** What an environment's own arguments decide. */
export const ENVIRONMENT_RULES: readonly Rule[] = [
  {
    ...own,
    id: "environment-name-valid",
    title: "The environment's name is one that MWAA accepts",
    why: "CreateEnvironment refuses any other name, and log groups, role and bucket policies are built from it.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("mwaa/latest/API/API_CreateEnvironment.html", "URI Request Parameters")],
    examples: { fails: 'name: "3rd environment"', passes: 'name: "third-environment"' },
    check: argumentCheck(["name"], (values) => {
      const name = text(values, "name");
      return name === undefined ? [] : environmentNameFaults(name);
    }),
  },
  {
    ...own,
    id: "environment-name-set",
    title: "The environment has a name of its own choosing",
    why: "The log groups airflow-<name>-*, the metrics permission and the trust of the execution role all hold the name; a name that Pulumi makes up is in none of them.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("mwaa-create-role", "Amazon MWAA execution role")],
    examples: {
      fails: 'new aws.mwaa.Environment("etl", { dagS3Path: "dags" })',
      passes: 'new aws.mwaa.Environment("etl", { name: "etl", dagS3Path: "dags" })',
    },
    check: (environment, world) => {
      const name = environment.inputs["name"];
      const chosen = environment.inputs["__defaults"];
      const madeUp = Array.isArray(chosen) && chosen.includes("name");
      if (name !== undefined && name !== null && !madeUp) return pass;
      // An environment that exists keeps the name it once got, whoever chose it.
      if (world.stack(environment)?.door === "stack-export") return pass;
      return failIf([
        {
          message: "name is not set, so that Pulumi makes one up that no policy document knows",
          fix: "set name, and use the same name in the documents",
        },
      ]);
    },
  },
  {
    ...own,
    id: "airflow-version-supported",
    title: "The Airflow version is one that MWAA offers",
    why: "MWAA creates environments only with the exact versions it has built images for, and no longer with those past their end of support.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("airflow-versions", "Supported Apache Airflow versions")],
    examples: { fails: 'airflowVersion: "2.10.2"', passes: 'airflowVersion: "2.10.3"' },
    check: argumentCheck(["airflowVersion"], (values) => {
      const version = text(values, "airflowVersion");
      return version === undefined ? [] : airflowVersionFaults(version);
    }),
  },
  {
    ...own,
    id: "airflow-version-listed",
    title: "The Airflow version is in the table these checks know",
    why: "What is said of a version that is newer than the table rests on the newest one in it.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("airflow-versions", "Supported Apache Airflow versions")],
    examples: { fails: 'airflowVersion: "3.9.0"', passes: 'airflowVersion: "3.2.1"' },
    check: argumentCheck(["airflowVersion"], (values) => {
      const version = text(values, "airflowVersion");
      if (version === undefined || !isUnlistedButNewer(version)) return [];
      return [
        {
          path: ["airflowVersion"],
          problem: "is newer than the version table of 2026-11-22, so that it could not be checked",
          got: version,
          allowed: "any version of the table",
          fix: "see that MWAA offers it in your Region, and update pulumi-mwaa",
        },
      ];
    }),
  },
  {
    ...own,
    id: "airflow-version-pinned",
    title: "The Airflow version is stated",
    why: "Without one, the environment gets whatever is the latest on the day it is created, and two stacks from one program differ.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("airflow-versions", "Latest version")],
    examples: { fails: 'environmentClass: "mw1.small"', passes: 'airflowVersion: "3.2.1"' },
    check: (environment, world) =>
      failIf(
        world.value(environment, "airflowVersion") === undefined
          ? [
              {
                message: "airflowVersion is not set, so that the latest of the day is taken",
                fix: "set airflowVersion",
              },
            ]
          : [],
      ),
  },
  {
    ...own,
    id: "capacity-fits-class",
    title: "Schedulers, workers and web servers fit the environment class",
    why: "Each class has its own ranges; mw1.micro runs exactly one of each and does not scale.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "web-server-count-of-micro",
    sources: [
      guide("environment-class", "Environment capabilities"),
      guide("mwaa-autoscaling", "How worker scaling works"),
    ],
    examples: {
      fails: 'environmentClass: "mw1.micro", schedulers: 2',
      passes: 'environmentClass: "mw1.small", schedulers: 2',
    },
    check: argumentCheck(CAPACITY, (values) => {
      const environmentClass = text(values, "environmentClass");
      return [
        ...(environmentClass === undefined ? [] : environmentClassFaults(environmentClass)),
        ...capacityFaults(capacityOf(values)),
      ];
    }),
  },
  {
    ...own,
    id: "workers-within-quota",
    title: "The maximum of workers is within the default quota",
    why: "An account may run 25 workers in an environment until a higher quota is granted; beyond it, scaling stops.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("mwaa-quotas", "Service quotas")],
    examples: { fails: "maxWorkers: 40", passes: "maxWorkers: 25" },
    check: argumentCheck(["maxWorkers"], (values) => {
      const workers = number(values, "maxWorkers");
      return workers === undefined ? [] : workersAboveQuotaFaults(workers);
    }),
  },
  {
    ...own,
    id: "access-mode-available",
    title: "The web server's access mode exists in the Airflow version",
    why: "Public and private access at once came with Airflow 3.2.1; CreateEnvironment refuses it for older ones.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("configuring-networking", "Apache Airflow access modes")],
    examples: {
      fails: 'airflowVersion: "3.0.6", webserverAccessMode: "PUBLIC_AND_PRIVATE"',
      passes: 'airflowVersion: "3.2.1", webserverAccessMode: "PUBLIC_AND_PRIVATE"',
    },
    check: argumentCheck(["webserverAccessMode", "airflowVersion"], (values) => {
      const mode = text(values, "webserverAccessMode");
      const airflowVersion = text(values, "airflowVersion");
      if (mode === undefined) return [];
      return accessModeFaults({
        mode,
        ...(airflowVersion === undefined ? {} : { airflowVersion }),
      });
    }),
  },
  {
    ...own,
    id: "web-server-private",
    title: "The web server is reached from the VPC only",
    why: "A public web server is protected by IAM alone; a private one also by the network.",
    severity: "note",
    effect: "insecure",
    sources: [guide("configuring-networking", "Apache Airflow access modes")],
    examples: {
      fails: 'webserverAccessMode: "PUBLIC_ONLY"',
      passes: 'webserverAccessMode: "PRIVATE_ONLY"',
    },
    check: argumentCheck(["webserverAccessMode"], (values) => {
      const mode = text(values, "webserverAccessMode") ?? "PRIVATE_ONLY";
      if (mode === "PRIVATE_ONLY") return [];
      return [
        {
          path: ["webserverAccessMode"],
          problem: "lets the internet reach the sign-in of the Airflow web server",
          got: mode,
          allowed: "PRIVATE_ONLY where users come through the VPC",
          fix: 'set webserverAccessMode to "PRIVATE_ONLY" and give users a way into the VPC',
        },
      ];
    }),
  },
  {
    ...own,
    id: "environment-has-two-subnets",
    title: "The environment is given exactly two subnets",
    why: "MWAA places its containers in two subnets of different zones, no more and no fewer; the network can't be changed later.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("networking-about", "VPC infrastructure overview")],
    examples: { fails: "subnetIds: [a.id]", passes: "subnetIds: [a.id, b.id]" },
    check: countedList("subnetIds", subnetIdsFaults),
  },
  {
    ...own,
    id: "environment-has-one-to-five-security-groups",
    title: "The environment is given one to five security groups",
    why: "CreateEnvironment refuses any other number.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("networking-about", "Public routing over the internet")],
    examples: { fails: "securityGroupIds: []", passes: "securityGroupIds: [group.id]" },
    check: countedList("securityGroupIds", securityGroupIdsFaults),
  },
  {
    ...own,
    id: "environment-key-usable",
    title: "The key is named by its ARN or id and belongs to one Region",
    why: "MWAA takes neither aliases nor multi-Region keys, and the key can't be changed later.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("custom-keys-certs", "Customer-managed keys for encryption")],
    examples: { fails: 'kmsKey: "alias/airflow"', passes: "kmsKey: key.arn" },
    check: argumentCheck(["kmsKey"], (values) => {
      const key = text(values, "kmsKey");
      return key === undefined ? [] : kmsKeyFaults(key);
    }),
  },
  {
    ...own,
    id: "dag-path-relative",
    title: "The DAG folder is a path inside the bucket",
    why: "The path is looked up in the bucket; an address or a leading slash names nothing there.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "role-lacks-bucket-access",
    sources: [guide("configuring-dag-folder", "Adding or updating DAGs")],
    examples: { fails: 'dagS3Path: "s3://bucket/dags"', passes: 'dagS3Path: "dags/"' },
    check: argumentCheck(["dagS3Path"], (values) => {
      const path = text(values, "dagS3Path");
      return path === undefined ? [] : dagS3PathFaults(path);
    }),
  },
  {
    ...own,
    id: "object-versions-pinned",
    title: "Requirements, plugins and startup script are given with their object versions",
    why: "Without the version, a changed file is uploaded and never reaches the environment.",
    severity: "error",
    effect: "will-misbehave",
    predicts: "object-version-unreadable",
    sources: [guide("mwaa-s3-bucket", "Amazon S3 bucket overview")],
    examples: {
      fails: 'requirementsS3Path: "requirements.txt"',
      passes: 'requirementsS3Path: "requirements.txt", requirementsS3ObjectVersion: file.versionId',
    },
    check: (environment, world) =>
      failIf(
        VERSIONED_OBJECTS.flatMap(({ path, version }) => {
          const given = world.value(environment, path);
          if (given === undefined || given === null || given === "") return [];
          const pinned = world.value(environment, version);
          if (pinned !== undefined && pinned !== null && pinned !== "") return [];
          return [
            {
              message: `${path} is set and ${version} is not`,
              fix: `set ${version} to the versionId of the uploaded object`,
            },
          ];
        }),
      ),
  },
  {
    ...own,
    id: "maintenance-window-valid",
    title: "The maintenance window starts on a day and a half hour",
    why: "CreateEnvironment takes DAY:HH:MM in UTC with minutes 00 or 30.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("mwaa/latest/API/API_CreateEnvironment.html", "Request Body")],
    examples: {
      fails: 'weeklyMaintenanceWindowStart: "Sunday 3:15"',
      passes: 'weeklyMaintenanceWindowStart: "SUN:03:30"',
    },
    check: argumentCheck(["weeklyMaintenanceWindowStart"], (values) => {
      const start = text(values, "weeklyMaintenanceWindowStart");
      return start === undefined ? [] : maintenanceWindowFaults(start);
    }),
  },
  {
    ...own,
    id: "graceful-replacement-available",
    title: "Graceful worker replacement is asked for where it exists",
    why: "GRACEFUL needs Airflow 2.4.3 or newer and is missing in some Regions; elsewhere updates are refused.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("update-environment", "Worker replacement strategy")],
    examples: {
      fails: 'workerReplacementStrategy: "GRACEFUL" in ca-west-1',
      passes: 'workerReplacementStrategy: "FORCED" in ca-west-1',
    },
    check: argumentCheck(
      ["workerReplacementStrategy", "airflowVersion"],
      (values, environment, world) => {
        const strategy = text(values, "workerReplacementStrategy");
        if (strategy === undefined) return [];
        const airflowVersion = text(values, "airflowVersion");
        const region = world.region(environment);
        return workerReplacementFaults({
          strategy,
          ...(airflowVersion === undefined ? {} : { airflowVersion }),
          ...(isKnown(region) ? { region } : {}),
        });
      },
    ),
  },
  {
    ...own,
    id: "environment-region-possible",
    title: "The Region exists",
    why: "A misspelt Region makes every call fail before anything is created.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("what-is-mwaa", "Region availability")],
    examples: { fails: 'region: "eu-wset-1"', passes: 'region: "eu-west-1"' },
    check: (environment, world) => {
      const region = world.region(environment);
      return isKnown(region)
        ? failIf(regionFaults(region).map(violationOf))
        : undecided("the Region is not known", region.blockedBy);
    },
  },
  {
    ...own,
    id: "environment-region-listed",
    title: "The Region is one where MWAA is known to run",
    why: "In a Region that the table does not list, creation fails if MWAA has not come there.",
    severity: "warning",
    effect: "will-not-come-up",
    sources: [guide("what-is-mwaa", "Region availability")],
    examples: { fails: 'region: "ap-southeast-7"', passes: 'region: "ap-southeast-1"' },
    check: (environment, world) => {
      const region = world.region(environment);
      if (!isKnown(region)) return undecided("the Region is not known", region.blockedBy);
      if (isListedRegion(region) || regionFaults(region).length > 0) return pass;
      return failIf([
        {
          message: `Region ${region} is not in the table of 2026-11-22 of Regions that have MWAA`,
          fix: "see that MWAA runs there before you deploy",
        },
      ]);
    },
  },
  {
    ...own,
    id: "customer-key-used",
    title: "The environment's data is encrypted with a key of yours",
    why: "With a key that AWS owns, the execution role has to be allowed keys outside the account, and nobody of yours can revoke it.",
    severity: "note",
    effect: "insecure",
    sources: [guide("mwaa-create-role", "Execution role overview")],
    examples: { fails: "kmsKey: undefined", passes: "kmsKey: key.arn" },
    check: (environment, world) =>
      failIf(
        world.value(environment, "kmsKey") === undefined
          ? [
              {
                message: "kmsKey is not set, so that a key that AWS owns is used",
                fix: "set kmsKey to the ARN of a key in the same account and Region",
              },
            ]
          : [],
      ),
  },
];

function capacityOf(values: Arguments): Parameters<typeof capacityFaults>[0] {
  const counts = CAPACITY.slice(1).flatMap((property) => {
    const count = number(values, property);
    return count === undefined ? [] : [[property, count] as const];
  });
  return {
    environmentClass: text(values, "environmentClass") ?? "mw1.small",
    ...Object.fromEntries(counts),
  };
}

/**
 * The length of a list is known before its members are, and is much of what these rules need. What
 * two hidden members are, and whether they are one, only their references tell.
 */
function countedList(
  property: "subnetIds" | "securityGroupIds",
  faultsOf: (ids: readonly string[]) => readonly Fault[],
): Rule["check"] {
  const prefix = property === "subnetIds" ? "subnet" : "sg";
  return (environment: Resource, world: World) => {
    const value = world.value(environment, "networkConfiguration", property);
    if (value instanceof Unknown)
      return undecided(`${property} is not known, nor how many there are`, value.blockedBy);
    if (value !== undefined && value !== null && !Array.isArray(value))
      return failIf([
        {
          message: `networkConfiguration.${property} is no list`,
          fix: `set ${property} to a list of ids`,
        },
      ]);
    const members = Array.isArray(value) ? (value as readonly Value[]) : [];
    const references =
      property === "subnetIds"
        ? subnetsOf(world, environment)
        : securityGroupsOf(world, environment);
    const told = isKnown(references) ? references : [];
    const ids = members.map((member, i) => {
      if (typeof member === "string") return member;
      const reference = told[i];
      return reference?.kind === "resource"
        ? `${prefix}-${world.resources.indexOf(reference.resource)}`
        : `${prefix}-hidden-${i}`;
    });
    const faults = faultsOf(ids);
    const hidden = members.filter((member) => member instanceof Unknown);
    if (faults.length === 0 && hidden.length > 0 && !isKnown(references))
      return undecided(`which ${property} they are cannot be told`, references.blockedBy);
    return failIf(faults.map(violationOf));
  };
}
