import { zoneIdsFor } from "../../mwaa/service/regions";
import { PUBLIC_ROUTING_DEFAULTS } from "../../mwaa/settings/defaults";
import type { Answers } from "./answers";
import type { Question } from "./question";

const makesNetwork = ({ vpc }: Answers) =>
  vpc === "new" || vpc === "shared-owner" || vpc === "shared-both";
const isParticipant = ({ vpc }: Answers) => vpc === "shared-participant";

/** The network: made here, that of somebody else, or one that two accounts share. */
export const NETWORK_QUESTIONS: readonly Question[] = [
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
];
