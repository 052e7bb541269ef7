import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../../../components/platform/build";
import { parseStackFile } from "../../../mwaa/settings/parse-stack-file";
import { renderSettingFault } from "../../../mwaa/settings/setting-fault";
import type { StackSettings } from "../../../mwaa/settings/types";
import { record, type Recording, type RecordOptions } from "../../helpers/mocks";

const FOLDER = join(__dirname, "../../../stacks");

/** The names of this repository's own stacks: each kind of network, and both sides of sharing. */
export const STACKS: readonly string[] = readdirSync(FOLDER).flatMap((file) => {
  const stack = /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1];
  return stack === undefined ? [] : [stack];
});

/** What the stacks that others refer to export. */
const EXPORTED: Readonly<Record<string, unknown>> = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  resourceShareArn: "arn:aws:ram:eu-west-1:111111111111:resource-share/1",
  statusReaderRoleArn: "arn:aws:iam::222222222222:role/mwaa-status-reader-eu-west-1",
  endpointRequest: {
    environmentName: "airflow-participant",
    environmentAccount: "222222222222",
    securityGroupIds: ["sg-1"],
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    databaseVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0d",
    webserverVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0e",
    webserverAccessMode: "PRIVATE_ONLY",
    webserverHost: "b1c2.c3.airflow.eu-west-1.on.aws",
  },
};

/** The settings of one of this repository's own stacks. */
export function settingsOf(stack: string): StackSettings {
  const file = join(FOLDER, `Pulumi.${stack}.yaml`);
  const parsed = parseStackFile(readFileSync(file, "utf8"), { file, stack });
  if ("faults" in parsed) assert.fail(parsed.faults.map(renderSettingFault).join("\n"));
  return parsed.settings;
}

/** What a program is told beyond what every test tells it. */
export interface Told extends Pick<RecordOptions, "preview"> {
  /** What the stacks that are referred to export, besides {@link EXPORTED}. */
  readonly exported?: Readonly<Record<string, unknown>>;
  /** The settings that Pulumi keeps as secrets. */
  readonly secrets?: readonly string[];
}

/** Everything that the program makes from settings, and the stack's outputs. */
export async function built(
  settings: StackSettings,
  { preview = true, exported = {}, secrets = [] }: Told = {},
): Promise<{ readonly recording: Recording; readonly result: Record<string, unknown> }> {
  const account = settings.account ?? "123456789012";
  return record(() => build(settings, account, secrets), {
    preview,
    answers: {
      "aws:ec2/getRouteTables:getRouteTables": () => ({ ids: ["rtb-1"] }),
      "aws:ec2/getNetworkAcls:getNetworkAcls": () => ({ ids: ["acl-1"] }),
      "aws:ec2/getVpcEndpoint:getVpcEndpoint": () => ({ networkInterfaceIds: ["eni-1", "eni-2"] }),
    },
    computed: {
      "aws:ec2/subnet:Subnet": { vpcId: "vpc-1" },
      "aws:ec2/vpc:Vpc": { mainRouteTableId: "rtb-main" },
      "awsx:ec2:Vpc": { vpcId: "vpc-1", privateSubnetIds: ["subnet-1", "subnet-2"] },
      "pulumi:pulumi:StackReference": { outputs: { ...EXPORTED, ...exported } },
    },
  });
}
