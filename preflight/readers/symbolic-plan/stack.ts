import { decodeProperties, knownProperties } from "../decode";
import { hideSecrets, withoutSchemaMarks } from "../sensitive";
import { PLACEHOLDER_ACCOUNT } from "../../model/accounts";
import type { Properties, Resource, Stack } from "../../model/resource";
import { componentOutputs } from "./component-outputs";
import type { ComponentOutputs, Registration, WireProperties } from "./protocol";

/** What a plan knows beside the registrations. */
export interface StackFacts {
  readonly project: string;
  readonly stack: string;
  readonly account: string;
  readonly region?: string;
  /** Set if the configuration gives the default provider credentials of its own. */
  readonly ownCredentials?: boolean;
  /** Components of other processes whose outputs somebody told, with what is in them. */
  readonly components?: ComponentOutputs;
  readonly assumptions: readonly string[];
}

/** Registrations as the stack that every reader delivers. */
export function toStack(registrations: readonly Registration[], facts: StackFacts): Stack {
  const { account, region, ownCredentials } = facts;
  const placeholder =
    account === PLACEHOLDER_ACCOUNT
      ? [`The account is not known offline: ARNs hold the placeholder ${PLACEHOLDER_ACCOUNT}.`]
      : [];
  return {
    name: `${facts.project}/${facts.stack}`,
    door: "symbolic-plan",
    account,
    ...(region === undefined ? {} : { region }),
    ...(ownCredentials === undefined ? {} : { ownCredentials }),
    resources: registrations.map(toResource),
    assumptions: [...placeholder, ...facts.assumptions],
    incomplete: registrations
      .filter((each) => each.remote && componentOutputs(facts.components ?? {}, each) === undefined)
      .map(
        ({ urn }) =>
          `${urn} is a component that another process makes: the resources in it are not known.`,
      ),
  };
}

/** One registration as a resource of the model. */
export function toResource(registration: Registration): Resource {
  const { urn, source, parent, provider, deleteBeforeReplace, change } = registration;
  return {
    urn,
    type: registration.type,
    name: registration.name,
    custom: registration.custom,
    inputs: read(registration.inputs, registration.type, urn),
    outputs: knownProperties(read(registration.outputs, registration.type, urn)),
    dependencies: registration.dependencies,
    propertyDependencies: registration.propertyDependencies,
    protect: registration.protect,
    retainOnDelete: registration.retainOnDelete,
    customTimeouts: registration.customTimeouts,
    ignoreChanges: registration.ignoreChanges,
    ...(parent === undefined ? {} : { parent }),
    ...(provider === undefined ? {} : { provider }),
    ...(deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace }),
    ...(change === undefined ? {} : { change }),
    ...(source === undefined ? {} : { source }),
  };
}

function read(wire: WireProperties, type: string, urn: string): Properties {
  return hideSecrets(decodeProperties(withoutSchemaMarks(wire, type), urn), type, urn);
}

/** What the program exports: the outputs of its root resource. */
export function stackOutputs(registrations: readonly Registration[]): Properties {
  const root = registrations.find(({ type }) => type === "pulumi:pulumi:Stack");
  return root === undefined ? {} : decodeProperties(root.outputs, root.urn);
}
