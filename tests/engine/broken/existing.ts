import type { BrokenStack } from "./stack";

const EXISTING = { stacks: ["existing-vpc"], context: "stacks/context/existing-vpc.yaml" };
const AWSX = { stacks: ["awsx-vpc"], context: "stacks/context/awsx-vpc.yaml" };

/** Networks that others made: what is there is wrong, or the environment does not fit it. */
export const BROKEN_EXISTING: readonly BrokenStack[] = [
  {
    ...EXISTING,
    faults: [
      {
        when: "the existing subnets have no way out",
        contextEdits: [
          ["routes:\n          - { to: 0.0.0.0/0, via: nat-0aa1b2c3d4e5f6071 }", "routes: []"],
        ],
        rules: ["subnets-reach-aws-services"],
        ends: /has neither a route to a NAT gateway nor the endpoints it needs/,
      },
      {
        when: "the existing group does not admit itself",
        contextEdits: [
          ["- { from: self }", "- { protocol: tcp, ports: 443, from: 10.20.20.0/24 }"],
        ],
        rules: ["security-groups-admit-themselves"],
        ends: /no group admits itself/,
      },
      {
        when: "an existing network ACL lets nothing out",
        contextEdits: [["action: allow, to: 0.0.0.0/0", "action: deny, to: 0.0.0.0/0"]],
        rules: ["network-acls-let-traffic-through"],
        ends: /the network ACL acl-0c1d2e3f405162738 of subnet-[0-9a-f]+ stops what goes to/,
      },
    ],
  },
  {
    ...EXISTING,
    faults: [
      {
        when: "the existing subnets are in one zone",
        contextEdits: [["zoneId: euw1-az2", "zoneId: euw1-az1"]],
        rules: ["subnets-in-two-zones"],
        ends: /The subnets must be in two different Availability Zones of one VPC/,
      },
    ],
  },
  {
    ...EXISTING,
    faults: [
      {
        when: "the existing NAT gateways stand in subnets without a way out",
        contextEdits: [
          ["routes:\n          - { to: 0.0.0.0/0, via: igw-0b1a29384756a5b4c }", "routes: []"],
        ],
        rules: ["nat-gateways-lead-out"],
        ends: /stands in a subnet without a route to an internet gateway/,
      },
    ],
  },
  {
    ...AWSX,
    faults: [
      {
        when: "its group in a VPC of awsx does not admit itself",
        edits: [
          {
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            names: "from-itself",
            set: { referencedSecurityGroupId: null, cidrIpv4: "192.0.2.0/24" },
          },
        ],
        rules: ["security-groups-admit-themselves"],
        ends: /no group admits itself/,
      },
    ],
  },
];
