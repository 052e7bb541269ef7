import type { Source } from "../source";

/** Where it stands which runtimes Lambda has given up, and what that means. */
export const LAMBDA_RUNTIMES_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  section: "Deprecated runtimes",
  read: "2026-11-22",
};

/** Where AWS publishes the same dates as data, from which the table here is taken. */
export const LAMBDA_RUNTIME_DATES_SOURCE: Source = {
  url: "https://github.com/aws-cloudformation/cfn-lint/blob/main/src/cfnlint/data/AdditionalSpecs/LmbdRuntimeLifecycle.json",
  section: "version 1.58.0",
  read: "2026-11-22",
};

/** A runtime that Lambda no longer keeps up. */
export interface DeprecatedRuntime {
  /** As functions name it. */
  readonly id: string;
  /** The day from which on it gets no security patches any more, as `YYYY-MM-DD`. */
  readonly deprecated: string;
  /** The day from which on no function can be created with it, which Lambda has often put off. */
  readonly createBlocked: string;
  /** What to take instead. */
  readonly successor: string;
}

function row(
  id: string,
  deprecated: string,
  createBlocked: string,
  successor: string,
): DeprecatedRuntime {
  return { id, deprecated, createBlocked, successor };
}

const NODE = "nodejs24.x";
const PYTHON = "python3.14";
const DOTNET = "dotnet10";
const RUBY = "ruby3.4";
const OS_ONLY = "provided.al2023";

/** Every runtime that was deprecated when the table was read, by the day since it is. */
export const DEPRECATED_RUNTIMES: readonly DeprecatedRuntime[] = [
  row("nodejs", "2016-08-30", "2016-09-30", NODE),
  row("dotnetcore2.0", "2019-05-30", "2019-04-30", DOTNET),
  row("dotnetcore1.0", "2019-06-27", "2019-06-30", DOTNET),
  row("nodejs6.10", "2019-08-12", "2019-07-12", NODE),
  row("nodejs4.3", "2020-03-05", "2020-02-03", NODE),
  row("nodejs4.3-edge", "2020-03-05", "2019-03-31", NODE),
  row("nodejs8.10", "2020-03-06", "2020-02-04", NODE),
  row("python2.7", "2021-07-15", "2021-07-15", PYTHON),
  row("nodejs10.x", "2021-07-30", "2021-07-30", NODE),
  row("ruby2.5", "2021-07-30", "2021-07-30", RUBY),
  row("dotnetcore2.1", "2022-01-05", "2022-01-05", DOTNET),
  row("python3.6", "2022-07-18", "2022-07-18", PYTHON),
  row("nodejs12.x", "2023-03-31", "2023-03-31", NODE),
  row("dotnetcore3.1", "2023-04-03", "2023-04-03", DOTNET),
  row("nodejs14.x", "2023-12-04", "2024-01-09", NODE),
  row("python3.7", "2023-12-04", "2024-01-09", PYTHON),
  row("ruby2.7", "2023-12-07", "2024-01-09", RUBY),
  row("go1.x", "2024-01-08", "2024-02-08", OS_ONLY),
  row("java8", "2024-01-08", "2024-02-08", "java25"),
  row("provided", "2024-01-08", "2024-02-08", OS_ONLY),
  row("nodejs16.x", "2024-06-12", "2027-02-01", NODE),
  row("python3.8", "2024-10-14", "2027-02-01", PYTHON),
  row("dotnet6", "2024-12-20", "2027-02-01", DOTNET),
  row("nodejs18.x", "2025-09-01", "2027-02-01", NODE),
  row("python3.9", "2025-12-15", "2027-02-01", PYTHON),
  row("ruby3.2", "2026-03-31", "2027-02-01", RUBY),
  row("nodejs20.x", "2026-04-30", "2027-02-01", NODE),
  row("provided.al2", "2026-07-31", "2027-02-01", OS_ONLY),
  row("python3.10", "2026-10-31", "2027-02-01", PYTHON),
  row("dotnet8", "2026-11-10", "2027-02-01", DOTNET),
];

/** What is known of a runtime that is deprecated; undefined if it is not, or newer than the table. */
export function deprecatedRuntime(id: string): DeprecatedRuntime | undefined {
  return DEPRECATED_RUNTIMES.find((each) => each.id === id);
}

/** Whether Lambda creates functions with a deprecated runtime on the day the table was read. */
export function isStillCreated({ createBlocked }: DeprecatedRuntime): boolean {
  return createBlocked > LAMBDA_RUNTIME_DATES_SOURCE.read;
}

/** How a runtime wants its handler to be named. */
export interface HandlerForm {
  readonly form: RegExp;
  /** In words: `<file>.<function>`. */
  readonly written: string;
  readonly example: string;
}

const FILE = "[\\w./-]+";

/**
 * By the language a runtime's id begins with. Other runtimes take names that no pattern tells right
 * from wrong.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html, "Handler naming
 * conventions", read 2026-11-22.
 */
const HANDLER_FORMS: readonly (readonly [language: string, form: HandlerForm])[] = [
  [
    "python",
    {
      form: new RegExp(`^${FILE}\\.\\w+$`),
      written: "<file>.<function>",
      example: "handler.lambda_handler",
    },
  ],
  [
    "nodejs",
    {
      form: new RegExp(`^${FILE}\\.[\\w$]+$`),
      written: "<file>.<export>",
      example: "index.handler",
    },
  ],
  [
    "ruby",
    {
      form: new RegExp(`^${FILE}\\.\\w+(::\\w+)*(\\.\\w+)?$`),
      written: "<file>.<method>",
      example: "function.handler",
    },
  ],
];

/** How the handler of a runtime is written; undefined where no pattern can tell. */
export function handlerForm(runtime: string): HandlerForm | undefined {
  return HANDLER_FORMS.find(([language]) => runtime.startsWith(language))?.[1];
}
