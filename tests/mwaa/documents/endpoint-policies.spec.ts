import * as assert from "node:assert/strict";
import {
  fullAccessPolicy,
  isScopedService,
  SCOPED_SERVICES,
  scopedEndpointPolicy,
} from "../../../mwaa/documents/endpoint-policies";
import { grantStatements } from "../../../mwaa/documents/grants";
import { listOf } from "../../../mwaa/documents/statement";
import { callsOf } from "../../../mwaa/service/calls";
import { SERVICE_ENDPOINTS } from "../../../mwaa/service/endpoints";
import { placeOf } from "../../../mwaa/service/partitions";
import { allows } from "./covers";

const place = placeOf({ region: "eu-west-1", account: "123456789012" });
const args = {
  place,
  environments: ["orders", "bills"],
  buckets: ["orders-dags", "bills-dags", "lake"],
};
const principal = ["AWS", "arn:aws:iam::123456789012:role/airflow"] as const;

describe("fullAccessPolicy", () => {
  it("lets everything through, as the user guide prints it", () => {
    assert.deepStrictEqual(fullAccessPolicy(), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
    });
  });
});

describe("scopedEndpointPolicy", () => {
  const QUEUE_ACTIONS = [
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
  ];

  it("admits Celery's queues of the region, whichever account of the service they belong to", () => {
    assert.deepStrictEqual(scopedEndpointPolicy("sqs", args), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: QUEUE_ACTIONS,
          Resource: ["arn:aws:sqs:eu-west-1:*:airflow-celery-*"],
        },
      ],
    });
  });

  it("admits the DAGs' own queues, of this account alone", () => {
    assert.deepStrictEqual(
      scopedEndpointPolicy("sqs", { ...args, queues: ["jobs"] }).Statement[1],
      {
        Effect: "Allow",
        Principal: "*",
        Action: QUEUE_ACTIONS,
        Resource: ["arn:aws:sqs:eu-west-1:123456789012:jobs"],
      },
    );
  });

  it("admits the log groups of every environment, and the list of groups", () => {
    assert.deepStrictEqual(scopedEndpointPolicy("logs", args), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: [
            "logs:CreateLogStream",
            "logs:CreateLogGroup",
            "logs:PutLogEvents",
            "logs:GetLogEvents",
            "logs:GetLogRecord",
            "logs:GetLogGroupFields",
            "logs:GetQueryResults",
          ],
          Resource: [
            "arn:aws:logs:eu-west-1:123456789012:log-group:airflow-bills-*",
            "arn:aws:logs:eu-west-1:123456789012:log-group:airflow-orders-*",
          ],
        },
        { Effect: "Allow", Principal: "*", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
      ],
    });
  });

  it("takes the account of an environment's ARN for that of its logs", () => {
    const environments = ["arn:aws:airflow:eu-west-1:999988887777:environment/guests"];
    const [groups] = scopedEndpointPolicy("logs", { ...args, environments }).Statement;
    assert.deepStrictEqual(groups?.Resource, [
      "arn:aws:logs:eu-west-1:999988887777:log-group:airflow-guests-*",
    ]);
  });

  it("admits reads, lists and writes of the buckets, and reads of the registry's layers", () => {
    assert.deepStrictEqual(scopedEndpointPolicy("s3", args), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:GetObject*", "s3:GetBucket*", "s3:List*"],
          Resource: [
            "arn:aws:s3:::bills-dags",
            "arn:aws:s3:::bills-dags/*",
            "arn:aws:s3:::lake",
            "arn:aws:s3:::lake/*",
            "arn:aws:s3:::orders-dags",
            "arn:aws:s3:::orders-dags/*",
          ],
        },
        {
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:GetBucketLocation", "s3:ListBucket"],
          Resource: ["arn:aws:s3:::orders-dags", "arn:aws:s3:::bills-dags", "arn:aws:s3:::lake"],
        },
        {
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
          Resource: [
            "arn:aws:s3:::orders-dags/*",
            "arn:aws:s3:::bills-dags/*",
            "arn:aws:s3:::lake/*",
          ],
        },
        {
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"],
        },
      ],
    });
  });

  it("writes ARNs of the partition", () => {
    const china = placeOf({ region: "cn-north-1", account: "123456789012" });
    for (const service of SCOPED_SERVICES) {
      const { Statement } = scopedEndpointPolicy(service, { ...args, place: china });
      const arns = Statement.flatMap(({ Resource }) => listOf(Resource)).filter(
        (each) => each !== "*",
      );
      assert.deepStrictEqual(
        arns.filter((each) => !each.startsWith("arn:aws-cn:")),
        [],
        service,
      );
    }
  });

  for (const service of SCOPED_SERVICES) {
    it(`lets every call of every environment to ${service} through`, () => {
      const document = scopedEndpointPolicy(service, args);
      for (const [environmentName, bucketName] of [
        ["orders", "orders-dags"],
        ["bills", "bills-dags"],
      ] as const) {
        const subject = { place, environmentName, bucketName };
        for (const call of callsOf("execution-role", "customer-key")) {
          if (call.endpoint !== service) continue;
          for (const action of call.actions) {
            for (const resource of call.resources(subject)) {
              const request = { action, resource, principal, context: {} };
              assert.equal(allows(document, request), true, `${call.id}: ${action} on ${resource}`);
            }
          }
        }
      }
    });
  }

  it("lets what a grant of a listed bucket or queue allows through", () => {
    const document = {
      s3: scopedEndpointPolicy("s3", args),
      sqs: scopedEndpointPolicy("sqs", { ...args, queues: ["jobs"] }),
    };
    const granted = [
      ...grantStatements({ service: "s3", buckets: ["lake"], access: "write" }, place),
      ...grantStatements({ service: "sqs", queues: ["jobs"] }, place),
    ];
    for (const statement of granted) {
      for (const action of listOf(statement.Action)) {
        const service = action.startsWith("s3:") ? "s3" : "sqs";
        for (const resource of listOf(statement.Resource)) {
          const request = { action, resource, principal, context: {} };
          assert.equal(allows(document[service], request), true, `${action} on ${resource}`);
        }
      }
    }
  });

  for (const [service, action, resource] of [
    ["s3", "s3:GetObject", "arn:aws:s3:::elsewhere/a"],
    ["s3", "s3:PutObject", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/a"],
    ["s3", "s3:PutBucketPolicy", "arn:aws:s3:::lake"],
    ["sqs", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:jobs"],
    ["sqs", "sqs:SendMessage", "arn:aws:sqs:us-east-1:1:airflow-celery-x"],
    ["logs", "logs:PutLogEvents", "arn:aws:logs:eu-west-1:123456789012:log-group:other"],
    ["logs", "logs:PutLogEvents", "arn:aws:logs:eu-west-1:999988887777:log-group:airflow-orders-x"],
  ] as const) {
    it(`keeps ${action} on ${resource} out`, () => {
      const document = scopedEndpointPolicy(service, args);
      assert.equal(allows(document, { action, resource, principal, context: {} }), false);
    });
  }
});

describe("isScopedService", () => {
  it("never narrows the registry, nor what has no queue, group or bucket to name", () => {
    const services = [...new Set<string>(SERVICE_ENDPOINTS.map(({ service }) => service))];
    assert.deepStrictEqual(services.filter(isScopedService), ["s3", "logs", "sqs"]);
  });
});
