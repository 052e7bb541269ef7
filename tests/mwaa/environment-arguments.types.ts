/** Compiled, never run: the plain arguments have the names of the provider's inputs, no more and no fewer. */
import type { EnvironmentArgs } from "@pulumi/aws/mwaa";
import type { EnvironmentArguments } from "../../mwaa/environment-arguments";
import type { EnvironmentProperty } from "../../mwaa/service/lifecycle";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Required<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** The plain arguments and the provider's inputs have the same names. */
export const sameNames: Same<keyof EnvironmentArguments, keyof EnvironmentArgs> = true;

/** The same ones are required. */
export const sameRequired: Same<Required<EnvironmentArguments>, Required<EnvironmentArgs>> = true;

/** The update matrix has a row for each. */
export const sameMatrix: Same<EnvironmentProperty, keyof EnvironmentArgs> = true;

/** Plain arguments are inputs of the provider. */
export const assignable = (
  args: EnvironmentArguments,
): Pick<EnvironmentArgs, "networkConfiguration"> => ({
  networkConfiguration: {
    subnetIds: [...args.networkConfiguration.subnetIds],
    securityGroupIds: [...args.networkConfiguration.securityGroupIds],
  },
});
