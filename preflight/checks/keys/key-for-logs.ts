import { callsOf } from "../../../mwaa/service/calls";
import { regionalServiceName } from "../../../mwaa/service/partitions";
import { contextOf, decide } from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { KeyPolicySet } from "../../model/access/key-policy";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { nameOf } from "../access/execution-role";
import type { Outcome } from "../rule";
import { conclude, failIf, notApplicable, undecided } from "../rule";

/**
 * Whether CloudWatch Logs may use the key for each of the environment's log groups.
 *
 * @param policy the key's policy; absent, AWS's default, which does not speak of services.
 */
export function judgeLogs(
  environment: Resource,
  holder: Resource,
  policy: KeyPolicySet | undefined,
  world: World,
): Outcome {
  const place = world.place(environment);
  const name = world.text(environment, "name");
  if (!isKnown(place))
    return undecided("the environment's account or Region is not known", place.blockedBy);
  if (name instanceof Unknown)
    return undecided("the environment's name is not known", name.blockedBy);
  if (name === undefined) return notApplicable("the environment has no name yet");
  const service = regionalServiceName(place, "logs");
  const subject = { place, environmentName: name, bucketName: "" };
  const refused: string[] = [];
  const denials = new Set<string>();
  const hidden: Unknown[] = [...(policy?.hidden ?? [])];
  for (const call of callsOf("cloudwatch-logs", "customer-key")) {
    for (const values of call.contexts(subject)) {
      const context = contextOf({
        ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
        "aws:SecureTransport": ["true"],
        "aws:RequestedRegion": [place.region],
        "aws:PrincipalIsAWSService": ["true"],
        "aws:PrincipalServiceName": [service],
      });
      for (const action of call.actions) {
        const { allowed, deniedBy } = decide(policy?.documents ?? [], {
          action,
          resource: policy?.arn ?? "*",
          context,
          principal: { kind: "service", name: service },
        });
        if (allowed instanceof Unknown) hidden.push(allowed);
        else if (!allowed) {
          refused.push(`${action} for ${Object.values(values).join()}`);
          if (deniedBy !== undefined) denials.add(nameOf(deniedBy.statement));
        }
      }
    }
  }
  const [witness] = refused;
  if (witness === undefined || (policy?.hidden ?? []).length > 0)
    return conclude([], hidden, "the key policy cannot be decided");
  return failIf([
    {
      resource: holder,
      related: [environment],
      message: `policy does not let ${service} use the key for the environment's log groups`,
      witness: refused.length === 1 ? witness : `${witness}, and ${refused.length - 1} more`,
      fix:
        denials.size > 0
          ? `take ${service} out of ${[...denials].join(" and ")}`
          : `allow ${service} to encrypt and decrypt where kms:EncryptionContext:aws:logs:arn is one of airflow-${name}-*`,
    },
  ]);
}
