import type { Properties, Resource } from "../../../preflight/model/resource";
import type { Breakage } from "./breakages";
import type { Edit } from "./edits";
import { a, drop, inAccount, rewrite, set } from "./edits";

const environment = a("Environment");
const handler = a("Function");
const policyOf =
  (text: string) =>
  ({ type, inputs }: Resource): boolean =>
    type.endsWith(":RolePolicy") &&
    typeof inputs["policy"] === "string" &&
    inputs["policy"].includes(text);

/** The first statement of a document edited. */
function statement(edit: (statement: Record<string, unknown>) => object): (text: string) => string {
  return (text) => {
    const document = JSON.parse(text) as { readonly Statement: Record<string, unknown>[] };
    const [first = {}, ...rest] = document.Statement;
    return JSON.stringify({ ...document, Statement: [edit(first), ...rest] });
  };
}

/** Takes a statement out of a key's policy. */
function withoutStatement(sid: string): Edit {
  return rewrite(a("Key"), "policy", (text) => {
    const document = JSON.parse(text) as { readonly Statement: readonly { Sid?: string }[] };
    const left = document.Statement.filter(({ Sid }) => Sid !== sid);
    return JSON.stringify({ ...document, Statement: left });
  });
}

/** Adds a grant on the stack's key, good but for some inputs. */
function grant(inputs: Properties): Edit {
  return (stack) => {
    const key = stack.resources.find(a("Key"));
    if (key === undefined) throw new Error("the stack holds no key");
    const added: Resource = {
      ...key,
      urn: `${key.urn}-grant`,
      type: "aws:kms/grant:Grant",
      name: "grant",
      inputs: {
        keyId: key.outputs["arn"] ?? null,
        granteePrincipal: "arn:aws:iam::444455556666:role/reader",
        operations: ["Decrypt"],
        ...inputs,
      },
      outputs: {},
      propertyDependencies: {},
    };
    return { ...stack, resources: [...stack.resources, added] };
  };
}

/** A group like the stack's own, in a VPC that no stack holds. */
function groupOfAnotherVpc(resources: readonly Resource[]): Resource {
  const group = resources.find(a("SecurityGroup"));
  if (group === undefined) throw new Error("the stack holds no security group");
  return {
    ...group,
    urn: `${group.urn}-of-another-vpc`,
    inputs: { ...group.inputs, vpcId: "vpc-of-somebody-else" },
    outputs: { id: "sg-of-another-vpc" },
    propertyDependencies: {},
  };
}

/** A rule like the stack's own that sends to a bus of another account, and no role to do it with. */
function forwarderWithoutRole(resources: readonly Resource[]): readonly Resource[] {
  const rule = resources.find(a("EventRule", "status"));
  const target = resources.find(a("EventTarget", "status"));
  if (rule === undefined || target === undefined) throw new Error("the stack holds no status rule");
  const own = (each: Resource, inputs: Resource["inputs"], outputs: Resource["outputs"]) => ({
    ...each,
    urn: `${each.urn}-forwarding`,
    inputs,
    outputs,
    propertyDependencies: {},
  });
  const bus = "arn:aws:events:eu-west-1:444455556666:event-bus/hub";
  return [
    own(
      rule,
      { name: "forwarding", eventPattern: rule.inputs["eventPattern"] ?? null },
      { id: "forwarding" },
    ),
    own(target, { rule: "forwarding", arn: bus }, { id: "forwarding-target" }),
  ];
}

