import type { Settings } from "../../mwaa/settings/types";
import { ExecutionRole, type ExecutionRoleArgs } from "../access/execution-role";
import { EnvironmentKey } from "../access/key";
import type { Kit } from "./kit";
import { providerOf } from "./other-account";

/** What the environment acts as. */
export function createExecutionRole(kit: Kit): ExecutionRole | string {
  const { args, shared, bucketName, options } = kit;
  if ("existing" in args.executionRole) return args.executionRole.existing;
  return new ExecutionRole(
    kit.named("role"),
    {
      ...args.executionRole,
      ...shared,
      environmentName: args.name,
      bucketName,
      generation: args.generation,
      encryption: encryptionFor(args.key),
    },
    options,
  );
}

function encryptionFor(
  setting: Settings["key"],
): Exclude<ExecutionRoleArgs["encryption"], undefined> {
  if (setting === "aws-owned") return setting;
  return "existing" in setting ? { keyArn: setting.existing } : "separate";
}

/** The customer's key: made here, by a provider of its own where another account owns it. */
export function createKey(
  kit: Kit,
  executionRole: ExecutionRole | string,
): EnvironmentKey | string | undefined {
  const { args, shared, dataOptions } = kit;
  if (args.key === "aws-owned") return undefined;
  if ("existing" in args.key) return args.key.existing;
  const { owner, ...key } = args.key;
  const common = { ...key, ...shared, environmentName: args.name, executionRole };
  if (owner === undefined) return new EnvironmentKey(kit.named("key"), common, dataOptions);
  const provider = providerOf(
    kit.named("key-owner"),
    { ...owner, region: shared.region },
    kit.options,
  );
  return new EnvironmentKey(
    kit.named("key"),
    { ...common, account: owner.account, usedFrom: [shared.account] },
    { ...dataOptions, provider },
  );
}
