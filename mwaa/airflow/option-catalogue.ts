import type { Source } from "../source";
import { BASE_URL_OPTION, CUSTOM_DOMAIN_SOURCE, RESERVED_BASE_URL_SOURCE } from "./base-url";

/** Where the options of the console stand, and those that MWAA does not accept. */
export const OPTIONS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-env-variables.html",
  section: "Configuration reference",
  read: "2026-11-22",
};

/** Where the options for tuning and their defaults on MWAA stand. */
export const TUNING_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/best-practices-tuning.html",
  section: "Performance tuning for Apache Airflow on Amazon MWAA",
  read: "2026-11-22",
};

/** Where the environment variables stand that MWAA sets back whenever they are changed. */
export const RESERVED_VARIABLES_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/using-startup-script.html",
  section: "Reserved environment variables",
  read: "2026-11-22",
};

/** Where the options for CloudWatch metrics stand. */
const METRICS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/access-metrics-cw.html",
  section: "Choosing which metrics are reported",
  read: "2026-11-22",
};

/** Where the options of the secrets backend stand. */
const SECRETS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/connections-secrets-manager.html",
  section: "Create the Secrets Manager backend as an Apache Airflow configuration option",
  read: "2026-11-22",
};

/** Where Airflow itself says what version 3 took away. */
const AIRFLOW_3_SOURCE: Source = {
  url: "https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html",
  section: "Breaking changes",
  read: "2026-11-22",
};

/** What an option is about. */
export type OptionGroup =
  | "celery"
  | "dag-processing"
  | "email"
  | "metrics"
  | "scheduler"
  | "secrets"
  | "task"
  | "triggerer"
  | "webserver";

/** One Airflow option that AWS or Airflow describes. */
export interface OptionRow {
  /** The key as the API takes it: `core.parallelism`. */
  readonly option: string;
  readonly group: OptionGroup;
  /** The first Airflow version that has it; absent if every version here does. */
  readonly since?: string;
  /** The first Airflow version that no longer has it. */
  readonly removedIn?: string;
  /** The option that took its place. */
  readonly replacedBy?: string;
  /** Its value on MWAA if nothing is set; absent if it depends on the class or is not published. */
  readonly default?: string;
  readonly source: Source;
}

