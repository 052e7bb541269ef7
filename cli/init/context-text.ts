import { Document, isMap } from "yaml";
import { type Answers, listed } from "./answers";
import { comment, QUOTING } from "./yaml-text";

/** What is known of a network that is there before anybody has looked at it. */
export interface ContextDraft {
  readonly account?: string;
  readonly region: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** What answers say of a network that is there; nothing if they do not name its VPC. */
export function contextDraft(answers: Answers): ContextDraft | undefined {
  const { vpc, vpcId, region, account } = answers;
  if (vpc !== "existing" || vpcId === undefined || region === undefined) return undefined;
  return {
    region,
    vpcId,
    subnetIds: listed(answers.subnetIds) ?? [],
    securityGroupIds: listed(answers.securityGroupIds) ?? [],
    ...(account === undefined ? {} : { account }),
  };
}

/** The text of a context file that names what exists, with what is still to be said as comments. */
export function renderContextFile(draft: ContextDraft, schema: string): string {
  const { account, region, vpcId, subnetIds, securityGroupIds } = draft;
  const of = (command: string) => `aws ec2 ${command} --region ${region}`;
  const inVpc = `--filters Name=vpc-id,Values=${vpcId}`;
  const document = new Document(
    {
      version: 1,
      ...(account === undefined ? {} : { account }),
      region,
      vpcs: [
        {
          id: vpcId,
          subnets: subnetIds.map((id) => ({ id })),
          securityGroups: securityGroupIds.map((id) => ({ id })),
        },
      ],
    },
    QUOTING,
  );
  document.commentBefore = comment([
    `yaml-language-server: $schema=${schema}`,
    "",
    "What is true of a network that no stack makes. Nothing is looked up offline: what stands here is",
    "taken as it is, what does not is unknown, and a plan names it. Fill in the lines behind # with",
    "what the commands beside them say.",
  ]);
  annotate(document.getIn(["vpcs", 0], true), [
    of(`describe-vpcs --vpc-ids ${vpcId}`),
    "cidrBlocks: [10.0.0.0/16]",
    "dnsSupport: true",
    "dnsHostnames: true",
    of(`describe-route-tables ${inVpc}`),
    "routeTables:",
    "  - { id: rtb-…, routes: [{ to: 0.0.0.0/0, via: nat-… }] }",
    of(`describe-nat-gateways --filter Name=vpc-id,Values=${vpcId}`),
    "natGateways:",
    "  - { id: nat-…, subnet: subnet-…, publicIp: 203.0.113.10 }",
    of(`describe-network-acls ${inVpc}`),
    "networkAcls:",
    "  - id: acl-…",
    "    ingress: [{ rule: 100, action: allow, from: 0.0.0.0/0 }]",
    "    egress: [{ rule: 100, action: allow, to: 0.0.0.0/0 }]",
    of(`describe-vpc-endpoints ${inVpc}`),
    "endpoints: []",
  ]);
  const first = (list: string) => document.getIn(["vpcs", 0, list, 0], true);
  annotate(first("subnets"), [
    of(`describe-subnets --subnet-ids ${subnetIds.join(" ")}`),
    "cidrBlock: 10.0.1.0/24",
    "zoneId: euw1-az1",
    "routeTable: rtb-…",
    "networkAcl: acl-…",
  ]);
  annotate(first("securityGroups"), [
    of(
      `describe-security-group-rules --filters Name=group-id,Values=${securityGroupIds.join(",")}`,
    ),
    "ingress: [{ from: self }]",
    "egress: [{ to: 0.0.0.0/0 }]",
  ]);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function annotate(node: unknown, lines: readonly string[]): void {
  if (isMap(node)) node.comment = comment(lines);
}
