import type { CloudRecord } from "./provider/cloud/records";
import { Store } from "./provider/cloud/store";
import { wantedServices } from "./provider/services/customer-endpoints";
import { networkOf } from "./provider/services/environment-network";
import { settle } from "./provider/services/settle";
import { isObject, textOf } from "./provider/wire";
import { TestAccount } from "./test-cloud";
import type { Workspace } from "./workspace";

const ENVIRONMENT = "aws:mwaa/environment:Environment";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
/** How what was made is found again. */
const TAG = "mwaa:environment";

function ownerOf(workspace: Workspace, environment: CloudRecord): TestAccount {
  const { records } = workspace.cloud();
  const [subnet] = networkOf(records, environment.account, environment.inputs).subnets;
  const region = textOf(environment.state, "region");
  if (subnet === undefined) throw new Error(`${environment.id} is in no subnet`);
  return new TestAccount(new Store(workspace.cloudFile, settle), subnet.account, region);
}

/** Acts as the owner's function does after an event: makes the endpoints of every environment that waits. */
export async function makeEndpoints(workspace: Workspace): Promise<void> {
  const { records } = workspace.cloud();
  const waiting = records.filter(
    ({ token, state }) => token === ENVIRONMENT && state["status"] === "PENDING",
  );
  for (const environment of waiting) {
    const owner = ownerOf(workspace, environment);
    const { subnets, groups } = networkOf(records, environment.account, environment.inputs);
    const vpcId = textOf(subnets[0]?.inputs, "vpcId") ?? "";
    const tags = { [TAG]: environment.id };
    const group = await owner.make("ec2.SecurityGroup", { vpcId, tags });
    for (const id of groups) {
      await owner.make("vpc.SecurityGroupIngressRule", {
        securityGroupId: group.id,
        ipProtocol: "-1",
        referencedSecurityGroupId: `${environment.account}/${id}`,
      });
    }
    for (const { service } of wantedServices(environment)) {
      await owner.make("ec2.VpcEndpoint", {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: service,
        privateDnsEnabled: false,
        subnetIds: subnets.map(({ id }) => id),
        securityGroupIds: [group.id],
        tags,
      });
    }
  }
}

function isTagged({ inputs }: CloudRecord): boolean {
  const { tags } = inputs;
  return isObject(tags) && tags[TAG] !== undefined;
}

/** Acts as the owner's function does after environments are gone: takes away what it made for them. */
export async function removeEndpoints(workspace: Workspace): Promise<void> {
  const made = workspace.cloud().records.filter(isTagged);
  for (const [token, type] of [
    [ENDPOINT, "ec2.VpcEndpoint"],
    [GROUP, "ec2.SecurityGroup"],
  ] as const) {
    for (const { id, account } of made.filter((record) => record.token === token)) {
      const owner = new TestAccount(new Store(workspace.cloudFile, settle), account);
      if (token === GROUP) await removeRules(workspace, owner, id);
      await owner.remove(type, id);
    }
  }
}

async function removeRules(
  workspace: Workspace,
  owner: TestAccount,
  groupId: string,
): Promise<void> {
  const rules = workspace
    .cloud()
    .records.filter(({ inputs }) => inputs["securityGroupId"] === groupId);
  for (const { id } of rules) await owner.remove("vpc.SecurityGroupIngressRule", id);
}
