import type { Fault } from "../fault";
import { ACCESS_MODES, DEFAULT_ACCESS_MODE } from "../service/access-modes";
import { containsUnknownText } from "../settings/unknown-text";
import type { Source } from "../source";

/** Where the rules for a domain of one's own stand. */
export const CUSTOM_DOMAIN_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-custom-domain.html",
  section: "Configure the custom domain",
  read: "2026-11-22",
};

/** Where it stands that MWAA overrides the option that Airflow 3 has for it. */
export const RESERVED_BASE_URL_SOURCE: Source = {
  url: "https://github.com/aws/amazon-mwaa-docker-images/blob/main/images/airflow/3.0.6/python/mwaa/config/setup_environment.py",
  section: "_is_protected_os_environ",
  read: "2026-11-22",
};

/**
 * The option by which the web server gets a domain of one's own. It is MWAA's on every version:
 * Airflow 3 calls its own `api.base_url`, which MWAA sets by itself and lets nobody set.
 */
export const BASE_URL_OPTION = "webserver.base_url";

/** The longest domain of one's own, in characters. */
export const LONGEST_BASE_URL = 255;

/** The longest part between the dots of a domain, in characters. */
const LONGEST_LABEL = 63;

const ALLOWED = `a fully qualified domain name such as airflow.example.com: at most ${LONGEST_BASE_URL} ASCII characters, without protocol, port or path`;
const LABEL = new RegExp(`^[a-z0-9]([a-z0-9-]{0,${LONGEST_LABEL - 2}}[a-z0-9])?$`, "i");

interface DomainRule {
  readonly breaks: (value: string) => boolean;
  readonly problem: string;
  readonly fix?: string;
}

/** The first rule that a domain breaks is the one to tell. */
const DOMAIN_RULES: readonly DomainRule[] = [
  { breaks: (value) => value.includes("://"), problem: "has a protocol" },
  { breaks: (value) => /[/?#]/.test(value), problem: "has a path" },
  { breaks: (value) => /:\d*$/.test(value), problem: "has a port" },
  {
    breaks: (value) => /[^ -~]/.test(value),
    problem: "has a character outside ASCII",
    fix: "write the domain as DNS has it, its international labels beginning with xn--",
  },
  {
    breaks: (value) => value.length > LONGEST_BASE_URL,
    problem: `has more than ${LONGEST_BASE_URL} characters`,
    fix: "choose a shorter domain",
  },
  { breaks: (value) => !isDomain(value), problem: "is not a fully qualified domain name" },
];

/** Whether a text is a name of at least two labels that is no address. */
function isDomain(text: string): boolean {
  const labels = text.split(".");
  return (
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? "")
  );
}

/**
 * What is wrong with a domain of one's own. An empty one is none at all: the web server keeps the
 * address that MWAA makes up.
 *
 * @param path where the domain stands; the option by default.
 */
export function baseUrlFaults(
  value: string,
  path: Fault["path"] = ["airflowConfigurationOptions", BASE_URL_OPTION],
): Fault[] {
  if (value === "" || containsUnknownText(value)) return [];
  const broken = DOMAIN_RULES.find((rule) => rule.breaks(value));
  if (broken === undefined) return [];
  const host = value.replace(/^.*:\/\//, "").replace(/([/?#]|:\d*$|:\d*[/?#]).*$/, "");
  const name = path.at(-1) ?? BASE_URL_OPTION;
  const { fix = isDomain(host) ? `set ${name} to "${host}"` : `give the domain's name alone` } =
    broken;
  return [{ path, problem: broken.problem, got: value, allowed: ALLOWED, fix }];
}

/**
 * What is wrong with having a domain of one's own under an access mode: MWAA lets only a private
 * web server have one.
 */
export function baseUrlModeFaults(asked: {
  readonly baseUrl: string;
  readonly webserverAccessMode: string;
}): Fault[] {
  const { baseUrl, webserverAccessMode: mode } = asked;
  const isPrivate = mode === DEFAULT_ACCESS_MODE;
  // A mode that does not exist is a fault of its own.
  if (baseUrl === "" || isPrivate || !ACCESS_MODES.some((each) => each === mode)) return [];
  return [
    {
      path: ["airflowConfigurationOptions", BASE_URL_OPTION],
      problem: `gives a domain to a web server that is ${mode}, which MWAA does not do`,
      got: baseUrl,
      allowed: `a domain of one's own with webserverAccessMode ${DEFAULT_ACCESS_MODE}`,
      fix: `remove ${BASE_URL_OPTION}, or set webserverAccessMode to "${DEFAULT_ACCESS_MODE}"`,
    },
  ];
}
