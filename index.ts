import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import * as pulumi from "@pulumi/pulumi";
import { build } from "./components/platform/build";
import { stackSettings } from "./components/platform/configuration";

/** The stack's settings become resources, and what a person needs next the stack's outputs. */
async function main(): Promise<Record<string, unknown>> {
  const { settings, secrets } = stackSettings();
  // Asked before anything is made, so that every name and document is known in a preview.
  const account = settings.account ?? (await getCallerIdentity({})).accountId;
  return build(settings, account, secrets);
}

export = main().catch((error: unknown) => {
  // Bad arguments are the reader's to mend: the message says how, and a stack trace does not help.
  throw pulumi.InputPropertiesError.isInstance(error) ? new pulumi.RunError(error.message) : error;
});
