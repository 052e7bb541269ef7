import { ACCESS_MODE_FOR } from "../../mwaa/service/use-cases";
import { type Answers, endpointsStackOf, listed } from "./answers";

/** A setting of a stack file, under its full key. */
interface DraftEntry {
  readonly key: string;
  readonly value: unknown;
  /** Why it is there, for the reader of the file. */
  readonly comment?: string;
}

/** A stack file before it is text. */
export interface StackDraft {
  readonly stack: string;
  /** What the file begins with, a line each. */
  readonly about: readonly string[];
  readonly entries: readonly DraftEntry[];
}

type Values = Readonly<Record<string, unknown>>;

/** Without what nobody said. */
function said(values: Values): Values | undefined {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function madeNetwork({ internet, vpcCidr, zoneIds }: Answers): Values {
  const kind = internet === "no" ? "private-routing" : "public-routing";
  return { kind, ...said({ vpcCidr, zoneIds: listed(zoneIds) }) };
}

function participantNetwork(answers: Answers): Values {
  const { ownerStack, ownerAccount, vpcId, subnetIds, vpcCidr } = answers;
  return {
    kind: "shared",
    ...said({ fromStack: ownerStack, ownerAccount, vpcId, subnetIds: listed(subnetIds), vpcCidr }),
  };
}

function networkOf(answers: Answers): Values | undefined {
  switch (answers.vpc) {
    case "new":
    case "shared-owner":
      return madeNetwork(answers);
    case "existing":
      return {
        kind: "existing",
        ...said({
          subnetIds: listed(answers.subnetIds),
          securityGroupIds: listed(answers.securityGroupIds),
        }),
      };
    case "shared-participant":
      return participantNetwork(answers);
    case "shared-both":
      return {
        kind: "shared",
        owner: {
          ...said({ account: answers.ownerAccount, assumeRoleArn: answers.ownerRoleArn }),
          network: madeNetwork(answers),
        },
      };
    case undefined:
      return undefined;
  }
}

const NETWORK_COMMENTS: Readonly<Record<NonNullable<Answers["vpc"]>, string>> = {
  new: "A network that this stack makes.",
  existing: "A network that is there; its routes, groups and ACLs are read and judged.",
  "shared-owner": "The network whose private subnets are shared.",
  "shared-participant": "Subnets that another account's VPC lends.",
  "shared-both": "Both sides of a shared VPC: the owner's network, and its endpoints.",
};

function keyOf({ key, keyArn, keyAccount, keyRoleArn }: Answers): unknown {
  switch (key) {
    case "aws-owned":
      return "aws-owned";
    case "new":
      return { whenDestroyed: "keep" };
    case "existing":
      return said({ existing: keyArn });
    case "other-account": {
      const owner = said({ account: keyAccount, assumeRoleArn: keyRoleArn });
      return said({ owner });
    }
    case undefined:
      return undefined;
  }
}

function withoutGaps(entries: readonly DraftEntry[]): readonly DraftEntry[] {
  return entries.filter(({ value }) => value !== undefined);
}

function accessEntry({ ui, internet }: Answers): DraftEntry {
  return {
    key: "mwaa:webserverAccessMode",
    value: ui === undefined ? undefined : ACCESS_MODE_FOR[ui],
    ...(ui === "both" && internet === "no"
      ? { comment: "People come over the internet, workers stay inside the VPC." }
      : {}),
  };
}

function common({ region, preset, account }: Answers, name: string | undefined): DraftEntry[] {
  return [
    { key: "aws:region", value: region },
    { key: "mwaa:preset", value: preset },
    { key: "mwaa:name", value: name },
    { key: "mwaa:account", value: account },
  ];
}

function environmentEntries(answers: Answers): readonly DraftEntry[] {
  const { vpc, airflowVersion, name } = answers;
  return [
    ...common(answers, name),
    { key: "mwaa:airflowVersion", value: airflowVersion },
    accessEntry(answers),
    {
      key: "mwaa:network",
      value: networkOf(answers),
      ...(vpc === undefined ? {} : { comment: NETWORK_COMMENTS[vpc] }),
    },
    { key: "mwaa:key", value: keyOf(answers) },
  ];
}

function ownerDrafts(answers: Answers, about: readonly string[]): readonly StackDraft[] {
  const { stack = "", name, participantStack } = answers;
  const accounts = listed(answers.participant);
  return [
    {
      stack,
      about: [...about, "First of three stacks: the owner's network and its share."],
      entries: withoutGaps([
        ...common(answers, name === undefined ? undefined : `${name}-network`),
        { key: "mwaa:builds", value: "shared-network" },
        {
          key: "mwaa:network",
          value: networkOf(answers),
          comment: NETWORK_COMMENTS["shared-owner"],
        },
        {
          key: "mwaa:share",
          value: accounts === undefined ? undefined : { with: accounts },
        },
      ]),
    },
    {
      stack: endpointsStackOf(stack),
      about: [
        ...about,
        "Third of three stacks: the endpoints of the participant's environment, once that waits for",
        "them.",
      ],
      entries: withoutGaps([
        ...common(answers, name),
        { key: "mwaa:builds", value: "customer-endpoints" },
        accessEntry(answers),
        {
          key: "mwaa:environmentStack",
          value: participantStack,
          comment: "The second stack, which is the participant's.",
        },
      ]),
    },
  ];
}

/**
 * The stack files that answers come to: one, or two for the owner of a shared VPC. What is not
 * answered is left out, so that the settings can judge what is.
 *
 * @param about what the files begin with.
 */
export function stackDrafts(
  answers: Answers,
  about: readonly string[] = [],
): readonly [StackDraft, ...StackDraft[]] {
  if (answers.vpc === "shared-owner") {
    const [network, ...others] = ownerDrafts(answers, about);
    if (network !== undefined) return [network, ...others];
  }
  return [
    {
      stack: answers.stack ?? "",
      about: [
        ...about,
        ...(answers.vpc === "shared-participant"
          ? [
              "Second of three stacks: the participant's environment, which waits in PENDING for the",
              "endpoints that the owner makes.",
            ]
          : []),
      ],
      entries: withoutGaps(environmentEntries(answers)),
    },
  ];
}
