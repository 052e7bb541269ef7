import type { Fault } from "../fault";
import { containsUnknownText } from "../settings/unknown-text";

/** What is wrong with the number of an AWS account, which is text: it may begin with a zero. */
export function accountFaults(account: string, path: Fault["path"]): readonly Fault[] {
  if (/^\d{12}$/.test(account) || containsUnknownText(account)) return [];
  return [
    {
      path,
      problem: "is not the number of an AWS account",
      got: account,
      allowed: "12 digits, as text",
      fix: "write all 12 digits, in quotes",
    },
  ];
}
