import { BASE_URL_OPTION, baseUrlModeFaults } from "../../../mwaa/airflow/base-url";
import {
  optionFaults,
  recommendedOptions,
  secretLookingOptions,
} from "../../../mwaa/airflow/options";
import { DEFAULT_ACCESS_MODE } from "../../../mwaa/service/access-modes";
import { LATEST_AIRFLOW_VERSION, majorOf } from "../../../mwaa/service/versions";
import { isEnvironmentClass } from "../../../mwaa/service/classes";
import { Unknown } from "../../../reasoning/known";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable, pass, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "airflow", judges: ["environment"], decidedBy: "resource" } as const;

/** Options: what the environment tells Airflow. */
export const AIRFLOW_RULES: readonly Rule[] = [
  {
    ...own,
    id: "airflow-options-accepted",
    title: "Every Airflow option is one that MWAA lets through and the version knows",
    why: "MWAA refuses some options, and an option that the version does not have is silently without effect.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("configuring-env-variables", "Using Apache Airflow configuration options")],
    examples: {
      fails: 'airflowConfigurationOptions: { "core.multi_team": "True" }',
      passes: 'airflowConfigurationOptions: { "core.default_task_retries": "3" }',
    },
    check: (environment, world) =>
      withOptions(environment, world, (options, airflowVersion) =>
        // An option's value is nobody's business here: it may be a secret.
        optionFaults(options, { airflowVersion }).map((fault) => ({
          message: `${fault.path.join(".")} ${fault.problem}; allowed: ${fault.allowed}`,
          fix: fault.fix,
        })),
      ),
  },
  {
    ...own,
    id: "custom-domain-on-private-web-server",
    title: "Only a private web server has a domain of its own",
    why: "MWAA serves a custom domain for web servers without internet access alone; elsewhere the sign-in leads nowhere.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("configuring-custom-domain", "Set up a custom domain")],
    examples: {
      fails:
        'webserverAccessMode: "PUBLIC_ONLY", airflowConfigurationOptions: { "webserver.base_url": "airflow.example.com" }',
      passes:
        'webserverAccessMode: "PRIVATE_ONLY", airflowConfigurationOptions: { "webserver.base_url": "airflow.example.com" }',
    },
    check: (environment, world) => {
      const value = world.value(environment, "airflowConfigurationOptions", BASE_URL_OPTION);
      if (value === undefined || value === null || value === "")
        return notApplicable("the web server keeps the address that MWAA gives it");
      const mode = world.text(environment, "webserverAccessMode");
      if (mode instanceof Unknown)
        return undecided("webserverAccessMode is not known", mode.blockedBy);
      const webserverAccessMode = mode ?? DEFAULT_ACCESS_MODE;
      if (webserverAccessMode === DEFAULT_ACCESS_MODE) return pass;
      if (value instanceof Unknown)
        return undecided(`${BASE_URL_OPTION} is not known`, value.blockedBy);
      if (typeof value !== "string") return notApplicable("the domain is not text");
      return failIf(
        baseUrlModeFaults({ baseUrl: value, webserverAccessMode }).map(
          ({ path, problem, fix }) => ({
            message: `${path.join(".")} ${problem}`,
            fix,
          }),
        ),
      );
    },
  },
  {
    ...own,
    id: "worker-autoscale-fixed",
    title: "On Airflow 3 each worker keeps a fixed number of task slots",
    why: "A shrinking pool of task processes kills tasks without a log on Airflow 3.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("troubleshooting", "Tasks fail in Apache Airflow v3 without logs")],
    examples: {
      fails: 'airflowVersion: "3.0.6"',
      passes:
        'airflowVersion: "3.0.6", airflowConfigurationOptions: { "celery.worker_autoscale": "5,5" }',
    },
    check: (environment, world) =>
      withOptions(environment, world, (options, airflowVersion, hidden) => {
        if ((majorOf(airflowVersion) ?? 0) < 3 || hidden.has("celery.worker_autoscale")) return [];
        const given = options["celery.worker_autoscale"];
        const [most, fewest] = given?.split(",") ?? [];
        if (given !== undefined && most === fewest) return [];
        const recommended = recommendation(environment, world, airflowVersion);
        return [
          {
            message: `airflowConfigurationOptions.celery.worker_autoscale is ${shown(given)}, so that the pool of task processes shrinks and grows`,
            fix: `set celery.worker_autoscale to "${recommended}"`,
          },
        ];
      }),
  },
  {
    ...own,
    id: "plugins-load-eagerly",
    title: "With plugins, Airflow loads them at the start of each process",
    why: "Lazily loaded plugins are missing when a process needs them at its start.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("configuring-env-variables", "Using configuration options to load plugins")],
    examples: {
      fails: 'pluginsS3Path: "plugins.zip"',
      passes:
        'pluginsS3Path: "plugins.zip", airflowConfigurationOptions: { "core.lazy_load_plugins": "False" }',
    },
    check: (environment, world) => {
      const plugins = world.value(environment, "pluginsS3Path");
      if (plugins === undefined || plugins === null || plugins === "")
        return notApplicable("no plugins");
      return withOptions(environment, world, (options, _version, hidden) =>
        hidden.has("core.lazy_load_plugins") ||
        options["core.lazy_load_plugins"]?.toLowerCase() === "false"
          ? []
          : [
              {
                message:
                  "airflowConfigurationOptions.core.lazy_load_plugins is not False although plugins are given",
                fix: 'set core.lazy_load_plugins to "False"',
              },
            ],
      );
    },
  },
  {
    ...own,
    id: "secrets-kept-out-of-options",
    title: "No password or key stands in an Airflow option",
    why: "Options are environment variables of every container, and the API hands them to whoever may read the environment.",
    severity: "warning",
    effect: "insecure",
    sources: [
      guide(
        "connections-secrets-manager",
        "Configuring an Apache Airflow connection using a Secrets Manager secret",
      ),
    ],
    examples: {
      fails: 'airflowConfigurationOptions: { "smtp.smtp_password": "hunter2" }',
      passes:
        'airflowConfigurationOptions: { "secrets.backend": "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend" }',
    },
    check: (environment, world) =>
      withOptions(environment, world, (options) =>
        secretLookingOptions(options).map((option) => ({
          message: `airflowConfigurationOptions.${option} looks like a secret`,
          fix: "keep it in Secrets Manager and use the secrets backend",
        })),
      ),
  },
];

