import assert from "node:assert/strict";
import fc from "fast-check";
import { OPTION_CATALOGUE, REFUSED_OPTIONS } from "../../../mwaa/airflow/option-catalogue";
import {
  optionFaults,
  optionsRemovedIn,
  recommendedOptions,
  secretLookingOptions,
  toEnvironmentVariable,
} from "../../../mwaa/airflow/options";
import { ENVIRONMENT_CLASS_NAMES } from "../../../mwaa/service/classes";
import { AIRFLOW_VERSIONS, SUPPORTED_VERSIONS } from "../../../mwaa/service/versions";
import { unknownText } from "../../../mwaa/settings/unknown-text";

const problems = (
  options: Readonly<Record<string, unknown>>,
  airflowVersion = "3.2.1",
): readonly string[] => optionFaults(options, { airflowVersion }).map((fault) => fault.problem);

/** A value that no rule for the option alone refuses. */
const acceptable = (option: string): string =>
  option === "webserver.base_url" ? "airflow.example.com" : "5,5";

describe("OPTION_CATALOGUE", () => {
  it("lists each option once, with a key that the API takes", () => {
    const keys = OPTION_CATALOGUE.map((row) => row.option);
    assert.equal(new Set(keys).size, keys.length);
    for (const key of keys) assert.match(key, /^[a-z_]+\.[a-z_]+$/);
  });

  it("names successors that the catalogue dates, except where Airflow 2 already had them", () => {
    for (const row of OPTION_CATALOGUE.filter((each) => each.replacedBy !== undefined)) {
      const successor = OPTION_CATALOGUE.find((each) => each.option === row.replacedBy);
      if (row.option === "core.dag_concurrency") {
        assert.equal(successor, undefined);
      } else {
        assert.ok(successor?.since !== undefined, row.option);
      }
      assert.equal(row.removedIn, "3.0.0");
    }
  });

  it("is judged for every listed version: an option is a fault exactly outside its versions", () => {
    for (const { version } of AIRFLOW_VERSIONS) {
      for (const row of OPTION_CATALOGUE) {
        const major = Number(version.split(".")[0]);
        const gone = row.removedIn === "3.0.0" && major >= 3;
        const notYet =
          (row.since === "3.0.0" && major < 3) ||
          (row.since === "2.6.3" &&
            ["1.10.12", "2.0.2", "2.2.2", "2.4.3", "2.5.1"].includes(version));
        assert.deepEqual(
          problems({ [row.option]: acceptable(row.option) }, version),
          gone
            ? [`does not exist in Airflow ${version} any more`]
            : notYet
              ? [`does not exist in Airflow ${version} yet`]
              : [],
          `${row.option} on ${version}`,
        );
      }
    }
  });
});

