import { LATEST_AIRFLOW_VERSION } from "../../mwaa/service/versions";
import { zoneIdsFor } from "../../mwaa/service/regions";
import { PUBLIC_ROUTING_DEFAULTS } from "../../mwaa/settings/defaults";
import { type AnswerName, type Answers, isShared } from "./answers";

/** What a question may look at besides the other answers. */
export interface Surroundings {
  /** The project's name. */
  readonly project: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * What becomes of a question: `required` has to be answered, `asked` may be left empty, `accepted`
 * is only taken from the command line, `foreign` has no place beside the other answers.
 */
export type Need = "required" | "asked" | "accepted" | "foreign";

/** An answer that can be chosen, with what it means. */
interface Choice {
  readonly value: string;
  readonly means: string;
}

/** Something that a stack file depends on: an option of the command line, asked for if missing. */
export interface Question {
  readonly name: AnswerName;
  readonly option: string;
  /** What the option's value is called in the help. */
  readonly value: string;
  /** What the help says. */
  readonly help: string;
  readonly asks: string;
  readonly choices?: readonly Choice[];
  readonly need: (answers: Answers) => Need;
  /** With which other answers it belongs together, for those who gave it beside different ones. */
  readonly belongs: string;
  readonly usual?: (answers: Answers, surroundings: Surroundings) => string | undefined;
  /** What the help says is taken if nothing is given. */
  readonly usually?: string;
  /** Keys of settings, or beginnings of them, whose faults are this answer's. */
  readonly settings: readonly string[];
}

const always = (): Need => "required";
const EVERYWHERE = "every stack";

const makesNetwork = ({ vpc }: Answers) =>
  vpc === "new" || vpc === "shared-owner" || vpc === "shared-both";
const isParticipant = ({ vpc }: Answers) => vpc === "shared-participant";

/** A name out of a stack's name. */
function nameFrom(stack: string): string {
  const name = stack.replace(/[^\w-]/g, "-");
  return name.startsWith("airflow") ? name : `airflow-${name}`;
}

/** Every question, in the order in which they are asked: what decides about others comes first. */
export const QUESTIONS: readonly Question[] = [
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
  {
    name: "vpcCidr",
    option: "--vpc-cidr",
    value: "range",
    help: "the VPC's IPv4 range",
    asks: "Which IPv4 range has the VPC?",
    need: (answers) => {
      if (makesNetwork(answers)) return "required";
      return isParticipant(answers) && answers.internet === "no" ? "accepted" : "foreign";
    },
    belongs: "a VPC that is made, and --vpc shared-participant with --internet no",
    usual: (answers) => (makesNetwork(answers) ? PUBLIC_ROUTING_DEFAULTS.vpcCidr : undefined),
    usually: PUBLIC_ROUTING_DEFAULTS.vpcCidr,
    settings: ["mwaa:network", "mwaa:network.owner.network"],
  },
  {
    name: "zoneIds",
    option: "--zone-ids",
    value: "ids",
    help: "ids of two availability zones, such as use1-az1,use1-az2",
    asks: "In which two availability zones (ids such as use1-az1,use1-az2)?",
    need: (answers) => {
      if (!makesNetwork(answers)) return "foreign";
      const { region } = answers;
      return region === undefined || zoneIdsFor(region).length >= 2 ? "accepted" : "required";
    },
    belongs: "a VPC that is made",
    usually: "the Region's first two",
    settings: ["mwaa:network.zoneIds", "mwaa:network.owner.network.zoneIds"],
  },
  {
    name: "ownerAccount",
    option: "--owner-account",
    value: "id",
    help: "the account that owns the shared VPC, 12 digits",
    asks: "Which account owns the VPC (12 digits)?",
    need: ({ vpc }) =>
      vpc === "shared-participant" || vpc === "shared-both" ? "required" : "foreign",
    belongs: "--vpc shared-participant and shared-both",
    settings: ["mwaa:network.ownerAccount", "mwaa:network.owner.account"],
  },
  {
    name: "ownerRoleArn",
    option: "--owner-role-arn",
    value: "arn",
    help: "a role to assume in the owner's account",
    asks: "Which role is assumed in the owner's account (its ARN; empty for the run's own)?",
    need: ({ vpc }) => (vpc === "shared-both" ? "asked" : "foreign"),
    belongs: "--vpc shared-both",
    settings: ["mwaa:network.owner.assumeRoleArn"],
  },
  {
    name: "ownerStack",
    option: "--owner-stack",
    value: "name",
    help: "the owner's stack that shares the network: <organization>/<project>/<stack>",
    asks: "Which stack of the owner shares the network (<organization>/<project>/<stack>)?",
    need: (answers) =>
      isParticipant(answers) && answers.vpcId === undefined ? "required" : "foreign",
    belongs: "--vpc shared-participant without --vpc-id",
    settings: ["mwaa:network.fromStack"],
  },
  {
    name: "participant",
    option: "--participant",
    value: "accounts",
    help: "with whom the network is shared: accounts, or ARNs of parts of the organization",
    asks: "With which accounts is the network shared (12 digits each, separated by commas)?",
    need: ({ vpc }) => (vpc === "shared-owner" ? "required" : "foreign"),
    belongs: "--vpc shared-owner",
    settings: ["mwaa:share"],
  },
  {
    name: "participantStack",
    option: "--participant-stack",
    value: "name",
    help: "the participant's stack with the environment: <organization>/<project>/<stack>",
    asks: "Which stack of the participant has the environment (<organization>/<project>/<stack>)?",
    need: ({ vpc }) => (vpc === "shared-owner" ? "required" : "foreign"),
    belongs: "--vpc shared-owner",
    usual: ({ stack = "airflow" }, { project }) => `organization/${project}/${stack}-environment`,
    usually: "from --stack",
    settings: ["mwaa:environmentStack"],
  },
  {
    name: "vpcId",
    option: "--vpc-id",
    value: "id",
    help: "the VPC that is there",
    asks: "Which VPC is it (vpc-…; empty for no file to say what is in it)?",
    need: (answers) => {
      if (answers.vpc === "existing") return "asked";
      return isParticipant(answers) && answers.ownerStack === undefined ? "accepted" : "foreign";
    },
    belongs: "--vpc existing, and shared-participant without --owner-stack",
    settings: ["mwaa:network.vpcId", "vpcs[0].id"],
  },
  {
    name: "subnetIds",
    option: "--subnet-ids",
    value: "ids",
    help: "two private subnets in different zones, separated by a comma",
    asks: "Which two private subnets (subnet-…,subnet-…)?",
    need: (answers) =>
      answers.vpc === "existing" || (isParticipant(answers) && answers.vpcId !== undefined)
        ? "required"
        : "foreign",
    belongs: "--vpc existing, and shared-participant with --vpc-id",
    settings: ["mwaa:network.subnetIds"],
  },
  {
    name: "securityGroupIds",
    option: "--security-group-ids",
    value: "ids",
    help: "one to five security groups, separated by commas",
    asks: "Which security groups (sg-…, separated by commas)?",
    need: ({ vpc }) => (vpc === "existing" ? "required" : "foreign"),
    belongs: "--vpc existing",
    settings: ["mwaa:network.securityGroupIds"],
  },
  {
    name: "keyArn",
    option: "--key-arn",
    value: "arn",
    help: "the customer key that is there",
    asks: "Which key is it (its ARN)?",
    need: ({ key }) => (key === "existing" ? "required" : "foreign"),
    belongs: "--key existing",
    settings: ["mwaa:key.existing"],
  },
  {
    name: "keyAccount",
    option: "--key-account",
    value: "id",
    help: "the account that owns the key, 12 digits",
    asks: "Which account owns the key (12 digits)?",
    need: ({ key }) => (key === "other-account" ? "required" : "foreign"),
    belongs: "--key other-account",
    settings: ["mwaa:key.owner"],
  },
  {
    name: "keyRoleArn",
    option: "--key-role-arn",
    value: "arn",
    help: "a role to assume in the key's account",
    asks: "Which role is assumed in the key's account (its ARN; empty for the run's own)?",
    need: ({ key }) => (key === "other-account" ? "asked" : "foreign"),
    belongs: "--key other-account",
    settings: ["mwaa:key.owner.assumeRoleArn"],
  },
];
