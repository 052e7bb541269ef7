import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where it stands which keys an environment accepts. */
export const KMS_KEY_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/create-environment.html",
  section: "Step two: Configure advanced settings",
  read: "2026-11-22",
};

const KEY_ARN = /^arn:aws(-[a-z]+)*:kms:([a-z0-9-]+):(\d{12}):key\/([a-zA-Z0-9-]+)$/;

interface KeyRule {
  readonly breaks: (key: string, region: string | undefined) => boolean;
  readonly problem: string;
  readonly fix: string;
}

/** The first rule that a key breaks is the one to tell. */
const KEY_RULES: readonly KeyRule[] = [
  {
    breaks: (key) => /^(arn:[^/]*:)?alias\//.test(key),
    problem: "is the alias of a key, which MWAA does not accept",
    fix: "give the ARN of the key that the alias points to",
  },
  {
    breaks: (key) => /(^|\/)mrk-/.test(key),
    problem: "is a multi-Region key, which MWAA does not accept",
    fix: "give the ARN of a single-Region key",
  },
  {
    // The service takes a bare id too; the AWS provider refuses whatever is not an ARN.
    breaks: (key) => !KEY_ARN.test(key),
    problem: "is not the ARN of a KMS key",
    fix: "give the key's ARN (the arn output of aws.kms.Key)",
  },
  {
    breaks: (key, region) => region !== undefined && KEY_ARN.exec(key)?.[2] !== region,
    problem: "is a key of another region",
    fix: "give a key of the environment's own region",
  },
];

/**
 * What is wrong with the customer key of an environment: an alias, a multi-Region key, no ARN, or
 * (if the environment's region is given) a key of another region.
 */
export function kmsKeyFaults(
  key: string,
  where: { readonly region?: string; readonly path?: Fault["path"] } = {},
): Fault[] {
  const broken = KEY_RULES.find((rule) => rule.breaks(key, where.region));
  if (broken === undefined) return [];
  return [
    {
      path: where.path ?? ["kmsKey"],
      problem: broken.problem,
      got: key,
      allowed: `the ARN of a single-Region key, such as arn:aws:kms:${where.region ?? "eu-west-1"}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      fix: broken.fix,
    },
  ];
}
