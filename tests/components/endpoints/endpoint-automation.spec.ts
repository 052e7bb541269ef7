import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import {
  CustomerEndpointAutomation,
  type CustomerEndpointAutomationArgs,
} from "../../../components/endpoints/endpoint-automation";
import { ownAccountFaults } from "../../../components/endpoints/automation/faults";
import { watchPeriod } from "../../../components/endpoints/automation/alarms";
import {
  ENDPOINT_AUTOMATION,
  endpointAutomationPolicy,
  endpointNetworkPolicy,
} from "../../../mwaa/documents/endpoint-automation";
import {
  deadLetterQueuePolicy,
  statusEventBusPolicy,
} from "../../../mwaa/documents/endpoint-automation-events";
import { toJson } from "../../../mwaa/documents/statement";
import { callsOf } from "../../../mwaa/service/calls";
import { endpointAutomationName } from "../../../mwaa/service/names";
import { placeOf } from "../../../mwaa/service/partitions";
import { record, type Recording, type RecordOptions, UNKNOWN } from "../../helpers/mocks";
import { isKnownOutput, valueOf } from "../../helpers/value-of";

const REGION = "eu-west-1";
const OWNER = "123456789012";
const place = placeOf({ region: REGION, account: OWNER });
const NAME = endpointAutomationName({ ...place, name: "mwaa-environment-status" });
const SOURCE = path.join(__dirname, "../../../assets/lambda/customer-endpoints");

const FUNCTION = "aws:lambda/function:Function";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const PERMISSION = "aws:lambda/permission:Permission";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const ARGS: CustomerEndpointAutomationArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  participants: [
    { account: "222222222222" },
    { account: "333333333333", environments: ["orders", "sales"] },
  ],
};

async function automationWith(
  args: Partial<CustomerEndpointAutomationArgs> = {},
  options: RecordOptions = { preview: true },
): Promise<{ readonly recording: Recording; readonly result: CustomerEndpointAutomation }> {
  return record(() => new CustomerEndpointAutomation("auto", { ...ARGS, ...args }), options);
}

type Variables = Readonly<Record<string, string>>;

function variablesOf(recording: Recording): Variables {
  const { variables } = recording.only(FUNCTION).inputs["environment"] as { variables: Variables };
  return variables;
}

/** A module of the function. */
function python(file: string): string {
  return fs.readFileSync(path.join(SOURCE, file), "utf8");
}

