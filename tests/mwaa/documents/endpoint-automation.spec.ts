import assert from "node:assert/strict";
import {
  endpointAutomationPolicy,
  endpointAutomationTrust,
  endpointNetworkPolicy,
} from "../../../mwaa/documents/endpoint-automation";
import {
  deadLetterQueuePolicy,
  statusEventBusPolicy,
} from "../../../mwaa/documents/endpoint-automation-events";
import type { PolicyDocument } from "../../../mwaa/documents/statement";
import { endpointAutomationName } from "../../../mwaa/service/names";
import { placeOf } from "../../../mwaa/service/partitions";
import { contextOf, decide, type Document, parseDocument } from "../../../reasoning/iam";

const place = placeOf({ region: "eu-west-1", account: "111111111111" });
const accounts = { participants: ["222222222222"], own: false };
const SERVICE = "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d";

function ec2(resource: string): string {
  return `arn:aws:ec2:eu-west-1:111111111111:${resource}`;
}

const ROLE = [
  endpointAutomationPolicy({ place, name: "function", accounts }),
  endpointNetworkPolicy({
    place,
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupId: "sg-1",
    restrictedQueueEndpointId: "vpce-queue",
  }),
];

function held(document: PolicyDocument): { readonly origin: string; readonly document: Document } {
  const parsed = parseDocument(document);
  assert.ok("statements" in parsed);
  return { origin: "", document: parsed };
}

type Context = Readonly<Record<string, readonly string[]>>;

function may(action: string, resource: string, context: Context = {}): unknown {
  return decide(ROLE.map(held), { action, resource, context: contextOf(context) }).allowed;
}

const TAGS: Context = {
  "aws:RequestTag/managed-by": ["mwaa-endpoint-automation"],
  "aws:RequestTag/mwaa:account": ["222222222222"],
};

