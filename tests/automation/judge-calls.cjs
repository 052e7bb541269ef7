// Judges every call that the function made in the tests by the policies of its role and of the
// reader's role, with this repository's own evaluator of IAM: the emulators themselves deny nothing.
require("../../tools/load-sources.cjs");
const assert = require("node:assert/strict");
const {
  endpointAutomationPolicy,
  endpointNetworkPolicy,
} = require("../../mwaa/documents/endpoint-automation");
const { statusReaderPolicy } = require("../../mwaa/documents/status-reader");
const { placeOf } = require("../../mwaa/service/partitions");
const { contextOf, decide, parseDocument } = require("../../reasoning/iam");

const REGION = "eu-west-1";
/** What the role may do that Lambda does in its name, or that only an owner with environments does. */
const NOT_CALLED = [
  "airflow:GetEnvironment",
  "airflow:ListEnvironments",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "sqs:SendMessage",
];

/** The values of a list in the parameters of a query: `SubnetId.1`, `SubnetId.2`. */
function listed(parameters, name) {
  return Object.entries(parameters)
    .filter(([key]) => new RegExp(`^${name}\\.\\d+$`).test(key))
    .map(([, value]) => value);
}

/** The tags of a request as condition keys. */
function requestTags(parameters) {
  const tags = {};
  for (const [key, value] of Object.entries(parameters)) {
    const [, prefix] = /^(TagSpecification\.\d+\.Tag\.\d+)\.Key$/.exec(key) ?? [];
    if (prefix) tags[`aws:RequestTag/${value}`] = [parameters[`${prefix}.Value`]];
  }
  assert.ok(Object.keys(tags).length > 0, "whatever is made has tags");
  return tags;
}

/** What IAM is asked for a call: an action for each resource that it touches. */
function requestsOf({ service, action, parameters }, owner) {
  const ec2 = (resource) => `arn:aws:ec2:${REGION}:${owner}:${resource}`;
  const request = (name, resource, context = {}) => ({ action: name, resource, context });
  const tagging = (resource) =>
    request("ec2:CreateTags", resource, {
      ...requestTags(parameters),
      "ec2:CreateAction": [action],
    });
  const name = `${service}:${action}`;
  switch (name) {
    case "sts:AssumeRole":
      return [request(name, parameters.RoleArn)];
    case "ec2:DescribeVpcEndpoints":
    case "ec2:DescribeSecurityGroupRules":
      return [request(name, "*")];
    case "ec2:CreateVpcEndpoint":
      return [
        request(name, ec2("vpc-endpoint/*"), {
          ...requestTags(parameters),
          "ec2:VpceServiceName": [parameters.ServiceName],
        }),
        request(name, ec2(`vpc/${parameters.VpcId}`)),
        ...listed(parameters, "SubnetId").map((id) => request(name, ec2(`subnet/${id}`))),
        ...listed(parameters, "SecurityGroupId").map((id) =>
          request(name, ec2(`security-group/${id}`)),
        ),
        tagging(ec2("vpc-endpoint/*")),
      ];
    case "ec2:DeleteVpcEndpoints":
      return listed(parameters, "VpcEndpointId").map((id) =>
        request(name, ec2(`vpc-endpoint/${id}`), {
          "aws:ResourceTag/managed-by": ["mwaa-endpoint-automation"],
        }),
      );
    case "ec2:ModifyVpcEndpoint":
      return [request(name, ec2(`vpc-endpoint/${parameters.VpcEndpointId}`))];
    case "ec2:AuthorizeSecurityGroupIngress":
      return [
        request(name, ec2(`security-group/${parameters.GroupId}`)),
        request(name, ec2("security-group-rule/*"), requestTags(parameters)),
        tagging(ec2("security-group-rule/*")),
      ];
    case "ec2:RevokeSecurityGroupIngress":
      return [request(name, ec2(`security-group/${parameters.GroupId}`))];
    default:
      throw new Error(`The function called ${name}, which nothing here expects`);
  }
}

function held(document) {
  return { origin: "", document: parseDocument(document, "identity") };
}

/** The role's policies for the network that a test had. */
function policiesFor(variables) {
  const place = placeOf({ region: REGION, account: variables.ACCOUNT });
  const participants = Object.keys(JSON.parse(variables.PARTICIPANTS));
  const accounts = { participants, own: participants.includes(variables.ACCOUNT) };
  return [
    endpointAutomationPolicy({ place, name: "name", accounts }),
    endpointNetworkPolicy({
      place,
      vpcId: variables.VPC_ID,
      subnetIds: variables.SUBNET_IDS.split(","),
      securityGroupId: variables.SECURITY_GROUP_ID,
      ...(variables.QUEUE_ENDPOINT_ID && {
        restrictedQueueEndpointId: variables.QUEUE_ENDPOINT_ID,
      }),
    }),
  ];
}

/** Asks MWAA with the reader's role, which belongs to the participant. */
function judgeReading({ action, parameters }) {
  const place = placeOf({ region: REGION, account: "222233334444" });
  const { Name: name } = parameters;
  const resource = name ? `arn:aws:airflow:${REGION}:222233334444:environment/${name}` : "*";
  const request = { action: `airflow:${action}`, resource, context: contextOf({}) };
  assert.equal(decide([held(statusReaderPolicy(place))], request).allowed, true, request.action);
}

/**
 * Judges calls, and that nothing is allowed which is never called.
 *
 * @returns how many requests were judged.
 */
exports.judgeCalls = (calls) => {
  const called = new Set();
  const allowed = new Set();
  let judged = 0;
  for (const call of calls) {
    if (call.service === "airflow") {
      judgeReading(call);
      judged += 1;
      continue;
    }
    const policies = policiesFor(call.variables);
    for (const { Action } of policies.flatMap(({ Statement }) => Statement)) {
      for (const action of [Action].flat()) allowed.add(action);
    }
    for (const { action, resource, context } of requestsOf(call, call.variables.ACCOUNT)) {
      const request = { action, resource, context: contextOf(context) };
      const { allowed: answer } = decide(policies.map(held), request);
      assert.equal(answer, true, `${action} on ${resource}`);
      called.add(action);
      judged += 1;
    }
  }
  const unused = [...allowed].filter((action) => !called.has(action)).sort();
  assert.deepEqual(unused, NOT_CALLED, "the role may do nothing that the function does not do");
  return judged;
};