describe("optionFaults", () => {
  it("accepts options of the console and options it does not know", () => {
    const options = {
      "core.default_task_retries": "3",
      "foo.user": "me",
      "smtp.smtp_port": "587",
      "webserver.base_url": "airflow.example.org",
      "logging.format": "%(message)s ~",
    };
    assert.deepEqual(optionFaults(options, { airflowVersion: "3.2.1" }), []);
    assert.deepEqual(optionFaults(options), []);
  });

  for (const { option, because } of REFUSED_OPTIONS) {
    it(`refuses ${option} in every supported version`, () => {
      for (const version of SUPPORTED_VERSIONS) {
        assert.deepEqual(problems({ [option]: "x" }, version), [
          `cannot be set on MWAA: ${because}`,
        ]);
      }
    });
  }

  it("refuses what would replace MWAA's own executor, keys, databases and queues", () => {
    const refused = REFUSED_OPTIONS.map((each) => each.option);
    for (const option of [
      "core.multi_team",
      "triggerer.queues_enabled",
      "core.executor",
      "core.fernet_key",
      "celery.broker_url",
      "celery.result_backend",
      "core.sql_alchemy_conn",
      "database.sql_alchemy_conn",
    ]) {
      assert.ok(refused.includes(option), option);
    }
  });

  it("names the successor of an option that Airflow 3 no longer has", () => {
    assert.deepEqual(
      optionFaults({ "scheduler.dag_dir_list_interval": "60" }, { airflowVersion: "3.2.1" }),
      [
        {
          path: ["airflowConfigurationOptions", "scheduler.dag_dir_list_interval"],
          problem: "does not exist in Airflow 3.2.1 any more",
          got: "60",
          allowed: "dag_processor.refresh_interval",
          fix: "use dag_processor.refresh_interval instead",
        },
      ],
    );
    assert.equal(
      optionFaults({ "webserver.default_ui_timezone": "UTC" }, { airflowVersion: "3.0.6" })[0]?.fix,
      "remove webserver.default_ui_timezone",
    );
  });

  it("names the predecessor of an option that Airflow 2 does not have yet", () => {
    const [fault] = optionFaults({ "triggerer.capacity": "60" }, { airflowVersion: "2.11.0" });
    assert.equal(fault?.problem, "does not exist in Airflow 2.11.0 yet");
    assert.equal(fault.fix, "use triggerer.default_capacity instead");
  });

  it("says nothing about versions without one, or with text that is none", () => {
    const options = { "core.dag_concurrency": "16", "triggerer.capacity": "60" };
    assert.deepEqual(optionFaults(options), []);
    assert.deepEqual(optionFaults(options, { airflowVersion: "newest" }), []);
  });

  const keys: readonly (readonly [string, string])[] = [
    ["parallelism", "write the section, a dot and the option"],
    ["Core.Parallelism", "use core.parallelism"],
    ["AIRFLOW__CORE__PARALLELISM", "use core.parallelism"],
    ["core__parallelism", "use core.parallelism"],
    ["core.", "write the section, a dot and the option"],
    [".parallelism", "write the section, a dot and the option"],
    ["core.max-tasks", "write the section, a dot and the option"],
    ["1core.parallelism", "write the section, a dot and the option"],
    ["", "write the section, a dot and the option"],
  ];
  for (const [key, fix] of keys) {
    it(`refuses the key ${JSON.stringify(key)}: ${fix}`, () => {
      assert.deepEqual(optionFaults({ [key]: "1" }), [
        {
          path: ["airflowConfigurationOptions", key],
          problem: "is not the key of an Airflow option",
          got: "1",
          allowed: "section.option in lower case, at most 64 characters, such as core.parallelism",
          fix,
        },
      ]);
    });
  }

  it("accepts a key of 64 characters and refuses one of 65", () => {
    assert.deepEqual(problems({ [`core.${"x".repeat(59)}`]: "1" }), []);
    assert.deepEqual(problems({ [`core.${"x".repeat(60)}`]: "1" }), ["has a key of 65 characters"]);
  });

  it("accepts up to 65536 printable ASCII characters", () => {
    assert.deepEqual(problems({ "foo.bar": "x".repeat(65536) }), []);
    for (const value of ["", "x".repeat(65537), "zwei\nZeilen", "grün", "\t"]) {
      assert.deepEqual(problems({ "foo.bar": value }), ["is not a value that the API takes"]);
    }
  });

  it("asks for text where a value is something else", () => {
    const fix = (value: unknown): string | undefined => optionFaults({ "foo.bar": value })[0]?.fix;
    assert.equal(fix(true), 'write it as text, such as "True"');
    assert.equal(fix(false), 'write it as text, such as "False"');
    assert.equal(fix(3), 'write it as text, such as "3"');
    assert.deepEqual(problems({ "foo.bar": 3 }), ["is not text"]);
  });

  const autoscale: readonly (readonly [string, string | undefined, string?])[] = [
    ["5,5", undefined],
    ["5,0", undefined],
    ["16,12", undefined],
    ["5", "is not two whole numbers with a comma between them", "5,5"],
    ["5, 5", "is not two whole numbers with a comma between them", "5,5"],
    ["five,five", "is not two whole numbers with a comma between them", "5,5"],
    ["3,5", "has a maximum below its minimum", "5,3"],
    ["0,0", "lets a worker run no task at all", "5,5"],
  ];
  for (const [value, problem, suggestion] of autoscale) {
    it(`${problem === undefined ? "accepts" : "refuses"} celery.worker_autoscale "${value}"`, () => {
      const faults = optionFaults({ "celery.worker_autoscale": value });
      assert.deepEqual(
        faults.map((fault) => [fault.problem, fault.fix]),
        problem === undefined
          ? []
          : [[problem, `set celery.worker_autoscale to "${suggestion ?? ""}"`]],
      );
    });
  }

  it("judges the key of a value that is not known offline, but not the value", () => {
    const value = unknownText("secret");
    assert.deepEqual(problems({ "celery.worker_autoscale": value, "foo.bar": value }), []);
    assert.deepEqual(problems({ "core.dag_concurrency": value }), [
      "does not exist in Airflow 3.2.1 any more",
    ]);
  });

  it("never repeats a value that looks like a secret", () => {
    const options = { "core.fernet_key": "hush", "foo.x": "redis://me:hush@host/ü" };
    const faults = optionFaults(options);
    assert.equal(faults.length, 2);
    assert.ok(!JSON.stringify(faults).includes("hush"));
  });
});

