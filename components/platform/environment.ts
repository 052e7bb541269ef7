import type { ClassArgs, SurroundingsArgs } from "../environment/arguments";
import { Environment } from "../environment/environment";
import type { Kit } from "./kit";

/** The environment itself. */
export function createEnvironment(kit: Kit, surroundings: SurroundingsArgs): Environment {
  const { args, shared, options } = kit;
  const { environmentClass, schedulers, minWorkers, maxWorkers, minWebservers, maxWebservers } =
    args;
  const counts = { schedulers, minWorkers, maxWorkers, minWebservers, maxWebservers };
  return new Environment(
    kit.name,
    {
      ...surroundings,
      ...shared,
      // The constructor judges whether the counts fit the class; here they are any numbers.
      ...({ environmentClass, ...counts } as ClassArgs),
      name: args.name,
      airflowVersion: args.airflowVersion,
      webserverAccessMode: args.webserverAccessMode,
      endpointManagement: args.endpointManagement,
      logging: args.logging,
      protect: args.protect,
      allowReplacement: args.allowReplacement,
      ...(args.weeklyMaintenanceWindowStart !== undefined && {
        weeklyMaintenanceWindowStart: args.weeklyMaintenanceWindowStart,
      }),
      ...(args.workerReplacementStrategy !== undefined && {
        workerReplacementStrategy: args.workerReplacementStrategy,
      }),
      ...(args.airflowConfigurationOptions !== undefined && {
        airflowConfigurationOptions: args.airflowConfigurationOptions,
      }),
      ...(args.environmentArgs !== undefined && { environmentArgs: args.environmentArgs }),
    },
    options,
  );
}
