import assert from "node:assert/strict";
import { Provider } from "@pulumi/aws/provider";
import { Environment } from "../../../components";
import { sameAccountFaults } from "../../../components/shared-vpc/participant-faults";
import { SharedVpcOwner } from "../../../components/shared-vpc/shared-vpc-owner";
import type { SharedVpcParticipantArgs } from "../../../components/shared-vpc/participant-arguments";
import { SharedVpcParticipant } from "../../../components/shared-vpc/shared-vpc-participant";
import { CustomerManagedEndpoints } from "../../../components/endpoints/customer-managed-endpoints";
import { toJson } from "../../../mwaa/documents/statement";
import {
  statusForwarderPolicy,
  statusForwarderTrust,
} from "../../../mwaa/documents/status-forwarder";
import { statusReaderPolicy, statusReaderTrust } from "../../../mwaa/documents/status-reader";
import { statusForwarderName } from "../../../mwaa/service/names";
import { placeOf } from "../../../mwaa/service/partitions";
import { record, type RecordOptions, type Recording } from "../../helpers/mocks";
import { isKnownOutput, valueOf } from "../../helpers/value-of";

const OWNER = "111111111111";
const BUS = `arn:aws:events:eu-west-1:${OWNER}:event-bus/mwaa-environment-status`;
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
/** The mocks' own account and region. */
const PLACE = placeOf({ region: "eu-west-1", account: "123456789012" });
const READER_ARN = "arn:aws:iam::123456789012:role/mwaa-status-reader-eu-west-1";

const ARGS: SharedVpcParticipantArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  ownerAccount: OWNER,
  environmentName: "airflow",
};

async function participantWith(
  args: Partial<SharedVpcParticipantArgs> = {},
  options: RecordOptions = {},
): Promise<{ readonly recording: Recording; readonly result: SharedVpcParticipant }> {
  return record(() => new SharedVpcParticipant("network", { ...ARGS, ...args }), options);
}

