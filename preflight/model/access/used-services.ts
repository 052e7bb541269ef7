import type { EndpointFeature, EndpointService } from "../../../mwaa/service/endpoints";
import { ENDPOINT_FEATURES, featuresOf } from "../../../mwaa/service/endpoints";
import type { Maybe } from "../../../reasoning/known";
import { Unknown } from "../../../reasoning/known";
import { policiesOf } from "./role-policies";
import type { Resource, Value } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The options that name a secrets backend; what is hidden in another one needs no endpoint. */
const BACKENDS = ["secrets.backend", "workers.secrets_backend"];

const OPTIONS = "airflowConfigurationOptions";

/** The services that the environment's own settings have it call, beside those of every environment. */
export function servicesOfSettings(
  world: World,
  environment: Resource,
): Maybe<readonly EndpointFeature[]> {
  const options = world.value(environment, OPTIONS);
  if (options === undefined || options === null) return [];
  if (options instanceof Unknown || typeof options !== "object" || Array.isArray(options))
    return new Unknown([pointer(environment, [OPTIONS])]);
  const values = options as Readonly<Record<string, Value>>;
  const hidden = BACKENDS.filter((each) => values[each] instanceof Unknown);
  if (hidden.length > 0)
    return new Unknown(hidden.map((each) => pointer(environment, [OPTIONS, each])));
  return featuresOf({ airflowConfigurationOptions: values });
}

/** Services whose actions begin otherwise than the names of their endpoints end. */
const ENDPOINTS_OF: Readonly<Record<string, EndpointService>> = {
  cloudwatch: "monitoring",
  codeartifact: "codeartifact.api",
  ecr: "ecr.api",
  sagemaker: "sagemaker.api",
};

/** The service, as endpoints name it, that an action such as `glue:StartJobRun` is asked of. */
export function endpointOfAction(action: string): string {
  const prefix = (action.split(":")[0] ?? "").toLowerCase();
  return ENDPOINTS_OF[prefix] ?? prefix;
}

/** Services that policies of a role allow something of, and what may allow more. */
export interface GrantedServices {
  readonly services: readonly EndpointFeature[];
  readonly more?: Unknown;
}

/** The services that the role's policies open to DAGs. A pattern for several services names none. */
export function servicesGranted(world: World, role: Resource): GrantedServices {
  const { documents, more } = policiesOf(world, role);
  const named = new Set(
    documents.flatMap(({ document }) =>
      document.statements
        .filter(({ effect, actionsInverted }) => effect === "Allow" && !actionsInverted)
        .flatMap(({ actions }) => actions.map(endpointOfAction)),
    ),
  );
  return {
    services: ENDPOINT_FEATURES.filter((each) => named.has(each)),
    ...(more === undefined ? {} : { more }),
  };
}
