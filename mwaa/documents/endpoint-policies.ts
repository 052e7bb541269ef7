import { objectArn, parseArn } from "../service/arns";
import { callsOf, type CallSubject, type ServiceCall } from "../service/calls";
import { ecrLayerBucketName } from "../service/endpoints";
import { type Place, placeOf } from "../service/partitions";
import { grantedStatements } from "./granted";
import { grantStatements } from "./grants";
import { listOf, type PolicyDocument, policyDocument, type Statement } from "./statement";

/** What scoped policies are computed from: everything that the VPC's environments use. */
export interface EndpointPolicyArgs {
  /** Where the VPC is. An environment of another account is given by its ARN. */
  readonly place: Place;
  /** The names of the environments in the VPC, or their ARNs. */
  readonly environments: readonly string[];
  /**
   * The names of the buckets: of the environments, and of all that DAGs read or write. A name may
   * hold `*` beside other characters.
   */
  readonly buckets: readonly string[];
  /** The names of the queues of the account that DAGs use besides Celery's. */
  readonly queues?: readonly string[];
}

/** The services whose endpoints have something to narrow: whose queues, log groups and buckets. */
export const SCOPED_SERVICES = ["s3", "sqs", "logs"] as const;

/** A service whose endpoint can have a scoped policy. */
export type ScopedService = (typeof SCOPED_SERVICES)[number];

/** Whether the endpoint of a service can have a scoped policy. */
export function isScopedService(service: string): service is ScopedService {
  const services: readonly string[] = SCOPED_SERVICES;
  return services.includes(service);
}

/**
 * Everything passes, and the execution role alone decides what is allowed: what the user guide
 * advises for each endpoint.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html, "VPC endpoint
 * policies (private routing only)", read 2026-11-22.
 */
export function fullAccessPolicy(): PolicyDocument {
  return policyDocument([{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }]);
}

/**
 * What environments need of a service and nothing else, so that nobody in the VPC carries data to
 * queues, logs and buckets of other people. It narrows the role, and so does not repeat it: buckets
 * may be written to as far as the role lets DAGs.
 *
 * The registry's endpoints have no such policy: the account that MWAA's images are in is not
 * documented.
 */
export function scopedEndpointPolicy(
  service: ScopedService,
  args: EndpointPolicyArgs,
): PolicyDocument {
  return policyDocument(
    BUILDERS[service](args).map((statement) => ({ ...statement, Principal: "*" })),
  );
}

const BUILDERS: Readonly<
  Record<ScopedService, (args: EndpointPolicyArgs) => readonly Statement[]>
> = { s3: bucketStatements, sqs: queueStatements, logs: logStatements };

/** What the execution roles do with the buckets, what grants add, and the layers of images. */
function bucketStatements({ place, buckets }: EndpointPolicyArgs): readonly Statement[] {
  const subjects = buckets.map((bucketName) => ({ place, environmentName: "", bucketName }));
  const layers = objectArn(place, ecrLayerBucketName(place.region), "*");
  return [
    ...forAll(subjects, (call) => call.grant.statement === "bucket"),
    ...grantStatements({ service: "s3", buckets, access: "write" }, place),
    { Effect: "Allow", Action: ["s3:GetObject"], Resource: [layers] },
  ];
}

/** Celery's queues, which belong to accounts of the service, and the DAGs' own. */
function queueStatements({ place, queues = [] }: EndpointPolicyArgs): readonly Statement[] {
  return [
    // Which environment and which bucket it is plays no part in whose queue it is.
    ...forAll([{ place, environmentName: "", bucketName: "" }], through("sqs")),
    ...(queues.length === 0 ? [] : grantStatements({ service: "sqs", queues }, place)),
  ];
}

/** The environments' log groups, and the list of all groups, which knows no narrower resource. */
function logStatements({ place, environments }: EndpointPolicyArgs): readonly Statement[] {
  const subjects = environments.map((each) => ({ ...subjectOf(each, place), bucketName: "" }));
  return forAll(subjects, through("logs"));
}

function through(endpoint: string): (call: ServiceCall) => boolean {
  return (call) => call.endpoint === endpoint;
}

/** An environment by its name, in the VPC's account, or by its ARN in the account that it names. */
function subjectOf(environment: string, place: Place): Omit<CallSubject, "bucketName"> {
  const arn = parseArn(environment);
  if (arn === undefined) return { place, environmentName: environment };
  return {
    place: placeOf({ region: arn.region, account: arn.account }),
    environmentName: arn.resource.replace(/^environment\//, ""),
  };
}

/** The statements that allow calls of execution roles, each on the resources of all subjects. */
function forAll(
  subjects: readonly CallSubject[],
  concerns: (call: ServiceCall) => boolean,
): readonly Statement[] {
  const calls = callsOf("execution-role", "customer-key").filter(concerns);
  const [first = [], ...others] = subjects.map((subject) => grantedStatements(calls, subject));
  return first.map((statement, index) => {
    const resources = [statement, ...others.flatMap((each) => each[index] ?? [])].flatMap((each) =>
      listOf(each.Resource),
    );
    return {
      ...statement,
      Action: listOf(statement.Action),
      Resource: [...new Set(resources)].toSorted(),
    };
  });
}
