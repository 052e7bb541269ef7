import { LATEST_AIRFLOW_VERSION } from "../../mwaa/service/versions";
import { isShared } from "./answers";
import type { Need, Question } from "./question";

const always = (): Need => "required";
const EVERYWHERE = "every stack";

/** A name out of a stack's name. */
function nameFrom(stack: string): string {
  const name = stack.replace(/[^\w-]/g, "-");
  return name.startsWith("airflow") ? name : `airflow-${name}`;
}

/** What a stack is for: the answers that decide which other questions there are. */
export const STACK_QUESTIONS: readonly Question[] = [
  {
    name: "stack",
    option: "--stack",
    value: "name",
    help: "the stack to write a file for",
    asks: "What is the stack called?",
    need: always,
    belongs: EVERYWHERE,
    settings: [],
  },
  {
    name: "region",
    option: "--region",
    value: "region",
    help: "the Region of everything",
    asks: "In which Region?",
    need: always,
    belongs: EVERYWHERE,
    usual: (_, { environment }) => environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"],
    usually: "AWS_REGION",
    settings: ["aws:region"],
  },
  {
    name: "internet",
    option: "--internet",
    value: "answer",
    help: "whether the network may reach the internet",
    asks: "May the network reach the internet?",
    choices: [
      { value: "yes", means: "AWS services and packages are reached through NAT gateways" },
      { value: "no", means: "AWS services are reached through VPC endpoints" },
    ],
    need: always,
    belongs: EVERYWHERE,
    usual: () => "yes",
    usually: "yes",
    settings: [],
  },
  {
    name: "vpc",
    option: "--vpc",
    value: "whose",
    help: "whose VPC it is, and which side of a shared one the stack is",
    asks: "Whose VPC is it?",
    choices: [
      { value: "new", means: "one that the stack makes" },
      { value: "existing", means: "one of this account that is there" },
      { value: "shared-owner", means: "one that the stack makes and shares with other accounts" },
      { value: "shared-participant", means: "one that another account shares" },
      { value: "shared-both", means: "both sides of a shared one, in one program" },
    ],
    need: always,
    belongs: EVERYWHERE,
    usual: () => "new",
    usually: "new",
    settings: [],
  },
  {
    name: "airflowVersion",
    option: "--airflow-version",
    value: "version",
    help: "the Airflow version",
    asks: "Which version of Airflow?",
    need: ({ vpc }) => (vpc === "shared-owner" ? "foreign" : "required"),
    belongs: "stacks with an environment, that is every --vpc but shared-owner",
    usual: () => LATEST_AIRFLOW_VERSION,
    usually: LATEST_AIRFLOW_VERSION,
    settings: ["mwaa:airflowVersion"],
  },
  {
    name: "ui",
    option: "--ui",
    value: "audience",
    help: "from where people open the web interface",
    asks: "From where do people open the web interface?",
    choices: [
      { value: "vpc", means: "from inside the VPC" },
      { value: "internet", means: "from the internet" },
      { value: "both", means: "from both" },
    ],
    need: always,
    belongs: EVERYWHERE,
    usual: () => "vpc",
    usually: "vpc",
    settings: ["mwaa:webserverAccessMode"],
  },
  {
    name: "key",
    option: "--key",
    value: "which",
    help: "which key encrypts",
    asks: "Which key encrypts?",
    choices: [
      { value: "aws-owned", means: "one that AWS owns" },
      { value: "new", means: "a customer key that the stack makes" },
      { value: "existing", means: "a customer key that is there" },
      { value: "other-account", means: "a customer key that the stack makes in another account" },
    ],
    need: ({ vpc }) => (vpc === "shared-owner" ? "foreign" : "required"),
    belongs: "stacks with an environment, that is every --vpc but shared-owner",
    usual: () => "aws-owned",
    usually: "aws-owned",
    settings: ["mwaa:key"],
  },
  {
    name: "name",
    option: "--name",
    value: "name",
    help: "the environment's name, from which every other derives",
    asks: "What is the environment called?",
    need: always,
    belongs: EVERYWHERE,
    usual: ({ stack }) => nameFrom(stack ?? "airflow"),
    usually: "from --stack",
    settings: ["mwaa:name"],
  },
  {
    name: "preset",
    option: "--preset",
    value: "preset",
    help: "the defaults that the rest is taken from",
    asks: "Which defaults for the rest?",
    choices: [
      { value: "quick-start", means: "the user guide's tutorial, the smallest price" },
      { value: "production", means: "guarded: protection, flow logs, a larger environment" },
    ],
    need: always,
    belongs: EVERYWHERE,
    usual: () => "quick-start",
    usually: "quick-start",
    settings: ["mwaa:preset"],
  },
  {
    name: "account",
    option: "--account",
    value: "id",
    help: "the stack's account, 12 digits; beside another account it has to be given",
    asks: "Which account is the stack's (12 digits)?",
    need: ({ vpc, key }) => {
      if (vpc === "shared-both" || key === "other-account") return "required";
      return isShared(vpc) ? "asked" : "accepted";
    },
    belongs: EVERYWHERE,
    settings: ["mwaa:account"],
  },
];
