import { regional } from "./regional";
import { knownText, type Made, type Subject, type SymbolTable } from "./template";

/** What programs put beside an environment: topics, secrets, parameters, tables. */
export const APPLICATION_SYMBOLS: SymbolTable = regional({
  "aws:sns/topic:Topic": {
    named: "name",
    arn: "arn:{partition}:sns:{region}:{account}:{name}",
    id: "{arn}",
    owner: "{account}",
  },
  "aws:sns/topicPolicy:TopicPolicy": { id: "{arn}", owner: "{account}" },
  "aws:sns/topicSubscription:TopicSubscription": { arn: "{topic}:{uuid}", id: "{arn}" },
  "aws:secretsmanager/secret:Secret": {
    named: "name",
    arn: "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{chars6}",
    id: "{arn}",
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    arn: "{secretId}",
    versionId: "{uuid}",
    id: "{secretId}|{versionId}",
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { id: "{secretArn}" },
  "aws:ssm/parameter:Parameter": { named: "name", id: "{name}", arn: parameterArn },
  "aws:dynamodb/table:Table": {
    named: "name",
    id: "{name}",
    arn: "arn:{partition}:dynamodb:{region}:{account}:table/{name}",
  },
  "aws:ecr/repository:Repository": {
    named: "name",
    id: "{name}",
    registryId: "{account}",
    arn: "arn:{partition}:ecr:{region}:{account}:repository/{name}",
    repositoryUrl: "{account}.dkr.ecr.{region}.{dnsSuffix}/{name}",
  },
});

/** A parameter's ARN has one slash before its name, whether or not the name begins with one. */
function parameterArn(subject: Subject, made: Made): string | undefined {
  const name = knownText(made["name"]);
  if (name === undefined || subject.region === undefined || subject.account === undefined)
    return undefined;
  const path = name.startsWith("/") ? name : `/${name}`;
  return `arn:${subject.partition}:ssm:${subject.region}:${subject.account}:parameter${path}`;
}