describe("CustomerEndpointAutomation", () => {
  it("makes exactly what it needs", async () => {
    const { recording } = await automationWith();
    assert.deepEqual(recording.counts(), {
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
      "aws:sqs/queue:Queue": 1,
      "aws:sqs/queuePolicy:QueuePolicy": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:iam/role:Role": 1,
      [ROLE_POLICY]: 2,
      [FUNCTION]: 1,
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": 1,
      "aws:cloudwatch/eventBus:EventBus": 1,
      "aws:cloudwatch/eventBusPolicy:EventBusPolicy": 1,
      [RULE]: 2,
      [PERMISSION]: 2,
      [TARGET]: 2,
      [ALARM]: 3,
    });
    for (const { name, custom } of recording.registrations) {
      if (custom) assert.match(name, /^auto-/);
    }
  });

  it("is known before anything exists, except for ids", async () => {
    const { recording, result } = await automationWith();
    const arn = (service: string, resource: string): string =>
      `arn:aws:${service}:${REGION}:${OWNER}:${resource}`;
    assert.equal(
      await valueOf(result.eventBusArn),
      arn("events", "event-bus/mwaa-environment-status"),
    );
    assert.equal(await valueOf(result.functionArn), arn("lambda", `function:${NAME}`));
    assert.equal(await valueOf(result.roleArn), `arn:aws:iam::${OWNER}:role/${NAME}`);
    assert.equal(await valueOf(result.deadLetterQueueArn), arn("sqs", `${NAME}-dead-letters`));
    assert.equal(await isKnownOutput(result.securityGroupId), false);
    const unknown = recording.registrations.flatMap(({ name, inputs }) =>
      Object.entries(inputs)
        .filter(([, value]) => JSON.stringify(value).includes(UNKNOWN))
        .map(([key]) => `${name}.${key}`),
    );
    assert.deepEqual(unknown.sort(), [
      "auto-dead-letters-policy.queueUrl",
      "auto-function.environment",
      "auto-network-policy.policy",
      "auto-to-ipv4.securityGroupId",
    ]);
    const hidden = Object.entries(variablesOf(recording)).filter(([, value]) => value === UNKNOWN);
    assert.deepEqual(
      hidden.map(([key]) => key),
      ["SECURITY_GROUP_ID"],
    );
  });

  it("runs the shipped source on a runtime that lives, one at a time, with logs that end", async () => {
    const { recording } = await automationWith();
    const { code, environment, tags, description, ...inputs } = recording.only(FUNCTION).inputs;
    assert.deepEqual(inputs, {
      name: NAME,
      runtime: "python3.13",
      handler: "handler.lambda_handler",
      role: `arn:aws:iam::${OWNER}:role/${NAME}`,
      timeout: 300,
      memorySize: 256,
      reservedConcurrentExecutions: 1,
    });
    assert.ok(environment !== undefined && description !== undefined);
    assert.deepEqual(tags, { Name: "auto function" });
    const { assets } = code as { assets: Readonly<Record<string, { path: string }>> };
    const modules = fs.readdirSync(SOURCE).filter((name) => name.endsWith(".py"));
    assert.deepEqual(Object.keys(assets).sort(), modules.sort());
    for (const [name, asset] of Object.entries(assets)) {
      assert.equal(path.isAbsolute(asset.path), false);
      assert.equal(path.resolve(asset.path), path.join(SOURCE, name));
    }
    assert.match(python("handler.py"), /^def lambda_handler\(/m);
    const logs = recording.only("aws:cloudwatch/logGroup:LogGroup");
    assert.equal(logs.inputs["name"], `/aws/lambda/${NAME}`);
    assert.equal(logs.inputs["retentionInDays"], 90);
    assert.deepEqual(recording.only(FUNCTION).dependencies, [
      "auto-calls-policy",
      "auto-logs",
      "auto-network-policy",
      "auto-role",
      "auto-security-group",
    ]);
  });

  it("tells the function where it is, whom it serves and how", async () => {
    const { recording } = await automationWith(
      {
        ownEnvironments: ["mine"],
        restrictedQueueEndpointId: "vpce-1",
        ipAddressType: "ipv6",
        securityGroupRules: "restricted",
        tags: { team: "data" },
      },
      {},
    );
    const { PARTICIPANTS: participants = "", ...variables } = variablesOf(recording);
    assert.deepEqual(variables, {
      PARTITION: "aws",
      ACCOUNT: OWNER,
      VPC_ID: "vpc-1",
      SUBNET_IDS: "subnet-1,subnet-2",
      SECURITY_GROUP_ID: "auto-security-group_id",
      SECURITY_GROUP_RULES: "restricted",
      IP_ADDRESS_TYPE: "ipv6",
      READER_ROLE_NAME: "mwaa-status-reader-eu-west-1",
      TAGS: '{"team":"data"}',
      AUTOMATION: NAME,
      QUEUE_ENDPOINT_ID: "vpce-1",
    });
    assert.deepEqual(JSON.parse(participants), {
      "222222222222": null,
      "333333333333": ["orders", "sales"],
      [OWNER]: ["mine"],
    });
  });

  it("sets every variable that the function reads, and no other", async () => {
    const { recording } = await automationWith({ restrictedQueueEndpointId: "vpce-1" });
    const read = [...python("settings.py").matchAll(/(?:variables, |get\()"([A-Z_]+)"/g)];
    const names = new Set(read.map(([, name]) => name));
    // Lambda itself sets this one.
    assert.ok(names.delete("AWS_REGION"));
    assert.deepEqual([...names].sort(), Object.keys(variablesOf(recording)).sort());
  });

  it("lets the role do what the documents say, with the ids apart from the rest", async () => {
    const { recording } = await automationWith({ restrictedQueueEndpointId: "vpce-1" }, {});
    const accounts = { participants: ["222222222222", "333333333333"], own: false };
    const role = recording.only("aws:iam/role:Role");
    assert.equal(role.inputs["name"], NAME);
    const calls = recording.only(ROLE_POLICY, "auto-calls-policy").inputs;
    assert.equal(
      calls["policy"],
      toJson(endpointAutomationPolicy({ place, name: NAME, accounts })),
    );
    const network = recording.only(ROLE_POLICY, "auto-network-policy").inputs;
    assert.equal(
      network["policy"],
      toJson(
        endpointNetworkPolicy({
          place,
          vpcId: "vpc-1",
          subnetIds: ["subnet-1", "subnet-2"],
          securityGroupId: "auto-security-group_id",
          restrictedQueueEndpointId: "vpce-1",
        }),
      ),
    );
  });

  it("hears of every change of status on the bus, and looks on a schedule", async () => {
    const { recording } = await automationWith({ schedule: "rate(5 minutes)" });
    const status = recording.only(RULE, "auto-status").inputs;
    assert.deepEqual(JSON.parse(String(status["eventPattern"])), {
      source: ["aws.airflow"],
      "detail-type": ["MWAA Environment Status Change"],
    });
    assert.equal(status["eventBusName"], "mwaa-environment-status");
    const schedule = recording.only(RULE, "auto-schedule").inputs;
    assert.equal(schedule["scheduleExpression"], "rate(5 minutes)");
    assert.equal(schedule["eventBusName"], undefined);
  });

  it("hears of its own environments on the account's own bus, if it has some", async () => {
    const { recording } = await automationWith({ ownEnvironments: "all", participants: [] });
    assert.deepEqual(
      recording.ofType(RULE).map(({ name, inputs }) => [name, inputs["eventBusName"]]),
      [
        ["auto-own-status", undefined],
        ["auto-schedule", undefined],
        ["auto-status", "mwaa-environment-status"],
      ],
    );
    // Nobody else may send, so the bus needs no policy.
    assert.equal(recording.ofType("aws:cloudwatch/eventBusPolicy:EventBusPolicy").length, 0);
  });

  it("gives each rule a permission of its own, retries and the queue of what failed", async () => {
    const { recording } = await automationWith({ ownEnvironments: "all" });
    const rules = `arn:aws:events:${REGION}:${OWNER}:rule`;
    const arns: Readonly<Record<string, string>> = {
      "own-status": `${rules}/${NAME}-own-status`,
      schedule: `${rules}/${NAME}-schedule`,
      status: `${rules}/mwaa-environment-status/${NAME}-status`,
    };
    for (const [ending, sourceArn] of Object.entries(arns)) {
      assert.deepEqual(recording.only(PERMISSION, `auto-${ending}-permission`).inputs, {
        statementId: `events-${ending}`,
        action: "lambda:InvokeFunction",
        function: NAME,
        principal: "events.amazonaws.com",
        sourceArn,
      });
      const target = recording.only(TARGET, `auto-${ending}-target`);
      assert.deepEqual(target.inputs, {
        rule: `${NAME}-${ending}`,
        ...(ending === "status" && { eventBusName: "mwaa-environment-status" }),
        targetId: "endpoint-automation",
        arn: `arn:aws:lambda:${REGION}:${OWNER}:function:${NAME}`,
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 },
        deadLetterConfig: { arn: `arn:aws:sqs:${REGION}:${OWNER}:${NAME}-dead-letters` },
      });
      assert.ok(target.dependencies.includes(`auto-${ending}-permission`));
    }
    assert.equal(
      recording.only("aws:sqs/queuePolicy:QueuePolicy").inputs["policy"],
      toJson(
        deadLetterQueuePolicy({
          place,
          name: NAME,
          ruleArns: [arns["status"] ?? "", arns["own-status"] ?? "", arns["schedule"] ?? ""],
        }),
      ),
    );
  });

  it("keeps what failed for good: encrypted, for two weeks", async () => {
    const { recording } = await automationWith();
    const queue = recording.only("aws:sqs/queue:Queue").inputs;
    assert.equal(queue["sqsManagedSseEnabled"], true);
    assert.equal(queue["messageRetentionSeconds"], 1_209_600);
    const invocation = recording.only(
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    );
    assert.deepEqual(invocation.inputs, {
      functionName: NAME,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: {
        onFailure: { destination: `arn:aws:sqs:${REGION}:${OWNER}:${NAME}-dead-letters` },
      },
    });
  });

  it("lets participants or an organization send", async () => {
    const participants = ["222222222222", "333333333333"];
    for (const organization of [{}, { organizationId: "o-a1b2c3d4e5" }]) {
      const { recording } = await automationWith({ ...organization, eventBusName: "airflow" });
      assert.equal(
        recording.only("aws:cloudwatch/eventBusPolicy:EventBusPolicy").inputs["policy"],
        toJson(
          statusEventBusPolicy({ place, eventBusName: "airflow", participants, ...organization }),
        ),
      );
    }
  });

  it("raises alarms where somebody should look, and tells a topic if there is one", async () => {
    const topic = `arn:aws:sns:${REGION}:${OWNER}:alarms`;
    const { recording } = await automationWith({ alarmAfterHours: 12, alarmTopicArn: topic });
    assert.deepEqual(
      recording
        .ofType(ALARM)
        .map(({ name, inputs }) => [
          name,
          inputs["metricName"],
          inputs["dimensions"],
          inputs["threshold"],
          inputs["treatMissingData"],
        ]),
      [
        [
          "auto-dead-letters-alarm",
          "ApproximateNumberOfMessagesVisible",
          { QueueName: `${NAME}-dead-letters` },
          1,
          "notBreaching",
        ],
        ["auto-failing-alarm", "Errors", { FunctionName: NAME }, 1, "notBreaching"],
        ["auto-pending-alarm", "PendingHours", { Automation: NAME }, 12, "breaching"],
      ],
    );
    for (const { inputs } of recording.ofType(ALARM)) {
      assert.deepEqual(inputs["alarmActions"], [topic]);
      assert.deepEqual(inputs["okActions"], [topic]);
      assert.equal(inputs["comparisonOperator"], "GreaterThanOrEqualToThreshold");
    }
    const quiet = await automationWith();
    assert.ok(quiet.recording.ofType(ALARM).every(({ inputs }) => !("alarmActions" in inputs)));
  });

  it("agrees with the function's source on tags, metric and what is done with a queue", () => {
    assert.ok(python("settings.py").includes(`MANAGED_BY = "${ENDPOINT_AUTOMATION}"`));
    assert.ok(python("watch.py").includes('NAMESPACE = "MWAA/CustomerEndpoints"'));
    assert.ok(python("watch.py").includes('METRIC = "PendingHours"'));
    const queueActions = callsOf("execution-role", "aws-owned-key")
      .flatMap(({ actions }) => actions)
      .filter((action) => action.startsWith("sqs:"));
    const [, block = ""] = /QUEUE_ACTIONS = \(([^)]*)\)/.exec(python("queue_policy.py")) ?? [];
    assert.deepEqual(
      [...block.matchAll(/"([^"]+)"/g)].map(([, action]) => action),
      [...new Set(queueActions)].sort(),
    );
  });

  it("refuses what makes no sense, all of it at once", async () => {
    const refusals: readonly (readonly [Partial<CustomerEndpointAutomationArgs>, RegExp])[] = [
      [{ participants: [] }, /participants/],
      [{ participants: [{ account: "12" }] }, /participants\[0\]\.account: .*got "12"/],
      [
        { participants: [{ account: "222222222222" }, { account: "222222222222" }] },
        /participants\[1\]\.account: names an account a second time/,
      ],
      [
        { participants: [{ account: "222222222222", environments: ["1st"] }] },
        /participants\[0\]\.environments\[0\]/,
      ],
      [{ ownEnvironments: ["1st"] }, /ownEnvironments\[0\]/],
      [{ participants: [{ account: OWNER }], account: OWNER }, /give ownEnvironments/],
      [{ schedule: "every now and then" }, /schedule/],
      [{ alarmAfterHours: 72 }, /alarmAfterHours/],
      [{ organizationId: "my-org" }, /organizationId/],
      [{ restrictedQueueEndpointId: "sqs" }, /restrictedQueueEndpointId: is not the id/],
      [{ subnetIds: ["subnet-1", "subnet-1"] }, /subnetIds/],
      [
        {
          participants: Array.from({ length: 200 }, (_, index) => ({
            account: String(index).padStart(12, "2"),
          })),
        },
        /participants: takes \d+ characters/,
      ],
    ];
    for (const [args, message] of refusals) await assert.rejects(automationWith(args), message);
    await assert.rejects(
      automationWith({ alarmAfterHours: 0, schedule: "never" }),
      /alarmAfterHours[\s\S]*schedule|schedule[\s\S]*alarmAfterHours/,
    );
  });
});

