import type * as pulumi from "@pulumi/pulumi";
import type { NewKeyInput } from "../../mwaa/settings/types";
import type { Tags } from "../children";
import type { Inputs } from "../inputs";
import type { WhereArgs } from "../place";
import type { ExecutionRole } from "./execution-role";

/** A role that uses the key: one made here, or the ARN of one that exists. */
export type KeyUser = ExecutionRole | pulumi.Input<string>;

/** The arguments of an `EnvironmentKey`. */
export interface EnvironmentKeyArgs
  extends
    Inputs<Pick<NewKeyInput, "administrators" | "deletionWindowDays">>,
    Pick<NewKeyInput, "whenDestroyed">,
    WhereArgs {
  /** The one environment that the key encrypts; instead of `environmentNames`. */
  readonly environmentName?: pulumi.Input<string>;
  /** The environments that share the key; instead of `environmentName`. */
  readonly environmentNames?: readonly pulumi.Input<string>[];
  /**
   * The role that uses the key. One made here (with `encryption: "separate"`) gets a policy for it;
   * one that exists, given by its ARN, is admitted by the key's own policy alone. In another account
   * it has to have the permission of its own, too. Instead of `executionRoles`.
   *
   * @default - whom the IAM policies of the environments' accounts allow to.
   */
  readonly executionRole?: KeyUser;
  /** The roles of the environments that share the key; instead of `executionRole`. */
  readonly executionRoles?: readonly KeyUser[];
  /**
   * The accounts of the environments, 12 digits each, where the key is made by the provider of
   * another: their IAM policies may then let somebody use the key and have services make grants,
   * and CloudWatch Logs encrypts the environments' log groups there. The key's own account has to
   * be among them if it has one of the environments.
   *
   * @default - the environments are in the key's own account.
   */
  readonly usedFrom?: readonly string[];
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}
