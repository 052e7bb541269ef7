import { textOf } from "../wire";
import type { CloudFile, CloudRecord } from "./records";

const SHARE = "aws:ram/resourceShare:ResourceShare";
const SHARED_RESOURCE = "aws:ram/resourceAssociation:ResourceAssociation";
const PRINCIPAL = "aws:ram/principalAssociation:PrincipalAssociation";
const ACCEPTER = "aws:ram/resourceShareAccepter:ResourceShareAccepter";
const SUBNET_ARN = /^arn:[^:]+:ec2:[^:]+:\d{12}:subnet\/(subnet-[0-9a-f]+)$/;

function ofToken(file: CloudFile, token: string): readonly CloudRecord[] {
  return file.records.filter((record) => record.token === token);
}

/** True when both accounts are in one organization. */
export function inOneOrganization(file: CloudFile, accounts: readonly string[]): boolean {
  const { organization } = file;
  return (
    organization === undefined ||
    accounts.every((account) => organization.accounts.includes(account))
  );
}

/** True when a principal of a share (an account, an organization, a unit) means the account. */
export function principalMeans(file: CloudFile, principal: string, account: string): boolean {
  if (/^\d{12}$/.test(principal)) return principal === account;
  const { organization } = file;
  if (organization === undefined) return principal.includes(":organizations:");
  if (principal === organization.arn) return organization.accounts.includes(account);
  return organization.units[principal]?.includes(account) ?? false;
}

/** A share that crosses the organization's border has to be accepted; within it, it is there at once. */
function isAccepted(file: CloudFile, share: CloudRecord, account: string): boolean {
  if (inOneOrganization(file, [share.account, account])) return true;
  return ofToken(file, ACCEPTER).some(
    (accepter) => accepter.account === account && accepter.inputs["shareArn"] === share.id,
  );
}

/** The subnet that an ARN names, if it names one. */
export function subnetOfArn(arn: string | undefined): string | undefined {
  return SUBNET_ARN.exec(arn ?? "")?.[1];
}

/** Subnets of others that an account may use. */
function subnetsSharedWith(file: CloudFile, account: string): ReadonlySet<string> {
  const shares = ofToken(file, SHARE).filter(
    (share) =>
      share.account !== account &&
      ofToken(file, PRINCIPAL).some(
        (association) =>
          association.inputs["resourceShareArn"] === share.id &&
          principalMeans(file, textOf(association.inputs, "principal") ?? "", account),
      ) &&
      isAccepted(file, share, account),
  );
  const arns = new Set(shares.map((share) => share.id));
  return new Set(
    ofToken(file, SHARED_RESOURCE)
      .filter((association) => arns.has(textOf(association.inputs, "resourceShareArn") ?? ""))
      .flatMap((association) => subnetOfArn(textOf(association.inputs, "resourceArn")) ?? []),
  );
}

const SEEN_WITH_SUBNET = [
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/networkAclAssociation:NetworkAclAssociation",
];

/**
 * Ids of other accounts' things that an account sees: shared subnets, their VPC, and the route tables and network
 * ACLs of these subnets.
 */
export function idsSharedWith(file: CloudFile, account: string): ReadonlySet<string> {
  const subnets = subnetsSharedWith(file, account);
  if (subnets.size === 0) return subnets;
  const vpcs = ofToken(file, "aws:ec2/subnet:Subnet")
    .filter((record) => subnets.has(record.id))
    .flatMap((record) => textOf(record.inputs, "vpcId") ?? []);
  const tables = SEEN_WITH_SUBNET.flatMap((token) => ofToken(file, token))
    .filter((record) => subnets.has(textOf(record.inputs, "subnetId") ?? ""))
    .flatMap(
      ({ inputs }) => textOf(inputs, "routeTableId") ?? textOf(inputs, "networkAclId") ?? [],
    );
  return new Set([...subnets, ...vpcs, ...tables]);
}