describe("ownAccountFaults", () => {
  it("finds the owner among the participants, whoever told its account", () => {
    const participants = [{ account: "222222222222" }, { account: OWNER }];
    assert.deepEqual(
      ownAccountFaults(participants, OWNER).map((fault) => fault.path),
      [["participants", 1, "account"]],
    );
    assert.deepEqual(ownAccountFaults(participants, "444444444444"), []);
  });
});

describe("watchPeriod", () => {
  it("waits for two rounds of the schedule, an hour at least", () => {
    for (const [schedule, period, treatMissingData] of [
      ["rate(15 minutes)", 3600, "breaching"],
      ["rate(1 minute)", 3600, "breaching"],
      ["rate(1 hour)", 7200, "breaching"],
      ["rate(12 hours)", 86_400, "breaching"],
      ["rate(13 hours)", 86_400, "missing"],
      ["rate(1 day)", 86_400, "missing"],
      ["cron(0 * * * ? *)", 86_400, "missing"],
    ] as const) {
      assert.deepEqual(watchPeriod(schedule), { period, treatMissingData }, schedule);
    }
  });

  it("is a period that CloudWatch has: whole minutes, a day at most", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom("minute", "hour", "day"),
        (count, unit) => {
          const { period } = watchPeriod(`rate(${count} ${unit}s)`);
          assert.ok(period % 60 === 0 && period >= 3600 && period <= 86_400);
        },
      ),
    );
  });
});