/**
 * Runs a check of the options with the version they are for. What is known of them decides where it
 * can: one hidden option neither hides the faults of the others, nor lets them pass for all.
 */
function withOptions(
  environment: Resource,
  world: World,
  violationsOf: (
    options: Readonly<Record<string, string>>,
    airflowVersion: string,
    hidden: ReadonlySet<string>,
  ) => readonly Violation[],
): Outcome {
  const version = world.text(environment, "airflowVersion");
  if (version instanceof Unknown)
    return undecided("airflowVersion is not known", version.blockedBy);
  const value = world.value(environment, "airflowConfigurationOptions");
  if (value instanceof Unknown)
    return undecided("airflowConfigurationOptions are not known", value.blockedBy);
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const known = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const unknowns = entries.flatMap(([key, each]) =>
    each instanceof Unknown ? [{ key, each }] : [],
  );
  return conclude(
    violationsOf(
      Object.fromEntries(known),
      version ?? LATEST_AIRFLOW_VERSION,
      new Set(unknowns.map(({ key }) => key)),
    ),
    unknowns.map(({ each }) => each),
    "an Airflow option is not known",
  );
}

/** A pool's size gives nothing away; whatever else stands there might. */
function shown(pool: string | undefined): string {
  if (pool === undefined) return "not set";
  return /^\d+,\d+$/.test(pool) ? `"${pool}"` : "no pair of numbers";
}

function recommendation(environment: Resource, world: World, airflowVersion: string): string {
  const named = world.text(environment, "environmentClass");
  const environmentClass =
    typeof named === "string" && isEnvironmentClass(named) ? named : "mw1.small";
  return (
    recommendedOptions({ airflowVersion, environmentClass, plugins: false })[
      "celery.worker_autoscale"
    ] ?? "5,5"
  );
}
