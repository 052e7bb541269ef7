import type { Fault } from "../../../mwaa/fault";
import { accessModeFaults } from "../../../mwaa/service/access-modes";
import { kmsKeyFaults } from "../../../mwaa/service/kms-key";
import { securityGroupIdsFaults, subnetIdsFaults } from "../../../mwaa/service/network-arguments";
import { VERSIONED_OBJECTS, dagS3PathFaults } from "../../../mwaa/service/object-paths";
import { Unknown, isKnown } from "../../../reasoning/known";
import { securityGroupsOf, subnetsOf } from "../../model/environment";
import type { Resource, Value } from "../../model/resource";
import type { World } from "../../model/world";
import { argumentCheck, text, violationOf } from "../argument";
import type { Rule } from "../rule";
import { failIf, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "resource" } as const;

/** What else an environment's own arguments decide. */
export const ENVIRONMENT_RULES: readonly Rule[] = [
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
];

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
