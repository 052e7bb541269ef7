import { readStackConfig } from "../preflight/readers/project";
import type { PlanRequest } from "../preflight/readers/symbolic-plan/plan";
import type { Contexts } from "./contexts";
import { BadInput } from "./failure";
import type { PlanOptions } from "./invocation";
import type { OwnStack, SettledStack } from "./own-settings";
import { readingProject } from "./program-folder";
import { shownPath } from "./shown-path";
import type { ChosenStack } from "./stack-choice";
import type { WorldOutside } from "./world-outside";

/** A stack with everything it is planned from. */
export interface Prepared {
  readonly chosen: ChosenStack;
  readonly request: PlanRequest;
  readonly own: OwnStack;
  readonly assumptions: readonly string[];
}

function overlay(options: PlanOptions): Readonly<Record<string, string>> {
  return options.region === undefined
    ? options.config
    : { ...options.config, "aws:region": options.region };
}

/** Reads the stack's configuration and lays the command line over it. */
export function prepare(
  chosen: ChosenStack,
  options: PlanOptions,
  contexts: Contexts,
  world: WorldOutside,
): Prepared {
  const { file, name: stack, organization, project } = chosen;
  const given =
    file === undefined
      ? { config: {}, secretKeys: [], environmentImports: [] }
      : readingProject(() => readStackConfig(file, project.name));
  const over = overlay(options);
  const config = { ...given.config, ...over };
  const secretKeys = given.secretKeys.filter((key) => !Object.hasOwn(over, key));
  const imports = given.environmentImports.join(", ");
  return {
    chosen,
    request: {
      directory: project.directory,
      project: project.name,
      stack,
      config,
      secretKeys,
      timeoutSeconds: options.timeoutSeconds,
      references: contexts.stackOutputs,
      components: contexts.components,
      ...(organization === undefined ? {} : { organization }),
      ...(project.main === undefined ? {} : { entry: project.main }),
      ...(options.account === undefined ? {} : { account: options.account }),
    },
    own: {
      stack,
      project: project.name,
      config,
      secretKeys,
      overridden: Object.keys(over).length > 0,
      ...(file === undefined ? {} : { path: file, file: shownPath(file, world) }),
    },
    assumptions:
      imports === ""
        ? []
        : [`The stack ${stack} uses ESC environments (${imports}), which are not opened offline.`],
  };
}

/**
 * What the settings of our own program add: the account, and what they take for granted.
 *
 * @throws {BadInput} if the command line names another account.
 */
export function withSettings(
  prepared: Prepared,
  settled: SettledStack,
  options: PlanOptions,
): Prepared {
  const { account } = settled.settings;
  if (account !== undefined && options.account !== undefined && account !== options.account) {
    throw new BadInput(
      `--account ${options.account} contradicts mwaa:account ${account} of the stack ${settled.stack}; leave one of them out`,
    );
  }
  return {
    ...prepared,
    request: { ...prepared.request, ...(account === undefined ? {} : { account }) },
    assumptions: settled.assumptions,
  };
}
