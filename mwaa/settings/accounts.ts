import { z } from "zod";
import { type Leaf, text } from "./leaf";

/**
 * The number of an AWS account.
 *
 * @param secret whether it may be one; it is unknown offline then.
 */
export function accountNumber(
  secret: "unknown offline" | "refused" = "unknown offline",
): Leaf<string> {
  return text({
    what: "the number of an AWS account",
    allowed: "12 digits, in quotes",
    example: '"123456789012"',
    pattern: /^\d{12}$/,
    secret,
  });
}

/** An account that a second provider works in, with what else belongs to it. */
export function otherAccount<Extra extends z.core.$ZodShape>(extra: Extra) {
  return z.strictObject({
    account: accountNumber("refused").describe("The account, 12 digits in quotes."),
    assumeRoleArn: text({
      what: "the ARN of a role",
      example: "arn:aws:iam::111111111111:role/pulumi",
      pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    })
      .exactOptional()
      .describe("A role of that account to assume. Default: the credentials of the run."),
    profile: text({ what: "the name of an AWS profile", example: "network-team" })
      .exactOptional()
      .describe("A profile of the AWS configuration files. Default: the credentials of the run."),
    ...extra,
  });
}

/**
 * The name of a stack whose outputs are used.
 *
 * @param role what that stack does, as the end of a sentence.
 */
export function stackReference(role: string): Leaf<string> {
  return text({
    what: "the name of a stack",
    allowed: "<organization>/<project>/<stack>, <project>/<stack> or <stack>",
    example: "acme/pulumi-mwaa/shared-vpc-owner",
    pattern: /^[\w.-]+(\/[\w.-]+){0,2}$/,
    secret: "refused",
  }).describe(`The stack that ${role}: <organization>/<project>/<stack>.`);
}