/** Automation, load balancers and grants, each broken by one line. */
export const SHARING_BREAKAGES: readonly Breakage[] = [
  {
    stack: "automation-owner",
    broken: "a misspelt kind of event",
    edit: rewrite(a("EventRule", "status"), "eventPattern", (text) =>
      text.replace("Status Change", "Status Changed"),
    ),
    flips: ["status-events-matched"],
  },
  {
    stack: "automation-owner",
    broken: "a pattern that compares the detail",
    edit: rewrite(a("EventRule", "status"), "eventPattern", (text) =>
      JSON.stringify({ ...(JSON.parse(text) as object), detail: { status: ["PENDING"] } }),
    ),
    flips: ["status-events-unfiltered"],
  },
  {
    stack: "automation-owner",
    broken: "a target on another bus than its rule",
    edit: set(a("EventTarget", "status"), "eventBusName", undefined),
    flips: ["status-target-on-bus-of-its-rule"],
  },
  {
    stack: "automation-owner",
    broken: "events sent on to another account without a role",
    edit: (stack) => ({
      ...stack,
      resources: [...stack.resources, ...forwarderWithoutRole(stack.resources)],
    }),
    flips: ["status-events-reach-owners-bus"],
  },
  {
    stack: "automation-owner",
    broken: "no permission to call the function",
    edit: drop(a("Permission", "status")),
    flips: ["status-events-reach-handler"],
  },
  {
    stack: "automation-owner",
    broken: "a permission for the rule of another bus",
    edit: rewrite(a("Permission", "status"), "sourceArn", (arn) =>
      arn.replace("rule/mwaa-environment-status/", "rule/"),
    ),
    flips: ["status-events-reach-handler"],
  },
  {
    stack: "automation-owner",
    broken: "a disabled rule",
    edit: set(a("EventRule", "status"), "state", "DISABLED"),
    flips: ["status-events-reach-handler"],
  },
  {
    stack: "automation-owner",
    broken: "nothing that keeps failures",
    edit: set(a("FunctionEventInvokeConfig"), "destinationConfig", undefined),
    flips: ["status-handler-keeps-what-fails"],
  },
  {
    stack: "automation-owner",
    broken: "no schedule",
    edit: drop(a("EventTarget", "schedule")),
    flips: ["status-handler-runs-on-a-schedule"],
  },
  {
    stack: "automation-owner",
    broken: "no alarm on failures",
    edit: (stack) => ({
      ...stack,
      resources: stack.resources.filter(({ type }) => !type.endsWith(":MetricAlarm")),
    }),
    flips: ["status-handler-alarmed"],
  },
  {
    stack: "automation-owner",
    broken: "a runtime that Lambda has given up",
    edit: set(handler, "runtime", "python3.7"),
    flips: ["status-handler-runtime-creatable"],
  },
  {
    stack: "automation-owner",
    broken: "a deprecated runtime",
    edit: set(handler, "runtime", "python3.8"),
    flips: ["status-handler-runtime-supported"],
  },
  {
    stack: "automation-owner",
    broken: "a handler without its file",
    edit: set(handler, "handler", "lambda_handler"),
    flips: ["status-handler-named"],
  },
  {
    stack: "automation-owner",
    broken: "a role that another service may assume",
    edit: rewrite(a("Role"), "assumeRolePolicy", (text) =>
      text.replace("lambda.amazonaws.com", "ec2.amazonaws.com"),
    ),
    flips: ["status-handler-role-assumable"],
  },
  {
    stack: "automation-owner",
    broken: "a role that may delete any endpoint",
    edit: rewrite(policyOf("ec2:DeleteVpcEndpoints"), "policy", (text) =>
      statement((first) => ({
        ...first,
        Action: "ec2:DeleteVpcEndpoints",
        Resource: "*",
        Condition: undefined,
      }))(text),
    ),
    flips: ["status-handler-role-confined"],
  },
  {
    stack: "automation-owner",
    broken: "a bus for everybody",
    edit: rewrite(
      a("EventBusPolicy"),
      "policy",
      statement((first) => ({ ...first, Principal: "*" })),
    ),
    flips: ["event-bus-admits-participants-only"],
  },
  {
    stack: "automation-owner",
    broken: "a permission for the rules of whatever account",
    edit: set(a("Permission", "status"), "sourceArn", undefined),
    flips: ["status-handler-called-by-own-sources-only"],
  },
  {
    stack: "automation-owner",
    broken: "a function that is told of a group of another VPC",
    edit: (stack) =>
      set(
        handler,
        "environment.variables.SECURITY_GROUP_ID",
        "sg-of-another-vpc",
      )({
        ...stack,
        resources: [...stack.resources, groupOfAnotherVpc(stack.resources)],
      }),
    flips: ["endpoint-automation-names-one-network"],
  },

  {
    stack: "custom-domain",
    broken: "a health check that takes no redirect",
    edit: set(a("TargetGroup"), "healthCheck.matcher", "200"),
    flips: ["load-balancer-accepts-redirects"],
  },
  {
    stack: "custom-domain",
    broken: "plain HTTP to the web server",
    edit: set(a("TargetGroup"), "protocol", "HTTP"),
    flips: ["load-balancer-targets-on-https"],
  },
  {
    stack: "custom-domain",
    broken: "one target",
    edit: drop(a("TargetGroupAttachment")),
    flips: ["load-balancer-targets-both-addresses"],
  },
  {
    stack: "custom-domain",
    broken: "plain HTTP to the load balancer",
    edit: set(a("Listener"), "protocol", "HTTP"),
    flips: ["load-balancer-speaks-https"],
  },
  {
    stack: "custom-domain",
    broken: "a policy for old versions of TLS",
    edit: set(a("Listener"), "sslPolicy", "ELBSecurityPolicy-2016-08"),
    flips: ["load-balancer-tls-modern"],
  },
  {
    stack: "custom-domain",
    broken: "a certificate of another Region",
    edit: set(
      a("Listener"),
      "certificateArn",
      "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd",
    ),
    flips: ["load-balancer-certificate-in-region"],
  },
  {
    stack: "custom-domain",
    broken: "a record of another name",
    edit: set(a("Record", "alias"), "name", "etl.example.com"),
    flips: ["load-balancer-answers-to-custom-domain"],
  },
  {
    stack: "production",
    broken: "a domain that nothing answers under",
    edit: set(environment, "airflowConfigurationOptions", {
      "webserver.base_url": "airflow.example.com",
      "celery.worker_autoscale": "5,5",
    }),
    flips: ["custom-domain-has-load-balancer"],
  },

  {
    stack: "cross-account-key",
    broken: "a key that lets services of the environment's account make no grants",
    edit: withoutStatement("AccountGrants"),
    flips: ["key-permits-service-grants"],
  },
  {
    stack: "production",
    broken: "a bucket policy for everybody",
    edit: rewrite(a("BucketPolicy"), "policy", (text) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          ...(JSON.parse(text) as { readonly Statement: readonly object[] }).Statement,
          { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" },
        ],
      }),
    ),
    flips: ["bucket-policy-not-public"],
  },
  {
    stack: "production",
    broken: "a bucket that another account makes",
    edit: (stack) => {
      const provider: Resource = {
        urn: "urn:pulumi:test::test::pulumi:providers:aws::bucket-owner",
        type: "pulumi:providers:aws",
        name: "bucket-owner",
        custom: true,
        inputs: { allowedAccountIds: ["444455556666"], region: "eu-west-1" },
        outputs: { id: "id" },
        dependencies: [],
        propertyDependencies: {},
        protect: false,
        retainOnDelete: false,
        customTimeouts: {},
        ignoreChanges: [],
      };
      const told = inAccount("111122223333")(stack);
      return {
        ...told,
        resources: [
          provider,
          ...told.resources.map((each) =>
            each.type.startsWith("aws:s3/") ? { ...each, provider: `${provider.urn}::id` } : each,
          ),
        ],
      };
    },
    flips: ["bucket-admits-execution-role"],
  },
  {
    stack: "production",
    broken: "a grant with a wildcard",
    edit: grant({ operations: ["GenerateDataKey*"] }),
    flips: ["key-grants-possible"],
  },
  {
    stack: "production",
    broken: "a grant for a whole account",
    edit: grant({ granteePrincipal: "arn:aws:iam::444455556666:root" }),
    flips: ["key-grants-for-single-principals"],
  },
];