/** The options, by group; an option that is not listed is Airflow's own and is not judged. */
export const OPTION_CATALOGUE: readonly OptionRow[] = [
  { option: "email.email_backend", group: "email", source: OPTIONS_SOURCE },
  { option: "smtp.smtp_host", group: "email", source: OPTIONS_SOURCE },
  { option: "smtp.smtp_starttls", group: "email", source: OPTIONS_SOURCE },
  { option: "smtp.smtp_ssl", group: "email", source: OPTIONS_SOURCE },
  { option: "smtp.smtp_port", group: "email", source: OPTIONS_SOURCE },
  { option: "smtp.smtp_mail_from", group: "email", source: OPTIONS_SOURCE },
  { option: "smtp.smtp_user", group: "email", removedIn: "3.0.0", source: AIRFLOW_3_SOURCE },
  { option: "smtp.smtp_password", group: "email", removedIn: "3.0.0", source: AIRFLOW_3_SOURCE },

  { option: "core.default_task_retries", group: "task", source: OPTIONS_SOURCE },
  { option: "core.parallelism", group: "task", source: OPTIONS_SOURCE },
  {
    option: "core.dag_concurrency",
    group: "task",
    removedIn: "3.0.0",
    replacedBy: "core.max_active_tasks_per_dag",
    default: "10000",
    source: TUNING_SOURCE,
  },
  {
    option: "core.execute_tasks_new_python_interpreter",
    group: "task",
    default: "True",
    source: TUNING_SOURCE,
  },
  {
    option: "core.enable_xcom_pickling",
    group: "task",
    removedIn: "3.0.0",
    source: AIRFLOW_3_SOURCE,
  },
  { option: "core.check_slas", group: "task", removedIn: "3.0.0", source: AIRFLOW_3_SOURCE },
  { option: "core.lazy_load_plugins", group: "task", default: "True", source: OPTIONS_SOURCE },

  { option: "scheduler.catchup_by_default", group: "scheduler", source: OPTIONS_SOURCE },
  {
    option: "scheduler.scheduler_zombie_task_threshold",
    group: "scheduler",
    removedIn: "3.0.0",
    replacedBy: "scheduler.task_instance_heartbeat_timeout",
    source: OPTIONS_SOURCE,
  },
  {
    option: "scheduler.task_instance_heartbeat_timeout",
    group: "scheduler",
    since: "3.0.0",
    source: AIRFLOW_3_SOURCE,
  },
  {
    option: "scheduler.scheduler_idle_sleep_time",
    group: "scheduler",
    default: "1",
    source: TUNING_SOURCE,
  },
  {
    option: "scheduler.max_dagruns_to_create_per_loop",
    group: "scheduler",
    default: "10",
    source: TUNING_SOURCE,
  },

  {
    option: "scheduler.parsing_processes",
    group: "dag-processing",
    removedIn: "3.0.0",
    replacedBy: "dag_processor.parsing_processes",
    source: TUNING_SOURCE,
  },
  {
    option: "scheduler.max_threads",
    group: "dag-processing",
    removedIn: "3.0.0",
    replacedBy: "dag_processor.parsing_processes",
    source: TUNING_SOURCE,
  },
  {
    option: "dag_processor.parsing_processes",
    group: "dag-processing",
    since: "3.0.0",
    source: TUNING_SOURCE,
  },
  {
    option: "scheduler.dag_dir_list_interval",
    group: "dag-processing",
    removedIn: "3.0.0",
    replacedBy: "dag_processor.refresh_interval",
    default: "300",
    source: TUNING_SOURCE,
  },
  {
    option: "dag_processor.refresh_interval",
    group: "dag-processing",
    since: "3.0.0",
    default: "300",
    source: TUNING_SOURCE,
  },
  {
    option: "scheduler.min_file_process_interval",
    group: "dag-processing",
    removedIn: "3.0.0",
    replacedBy: "dag_processor.min_file_process_interval",
    default: "30",
    source: TUNING_SOURCE,
  },
  {
    option: "dag_processor.min_file_process_interval",
    group: "dag-processing",
    since: "3.0.0",
    default: "30",
    source: TUNING_SOURCE,
  },
  {
    option: "core.dag_file_processor_timeout",
    group: "dag-processing",
    removedIn: "3.0.0",
    replacedBy: "dag_processor.dag_file_processor_timeout",
    default: "50",
    source: TUNING_SOURCE,
  },
  {
    option: "dag_processor.dag_file_processor_timeout",
    group: "dag-processing",
    since: "3.0.0",
    default: "50",
    source: TUNING_SOURCE,
  },
  {
    option: "core.dagbag_import_timeout",
    group: "dag-processing",
    default: "30",
    source: TUNING_SOURCE,
  },
  {
    option: "core.min_serialized_dag_update_interval",
    group: "dag-processing",
    default: "30",
    source: TUNING_SOURCE,
  },
  {
    option: "core.min_serialized_dag_fetch_interval",
    group: "dag-processing",
    default: "10",
    source: TUNING_SOURCE,
  },

  { option: "celery.worker_autoscale", group: "celery", source: OPTIONS_SOURCE },
  { option: "celery.sync_parallelism", group: "celery", default: "1", source: TUNING_SOURCE },

  {
    option: "webserver.default_ui_timezone",
    group: "webserver",
    removedIn: "3.0.0",
    source: OPTIONS_SOURCE,
  },
  { option: "webserver.expose_config", group: "webserver", source: OPTIONS_SOURCE },
  { option: BASE_URL_OPTION, group: "webserver", source: CUSTOM_DOMAIN_SOURCE },

  { option: "mwaa.triggerer_enabled", group: "triggerer", default: "True", source: OPTIONS_SOURCE },
  {
    option: "triggerer.default_capacity",
    group: "triggerer",
    removedIn: "3.0.0",
    replacedBy: "triggerer.capacity",
    source: OPTIONS_SOURCE,
  },
  { option: "triggerer.capacity", group: "triggerer", since: "3.0.0", source: OPTIONS_SOURCE },

  {
    option: "metrics.metrics_allow_list",
    group: "metrics",
    since: "2.6.3",
    source: METRICS_SOURCE,
  },
  {
    option: "metrics.metrics_block_list",
    group: "metrics",
    since: "2.6.3",
    source: METRICS_SOURCE,
  },
  {
    option: "metrics.statsd_allow_list",
    group: "metrics",
    removedIn: "3.0.0",
    replacedBy: "metrics.metrics_allow_list",
    source: METRICS_SOURCE,
  },
  {
    option: "metrics.statsd_block_list",
    group: "metrics",
    removedIn: "3.0.0",
    replacedBy: "metrics.metrics_block_list",
    source: METRICS_SOURCE,
  },

  { option: "secrets.backend", group: "secrets", source: SECRETS_SOURCE },
  { option: "secrets.backend_kwargs", group: "secrets", source: SECRETS_SOURCE },
];

/** An option that cannot be set on MWAA, whatever the version. */
export interface RefusedOption {
  readonly option: string;
  /** Why not, in one clause. */
  readonly because: string;
  readonly source: Source;
}

const SET_BY_MWAA = "it is reserved: MWAA sets it itself and sets it back";

/** The options that cannot be set on MWAA. */
export const REFUSED_OPTIONS: readonly RefusedOption[] = [
  {
    option: "core.multi_team",
    because: "MWAA's sign-in, its Celery executor and its handling of secrets know one team only",
    source: OPTIONS_SOURCE,
  },
  {
    option: "triggerer.queues_enabled",
    because: "MWAA assigns no triggers to queues, so deferred tasks would wait for ever",
    source: OPTIONS_SOURCE,
  },
  {
    option: "api.base_url",
    because: `it is reserved: MWAA sets it itself, to the domain of ${BASE_URL_OPTION}`,
    source: RESERVED_BASE_URL_SOURCE,
  },
  ...[
    "core.executor",
    "core.fernet_key",
    "core.sql_alchemy_conn",
    "database.sql_alchemy_conn",
    "celery.broker_url",
    "celery.result_backend",
    "celery.default_queue",
    "operators.default_queue",
    "webserver.secret_key",
    "celery_broker_transport_options.region",
    "celery_broker_transport_options.predefined_queues",
  ].map((option) => ({ option, because: SET_BY_MWAA, source: RESERVED_VARIABLES_SOURCE })),
];