describe("toEnvironmentVariable", () => {
  const cases = {
    "core.dag_concurrency": "AIRFLOW__CORE__DAG_CONCURRENCY",
    "foo.user": "AIRFLOW__FOO__USER",
    "webserver.default_ui_timezone": "AIRFLOW__WEBSERVER__DEFAULT_UI_TIMEZONE",
    "celery_broker_transport_options.visibility_timeout":
      "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT",
  };
  for (const [key, variable] of Object.entries(cases)) {
    it(`is ${variable} for ${key}`, () => {
      assert.equal(toEnvironmentVariable(key), variable);
    });
  }
});

describe("optionsRemovedIn", () => {
  it("is empty for Airflow 2 and for text that is no version", () => {
    assert.deepEqual(optionsRemovedIn("2.11.0"), []);
    assert.deepEqual(optionsRemovedIn("newest"), []);
  });

  it("holds what AWS and Airflow name for Airflow 3", () => {
    assert.deepEqual(
      optionsRemovedIn("3.0.6").map((row) => row.option),
      [
        "smtp.smtp_user",
        "smtp.smtp_password",
        "core.dag_concurrency",
        "core.enable_xcom_pickling",
        "core.check_slas",
        "scheduler.scheduler_zombie_task_threshold",
        "scheduler.parsing_processes",
        "scheduler.max_threads",
        "scheduler.dag_dir_list_interval",
        "scheduler.min_file_process_interval",
        "core.dag_file_processor_timeout",
        "webserver.default_ui_timezone",
        "triggerer.default_capacity",
        "metrics.statsd_allow_list",
        "metrics.statsd_block_list",
      ],
    );
  });
});

describe("recommendedOptions", () => {
  it("fixes the processes of each class on Airflow 3", () => {
    const autoscale = ENVIRONMENT_CLASS_NAMES.map((environmentClass) =>
      recommendedOptions({ airflowVersion: "3.0.6", environmentClass, plugins: false }),
    );
    assert.deepEqual(
      autoscale,
      ["3,3", "5,5", "10,10", "20,20", "40,40", "80,80"].map((value) => ({
        "celery.worker_autoscale": value,
      })),
    );
  });

  it("leaves Airflow 2 as it is, but for plugins", () => {
    const context = { airflowVersion: "2.11.0", environmentClass: "mw1.small" } as const;
    assert.deepEqual(recommendedOptions({ ...context, plugins: false }), {});
    assert.deepEqual(recommendedOptions({ ...context, plugins: true }), {
      "core.lazy_load_plugins": "False",
    });
  });

  it("recommends nothing that would be a fault", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...AIRFLOW_VERSIONS),
        fc.constantFrom(...ENVIRONMENT_CLASS_NAMES),
        fc.boolean(),
        ({ version: airflowVersion }, environmentClass, plugins) => {
          const options = recommendedOptions({ airflowVersion, environmentClass, plugins });
          assert.deepEqual(optionFaults(options, { airflowVersion }), []);
        },
      ),
    );
  });
});

describe("secretLookingOptions", () => {
  it("finds keys that end in the word of a secret and addresses with a password", () => {
    const options = {
      "smtp.smtp_password": "x",
      "webserver.secret_key": "x",
      "foo.api_token": "x",
      "core.fernet_key": "x",
      "foo.client_secret": "x",
      "foo.url": "amqp://user:pw@host:5672/",
    };
    assert.deepEqual(secretLookingOptions(options), Object.keys(options));
  });

  it("leaves alone the backend of secrets, names of secrets and addresses without a password", () => {
    const options = {
      "secrets.backend":
        "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend",
      "secrets.backend_kwargs": "{}",
      "smtp.smtp_password_secret": "smtp/password",
      "smtp.smtp_password_cmd": "cat /x",
      "core.hide_sensitive_var_conn_fields": "True",
      "foo.token_lifetime": "60",
      "webserver.base_url": "https://airflow.example.org:8443/@me",
    };
    assert.deepEqual(secretLookingOptions(options), []);
  });
});
