import type { Fault } from "../fault";
import { parseArn } from "../service/arns";
import { bucketNameFaults, environmentNameFaults } from "../service/names";

/** What scoped policies name, as somebody gives it: some of it may be missing. */
export type PolicySubjects = {
  readonly [K in "environments" | "buckets" | "queues"]?: readonly unknown[];
};

type Subject = keyof PolicySubjects;

/** For each list: whether a policy without it would cut environments off, and what is in it. */
const LISTS: Readonly<
  Record<
    Subject,
    {
      readonly needed: boolean;
      readonly what: string;
      readonly allowed: string;
      readonly fix: string;
      readonly entryFaults: (entry: string, path: Fault["path"]) => readonly Fault[];
    }
  >
> = {
  environments: {
    needed: true,
    what: "environments whose logs a scoped policy admits",
    allowed: "names of environments, or ARNs of those in other accounts",
    fix: 'list every environment of the VPC, or set policies to "full"',
    entryFaults: environmentFaults,
  },
  buckets: {
    needed: true,
    what: "buckets that a scoped policy admits",
    allowed: "names of buckets, the environments' own among them",
    fix: 'list the environments\' buckets and those that DAGs use, or set policies to "full"',
    // A grant may name buckets by a pattern; three letters stand for what `*` may be.
    entryFaults: (name, path) =>
      /^\*+$/.test(name)
        ? [everyBucket(path, name)]
        : bucketNameFaults(name.replaceAll("*", "xxx"), path).map((each) => ({
            ...each,
            got: name,
          })),
  },
  queues: {
    needed: false,
    what: "queues that a scoped policy admits",
    allowed: "names of queues",
    fix: "list names of queues",
    entryFaults: queueFaults,
  },
};

/**
 * What is wrong with what scoped policies are to name. Without environments or buckets such a policy
 * would let nothing through, and no environment would come up.
 *
 * @param given entries that are not plain texts are not judged.
 */
export function endpointPolicyFaults(given: PolicySubjects): readonly Fault[] {
  return (Object.keys(LISTS) as Subject[]).flatMap((key) => {
    const { needed, what, allowed, fix, entryFaults } = LISTS[key];
    const list = given[key] ?? [];
    if (needed && list.length === 0) {
      return [{ path: [key], problem: `names no ${what}`, got: given[key], allowed, fix }];
    }
    return list.flatMap((entry, index) =>
      typeof entry === "string" ? entryFaults(entry, [key, index]) : [],
    );
  });
}

function environmentFaults(entry: string, path: Fault["path"]): readonly Fault[] {
  if (!entry.startsWith("arn:")) return environmentNameFaults(entry, path);
  const arn = parseArn(entry);
  const [type, name, ...rest] = arn?.resource.split("/") ?? [];
  if (
    arn?.service === "airflow" &&
    type === "environment" &&
    rest.length === 0 &&
    /^\d{12}$/.test(arn.account)
  ) {
    return environmentNameFaults(name, path);
  }
  const example = "arn:aws:airflow:eu-west-1:123456789012:environment/airflow";
  return [
    {
      path,
      problem: "is not the ARN of an environment",
      got: entry,
      allowed: `ARNs such as ${example}`,
      fix: "give the environment's whole ARN, or its name if the account is the VPC's",
    },
  ];
}

function everyBucket(path: Fault["path"], got: string): Fault {
  return {
    path,
    problem: "admits every bucket, which is not a scoped policy",
    got,
    allowed: "names of buckets, with * only beside other characters",
    fix: 'name the buckets, or set policies to "full"',
  };
}

function queueFaults(name: string, path: Fault["path"]): readonly Fault[] {
  if (/^[\w*-]*[\w-][\w*-]*(\.fifo)?$/.test(name)) return [];
  return [
    {
      path,
      problem: "is not the name of a queue",
      got: name,
      allowed: "letters, digits, - and _, with * only beside other characters",
      fix: "give the name alone, without ARN or URL",
    },
  ];
}