describe("SharedVpcParticipant", () => {
  it("puts a security group of its own into the owner's VPC and leaves the endpoints to the owner", async () => {
    const { recording, result } = await participantWith();
    assert.deepEqual(recording.counts(), {
      [GROUP]: 1,
      [INGRESS]: 1,
      [EGRESS]: 1,
      [ROLE]: 1,
      [ROLE_POLICY]: 1,
    });
    assert.equal(recording.only(GROUP).inputs["vpcId"], "vpc-1");
    assert.equal(result.endpointManagement, "CUSTOMER");
    assert.equal(await valueOf(result.vpcId), "vpc-1");
    assert.deepEqual(await Promise.all(result.subnetIds.map(valueOf)), ["subnet-1", "subnet-2"]);
    assert.deepEqual(await Promise.all(result.securityGroupIds.map(valueOf)), [
      "network-security-group_id",
    ]);
    assert.equal(await valueOf(result.ownerAccount), OWNER);
  });

  it("lets the owner read the state of its environments, by a role that is known in a preview", async () => {
    const { recording, result } = await participantWith({}, { preview: true });
    const name = "mwaa-status-reader-eu-west-1";
    assert.deepEqual(recording.only(ROLE).inputs, {
      name,
      description: "Lets the owner of a shared VPC read the state of Airflow environments",
      assumeRolePolicy: toJson(statusReaderTrust({ place: PLACE, ownerAccount: OWNER })),
      tags: { Name: "network status reader" },
    });
    assert.deepEqual(recording.only(ROLE_POLICY).inputs, {
      name,
      role: name,
      policy: toJson(statusReaderPolicy(PLACE)),
    });
    assert.equal(await valueOf(result.statusReaderRoleArn), READER_ARN);
  });

  it("takes the role that another environment of the account made", async () => {
    const { recording, result } = await participantWith({ statusReader: "existing" });
    assert.deepEqual(recording.ofType(ROLE), []);
    assert.equal(await valueOf(result.statusReaderRoleArn), READER_ARN);
  });

  it("sends changes of status to the owner's bus, by a role for that one rule", async () => {
    const { recording } = await participantWith({ eventBusArn: BUS }, { preview: true });
    const name = statusForwarderName({ ...PLACE, name: "airflow" });
    const role = recording.only(ROLE, "network-status-forwarder").inputs;
    assert.equal(role["name"], name);
    assert.equal(
      role["assumeRolePolicy"],
      toJson(statusForwarderTrust({ place: PLACE, ruleName: name })),
    );
    assert.deepEqual(recording.only(ROLE_POLICY, "network-status-forwarder-policy").inputs, {
      name,
      role: name,
      policy: toJson(statusForwarderPolicy(BUS)),
    });
    const rule = recording.only("aws:cloudwatch/eventRule:EventRule").inputs;
    assert.equal(rule["name"], name);
    assert.equal(
      rule["eventPattern"],
      '{"source":["aws.airflow"],"detail-type":["MWAA Environment Status Change"]}',
    );
    const target = recording.only("aws:cloudwatch/eventTarget:EventTarget");
    assert.deepEqual(target.inputs, {
      rule: name,
      targetId: "owner",
      arn: BUS,
      roleArn: `arn:aws:iam::123456789012:role/${name}`,
    });
    assert.deepEqual(target.dependencies, [
      "network-status-forwarder",
      "network-status-forwarder-policy",
      "network-status-rule",
    ]);
  });

  it("accepts the share before it touches the VPC, if it comes from outside the organization", async () => {
    const resourceShareArn = `arn:aws:ram:eu-west-1:${OWNER}:resource-share/0a1b`;
    const { recording } = await participantWith({ acceptShare: true, resourceShareArn });
    const accepter = recording.only("aws:ram/resourceShareAccepter:ResourceShareAccepter");
    assert.deepEqual(accepter.inputs, { shareArn: resourceShareArn });
    assert.deepEqual(recording.only(GROUP).dependencies, ["network-share"]);
    const { recording: without } = await participantWith({ resourceShareArn });
    assert.deepEqual(without.ofType(accepter.type), []);
  });

  it("restricts the group, and still lets it reach the database in the owner's endpoint", async () => {
    const { recording } = await participantWith({
      securityGroupRules: "restricted",
      vpcCidr: "10.192.0.0/16",
    });
    const ports = (type: string): readonly unknown[] =>
      recording
        .ofType(type)
        .map(({ inputs }) => [
          inputs["fromPort"],
          inputs["referencedSecurityGroupId"] ?? inputs["cidrIpv4"] ?? inputs["prefixListId"],
        ])
        .sort();
    const itself = "network-security-group_id";
    assert.deepEqual(ports(INGRESS), [
      [443, itself],
      [5432, itself],
    ]);
    assert.deepEqual(ports(EGRESS), [
      [443, "10.192.0.0/16"],
      [443, itself],
      [443, "pl-6da54004"],
      [5432, "10.192.0.0/16"],
      [5432, itself],
    ]);
  });

  it("leaves the way to the internet open if it is not told the VPC's range", async () => {
    const { recording } = await participantWith({ securityGroupRules: "restricted" });
    assert.deepEqual(
      recording.ofType(EGRESS).map(({ inputs }) => [inputs["ipProtocol"], inputs["cidrIpv4"]]),
      [["-1", "0.0.0.0/0"]],
    );
  });

  it("lets an environment wait for its rules and for whoever hears of its status", async () => {
    const { recording } = await record(() => {
      const network = new SharedVpcParticipant("network", { ...ARGS, eventBusArn: BUS });
      return new Environment("airflow", {
        network,
        bucket: "airflow-dags",
        executionRole: "arn:aws:iam::123456789012:role/airflow",
        airflowVersion: "3.2.1",
      });
    });
    const environment = recording.only("aws:mwaa/environment:Environment");
    assert.equal(environment.inputs["endpointManagement"], "CUSTOMER");
    assert.deepEqual(environment.dependencies, [
      "network-security-group",
      "network-security-group-from-itself",
      "network-security-group-to-ipv4",
      "network-status-target",
    ]);
  });

  for (const [fault, args] of [
    [/ownerAccount: is not the number of an AWS account: got "1111"/, { ownerAccount: "1111" }],
    [
      /ownerAccount: is the participant's own account, to which nothing is shared/,
      { account: OWNER },
    ],
    [/environmentName: is empty/, { environmentName: "" }],
    [/subnetIds\[1\]: names a subnet a second time/, { subnetIds: ["subnet-1", "subnet-1"] }],
    [/resourceShareArn: is missing, and the share is to be accepted/, { acceptShare: true }],
    [/eventBusArn: is not the ARN of an event bus: got "mwaa"/, { eventBusArn: "mwaa" }],
    [
      /eventBusArn: is the bus of another account than the owner's/,
      { eventBusArn: BUS.replace(OWNER, "333333333333") },
    ],
    [
      /securityGroupRules: would let the environment reach the VPC by IPv4 alone/,
      { securityGroupRules: "restricted", vpcCidr: "10.192.0.0/16", ipv6: true },
    ],
  ] as readonly (readonly [RegExp, Partial<SharedVpcParticipantArgs>])[]) {
    it(`refuses ${JSON.stringify(args)}`, async () => {
      await assert.rejects(participantWith(args), fault);
    });
  }

  it("holds back what is made in an account that turns out to be the owner's", () => {
    assert.equal(sameAccountFaults(OWNER, OWNER).length, 1);
    assert.deepEqual(sameAccountFaults(OWNER, "222222222222"), []);
  });
});

