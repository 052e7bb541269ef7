import { z } from "zod";
import { isDefaultProvider, PROVIDER_PREFIX } from "../model/provider";
import type { Resource, Stack } from "../model/resource";
import { defaultAccount, stackNameOf } from "./engine-facts";
import { outputsOf, parseShape, recordedState, toResource } from "./recorded-state";
import type { RecordedState } from "./recorded-state";
import { UnreadableDeployment } from "./unreadable";

/**
 * The versions of the deployment schema that are read. Version 4 is version 3 with a list of the
 * features that a reader must know; the CLI writes it only when a stack uses one of them.
 */
const VERSIONS: readonly number[] = [3, 4];

const operation = z.looseObject({ type: z.string(), resource: z.looseObject({ urn: z.string() }) });

const deployment = z.looseObject({
  resources: z.array(recordedState).nullish(),
  pending_operations: z.array(operation).nullish(),
});

/**
 * Reads what `pulumi stack export` gives: everything that the last deployment left behind, with all
 * outputs and ids known. Secrets stay unknown.
 *
 * @param json the parsed document.
 * @param name the file's name, for messages and for a stack without resources.
 * @throws {UnreadableDeployment} if the document is no deployment of a version that is known here.
 */
export function readStackExport(json: unknown, name: string): Stack {
  const { version, deployment: body } = parseShape(
    z.looseObject({ version: z.number(), deployment: z.unknown() }),
    json,
    name,
    "a stack export",
  );
  if (!VERSIONS.includes(version)) {
    throw new UnreadableDeployment(
      name,
      `is a stack export of version ${version}, and versions ${VERSIONS.join(" and ")} can be read`,
      version < 3
        ? "run `pulumi up` or `pulumi refresh` once with a current CLI and export the stack again"
        : "use a newer version of this tool",
    );
  }
  const { resources: states, pending_operations: pending } = parseShape(
    deployment,
    body ?? {},
    name,
    "a stack export",
  );
  // What is marked for deletion was replaced already; its successor stands beside it under the same URN.
  const kept = (states ?? []).filter((state) => state.delete !== true);
  const resources = kept.map(toExisting);
  const provider = defaultProvider(resources);
  const region = provider?.inputs["region"];
  return {
    name: stackNameOf(kept[0]?.urn) ?? name,
    door: "stack-export",
    ...(typeof region === "string" ? { region } : {}),
    ...defaultAccount(resources, provider?.inputs),
    resources,
    assumptions: [
      "The stack stays as it was exported, and nobody changed its resources by hand since.",
    ],
    incomplete: [...(pending ?? []).map(interrupted), ...(resources.length === 0 ? [EMPTY] : [])],
  };
}

const EMPTY =
  "The export holds no resources: the stack was never deployed or was destroyed; run `pulumi preview --json --show-sames` to judge what it would create.";

function toExisting(state: RecordedState): Resource {
  if (state.external === true)
    return toResource(state, { outputs: outputsOf(state), change: "read" });
  // Deleted so that it can be made again, which the next deployment does: its outputs are gone.
  if (state.pendingReplacement === true)
    return toResource(state, { outputs: {}, change: "replace" });
  return toResource(state, { outputs: outputsOf(state), change: "same" });
}

function interrupted({ type, resource }: z.infer<typeof operation>): string {
  return `A deployment was interrupted while ${type} ${resource.urn}, so nobody knows whether that happened; run \`pulumi refresh\` and export the stack again.`;
}

/** Default providers are recorded like any other resource, with what they were configured with. */
function defaultProvider(resources: readonly Resource[]): Resource | undefined {
  return resources.find(
    ({ type, urn }) => type === `${PROVIDER_PREFIX}aws` && isDefaultProvider(urn),
  );
}
