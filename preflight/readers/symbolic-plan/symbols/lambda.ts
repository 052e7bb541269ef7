import { regional } from "./regional";
import { knownText, type Made, type Subject, type SymbolTable } from "./template";

/** The version that a function has as long as nobody publishes one. */
const UNPUBLISHED = "$LATEST";

/** Functions, and who and what may invoke them. */
export const LAMBDA_SYMBOLS: SymbolTable = regional({
  "aws:lambda/function:Function": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:lambda:{region}:{account}:function:{name}",
    invokeArn:
      "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    version: unpublished(() => UNPUBLISHED),
    qualifiedArn: unpublished((made) => {
      const arn = knownText(made["arn"]);
      return arn === undefined ? undefined : `${arn}:${UNPUBLISHED}`;
    }),
  },
  "aws:lambda/permission:Permission": { named: "statementId", id: "{statementId}" },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": { id: asyncConfigurationId },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    uuid: "{uuid}",
    id: "{uuid}",
    arn: "arn:{partition}:lambda:{region}:{account}:event-source-mapping:{id}",
  },
  "aws:lambda/alias:Alias": { arn: aliasArn, id: "{arn}" },
});

/** What holds for a function that publishes no versions. */
function unpublished(value: (made: Made) => string | undefined) {
  return ({ inputs }: Subject, made: Made): string | undefined =>
    inputs["publish"] === undefined || inputs["publish"] === false ? value(made) : undefined;
}

/** A function may be given by its name or by its ARN. */
function aliasArn({ inputs, partition, region, account }: Subject): string | undefined {
  const [target, name] = [knownText(inputs["functionName"]), knownText(inputs["name"])];
  if (target === undefined || name === undefined) return undefined;
  if (target.startsWith("arn:")) return `${target}:${name}`;
  return region === undefined || account === undefined
    ? undefined
    : `arn:${partition}:lambda:${region}:${account}:function:${target}:${name}`;
}

function asyncConfigurationId({ inputs }: Subject): string | undefined {
  const name = knownText(inputs["functionName"]);
  const { qualifier } = inputs;
  if (qualifier === undefined || qualifier === null || name === undefined) return name;
  const known = knownText(qualifier);
  return known === undefined ? undefined : `${name}:${known}`;
}
