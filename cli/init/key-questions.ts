import type { Question } from "./question";

/** The key: which one it is, and whose. */
export const KEY_QUESTIONS: readonly Question[] = [
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