describe("an owner and a participant in one program", () => {
  const both = (options: RecordOptions = {}) =>
    record(() => {
      const [ownerProvider, ownProvider] = ["owners", "own"].map(
        (name) => new Provider(name, { region: "eu-west-1" }),
      ) as [Provider, Provider];
      const owner = new SharedVpcOwner(
        "owner",
        { network: { kind: "private-routing" }, shareWith: ["222222222222"], account: OWNER },
        { provider: ownerProvider },
      );
      const network = new SharedVpcParticipant(
        "network",
        { ...pulledFrom(owner), environmentName: "airflow", account: "222222222222" },
        { provider: ownProvider },
      );
      const environment = new Environment(
        "airflow",
        {
          network,
          bucket: "airflow-dags",
          executionRole: "arn:aws:iam::222222222222:role/airflow",
          airflowVersion: "3.2.1",
          account: "222222222222",
        },
        { provider: ownProvider },
      );
      const { securityGroupIds, ...request } = environment.endpointRequest;
      const endpoints = new CustomerManagedEndpoints(
        "endpoints",
        {
          ...request,
          vpcId: owner.vpcId,
          environmentSecurityGroupIds: securityGroupIds,
          webserverAccessMode: "PRIVATE_ONLY",
          ownerAccount: owner.ownerAccount,
          account: OWNER,
        },
        { provider: ownerProvider },
      );
      return { owner, network, environment, endpoints };
    }, options);

  function pulledFrom(
    owner: SharedVpcOwner,
  ): Pick<SharedVpcParticipantArgs, "vpcId" | "subnetIds" | "ownerAccount"> {
    return { vpcId: owner.vpcId, subnetIds: owner.subnetIds, ownerAccount: owner.ownerAccount };
  }

  it("makes each side with its own provider", async () => {
    const { recording } = await both();
    const sides = recording.registrations
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map(({ name, provider }) => [
        /^(network|airflow)\b/.test(name) ? "own" : "owners",
        /::([^:]+)::[^:]+$/.exec(provider)?.[1],
        name,
      ]);
    assert.ok(sides.length > 30);
    for (const [expected, got, name] of sides) assert.equal(got, expected, name);
  });

  it("makes, in this order: the share, the group, the environment, its endpoints", async () => {
    const { recording } = await both();
    const waitsFor = (name: string): ReadonlySet<string> => {
      const found = new Set<string>();
      const visit = (each: string): void => {
        const registration = recording.registrations.find((one) => one.name === each && one.custom);
        for (const next of registration?.dependencies ?? []) {
          if (found.has(next)) continue;
          found.add(next);
          visit(next);
        }
      };
      visit(name);
      return found;
    };
    const chain = [
      "owner-network-private-1-association",
      "owner-share-subnet-1",
      "network-security-group",
      "network-security-group-from-itself",
      "airflow",
      "endpoints-database",
    ];
    for (const [index, later] of chain.entries()) {
      for (const earlier of chain.slice(0, index)) {
        assert.ok(waitsFor(later).has(earlier), `${later} should wait for ${earlier}`);
        assert.ok(!waitsFor(earlier).has(later), `${earlier} should not wait for ${later}`);
      }
    }
  });

  it("opens the owner's endpoints to the participant's group, under its account", async () => {
    const { recording } = await both();
    assert.equal(
      recording.only(INGRESS, "endpoints-from-environment-1").inputs["referencedSecurityGroupId"],
      "222222222222/network-security-group_id",
    );
  });

  it("registers the same resources in a preview, where ids are not known", async () => {
    const [deployed, previewed] = [await both(), await both({ preview: true })];
    assert.deepEqual(previewed.recording.counts(), deployed.recording.counts());
    assert.equal(await isKnownOutput(previewed.result.owner.vpcId), false);
    assert.equal(
      await valueOf(previewed.result.network.statusReaderRoleArn),
      "arn:aws:iam::222222222222:role/mwaa-status-reader-eu-west-1",
    );
  });
});
