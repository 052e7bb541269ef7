import type { Fault } from "../fault";

const ALLOWED =
  "an account (12 digits), or the ARN of an organizational unit or of the organization";

/** Who can be given a share within an organization. */
const PRINCIPAL =
  /^(\d{12}|arn:aws[a-z-]*:organizations::\d{12}:(organization\/o-[a-z0-9]{10,32}|ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}))$/;

/**
 * What is wrong with somebody that a network is shared with.
 *
 * Source: https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html,
 * "principals", read 2026-11-22.
 */
export function sharePrincipalFaults(principal: string, path: Fault["path"]): Fault[] {
  if (PRINCIPAL.test(principal)) return [];
  return [
    {
      path,
      problem: "is nobody that subnets can be shared with",
      got: principal,
      allowed: ALLOWED,
      fix: /^\d{1,11}$/.test(principal)
        ? "write all 12 digits, in quotes"
        : 'write it as "123456789012" or arn:aws:organizations::<account>:ou/<organization>/<unit>',
    },
  ];
}