describe("the policies of the function that makes endpoints", () => {
  const ours: Context = { "aws:ResourceTag/managed-by": ["mwaa-endpoint-automation"] };
  const making: Context = { ...TAGS, "ec2:VpceServiceName": [SERVICE] };
  const tagging: Context = { ...TAGS, "ec2:CreateAction": ["CreateVpcEndpoint"] };
  const cases: readonly (readonly [string, string, string, Context, boolean])[] = [
    [
      "makes endpoints to services of MWAA",
      "ec2:CreateVpcEndpoint",
      "vpc-endpoint/*",
      making,
      true,
    ],
    ["makes them in the VPC", "ec2:CreateVpcEndpoint", "vpc/vpc-1", {}, true],
    ["makes them in the subnets", "ec2:CreateVpcEndpoint", "subnet/subnet-2", {}, true],
    ["makes them with their group", "ec2:CreateVpcEndpoint", "security-group/sg-1", {}, true],
    ["makes none in another VPC", "ec2:CreateVpcEndpoint", "vpc/vpc-2", {}, false],
    ["makes none in other subnets", "ec2:CreateVpcEndpoint", "subnet/subnet-3", {}, false],
    ["makes none with other groups", "ec2:CreateVpcEndpoint", "security-group/sg-2", {}, false],
    ["makes no routes", "ec2:CreateVpcEndpoint", "route-table/rtb-1", {}, false],
    [
      "makes none to services of AWS",
      "ec2:CreateVpcEndpoint",
      "vpc-endpoint/*",
      { ...making, "ec2:VpceServiceName": ["com.amazonaws.eu-west-1.secretsmanager"] },
      false,
    ],
    [
      "makes none for accounts that are no participants",
      "ec2:CreateVpcEndpoint",
      "vpc-endpoint/*",
      { ...making, "aws:RequestTag/mwaa:account": ["333333333333"] },
      false,
    ],
    [
      "makes none without its tag",
      "ec2:CreateVpcEndpoint",
      "vpc-endpoint/*",
      { ...making, "aws:RequestTag/managed-by": ["me"] },
      false,
    ],
    ["deletes its own endpoints", "ec2:DeleteVpcEndpoints", "vpc-endpoint/vpce-1", ours, true],
    [
      "deletes no endpoint of others",
      "ec2:DeleteVpcEndpoints",
      "vpc-endpoint/vpce-1",
      { "aws:ResourceTag/managed-by": ["somebody"] },
      false,
    ],
    ["tags what it is making", "ec2:CreateTags", "vpc-endpoint/vpce-1", tagging, true],
    [
      "tags nothing that is there already, or it could make it its own",
      "ec2:CreateTags",
      "vpc-endpoint/vpce-1",
      { ...TAGS, "ec2:CreateAction": ["RunInstances"] },
      false,
    ],
    ["tags nothing else", "ec2:CreateTags", "instance/i-1", tagging, false],
    [
      "opens the endpoints' group",
      "ec2:AuthorizeSecurityGroupIngress",
      "security-group/sg-1",
      {},
      true,
    ],
    ["closes it", "ec2:RevokeSecurityGroupIngress", "security-group/sg-1", {}, true],
    ["opens no other group", "ec2:AuthorizeSecurityGroupIngress", "security-group/sg-2", {}, false],
    ["closes no other group", "ec2:RevokeSecurityGroupIngress", "security-group/sg-2", {}, false],
    [
      "changes the policy of the queue's endpoint",
      "ec2:ModifyVpcEndpoint",
      "vpc-endpoint/vpce-queue",
      {},
      true,
    ],
    ["changes no other endpoint", "ec2:ModifyVpcEndpoint", "vpc-endpoint/vpce-1", ours, false],
    ["changes no subnet on the way", "ec2:ModifyVpcEndpoint", "subnet/subnet-1", {}, false],
  ];
  for (const [title, action, resource, context, allowed] of cases) {
    it(title, () => {
      assert.equal(may(action, ec2(resource), context), allowed);
    });
  }

  it("takes the readers' roles of the participants and no others", () => {
    const role = (account: string, name: string): unknown =>
      may("sts:AssumeRole", `arn:aws:iam::${account}:role/${name}`);
    assert.equal(role("222222222222", "mwaa-status-reader-eu-west-1"), true);
    assert.equal(role("222222222222", "mwaa-status-reader-eu-west-2"), false);
    assert.equal(role("222222222222", "Admin"), false);
    assert.equal(role("333333333333", "mwaa-status-reader-eu-west-1"), false);
  });

  it("asks about environments of its own account only if it serves them", () => {
    const request = {
      action: "airflow:GetEnvironment",
      resource: "arn:aws:airflow:eu-west-1:111111111111:environment/airflow",
      context: contextOf({}),
    };
    const policy = (own: boolean, participants: readonly string[]): PolicyDocument =>
      endpointAutomationPolicy({ place, name: "function", accounts: { participants, own } });
    assert.equal(decide([held(policy(false, ["222222222222"]))], request).allowed, false);
    assert.equal(decide([held(policy(true, []))], request).allowed, true);
    assert.ok(!JSON.stringify(policy(true, [])).includes("sts:AssumeRole"));
  });

  it("writes to its own log group and to its own queue", () => {
    const logs = "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda";
    assert.equal(may("logs:PutLogEvents", `${logs}/function:log-stream:1`), true);
    assert.equal(may("logs:PutLogEvents", `${logs}/function-2:log-stream:1`), false);
    assert.equal(may("logs:CreateLogGroup", `${logs}/function`), false);
    const queues = "arn:aws:sqs:eu-west-1:111111111111";
    assert.equal(may("sqs:SendMessage", `${queues}:function-dead-letters`), true);
    assert.equal(may("sqs:SendMessage", `${queues}:orders`), false);
  });

  it("changes no policy of an endpoint unless there is one that admits queues one by one", () => {
    const document = endpointNetworkPolicy({
      place,
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      securityGroupId: "sg-1",
    });
    assert.ok(!JSON.stringify(document).includes("ModifyVpcEndpoint"));
  });

  it("is Lambda's to take", () => {
    assert.deepEqual(endpointAutomationTrust().Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });
});

describe("statusEventBusPolicy", () => {
  const base = { place, eventBusName: "bus", participants: ["222222222222"] };
  const put = (
    document: PolicyDocument,
    account: string,
    context: Context,
    organization = "o-other",
  ): unknown => {
    const values = { "aws:PrincipalOrgID": [organization], ...context };
    return decide([held(document)], {
      action: "events:PutEvents",
      resource: "arn:aws:events:eu-west-1:111111111111:event-bus/bus",
      context: contextOf(values),
      principal: { kind: "account", account },
    }).allowed;
  };
  const status: Context = {
    "events:source": ["aws.airflow"],
    "events:detail-type": ["MWAA Environment Status Change"],
  };

  it("admits changes of status from participants and from nobody else", () => {
    const document = statusEventBusPolicy(base);
    assert.deepEqual(document.Statement[0]?.Principal, {
      AWS: ["arn:aws:iam::222222222222:root"],
    });
    assert.equal(put(document, "222222222222", status), true);
    assert.equal(put(document, "333333333333", status), false);
  });

  it("admits no other events, not even among fitting ones", () => {
    const document = statusEventBusPolicy(base);
    const other = { ...status, "events:source": ["aws.airflow", "my.app"] };
    assert.equal(put(document, "222222222222", other), false);
    const type = { ...status, "events:detail-type": ["Object Created"] };
    assert.equal(put(document, "222222222222", type), false);
  });

  it("admits every account of an organization, and none of another", () => {
    const document = statusEventBusPolicy({ ...base, organizationId: "o-a1b2c3d4e5" });
    assert.equal(document.Statement[0]?.Principal, "*");
    assert.equal(put(document, "444444444444", status, "o-a1b2c3d4e5"), true);
    assert.equal(put(document, "444444444444", status), false);
  });
});

describe("deadLetterQueuePolicy", () => {
  it("lets the rules send, and nobody without encryption on the way", () => {
    const rule = "arn:aws:events:eu-west-1:111111111111:rule/schedule";
    const queue = "arn:aws:sqs:eu-west-1:111111111111:function-dead-letters";
    assert.deepEqual(
      deadLetterQueuePolicy({ place, name: "function", ruleArns: [rule] }).Statement,
      [
        {
          Sid: "UndeliveredEvents",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue,
          Condition: { ArnEquals: { "aws:SourceArn": [rule] } },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    );
  });
});

describe("endpointAutomationName", () => {
  it("is a short name that differs by bus, region and account", () => {
    const parts = { name: "bus", region: "eu-west-1", account: "111111111111" };
    const names = [
      parts,
      { ...parts, name: "bus-2" },
      { ...parts, region: "eu-west-2" },
      { ...parts, account: "222222222222" },
    ].map(endpointAutomationName);
    assert.equal(new Set(names).size, 4);
    for (const name of names) assert.match(name, /^mwaa-endpoint-automation-[a-z2-7]{8}$/);
  });
});
