import type { Resource, Value } from "../../../preflight/model/resource";
import { make } from "./network-stack";

/** An entry of a network ACL as a program writes it: every protocol and address, unless `more` says else. */
export function aclEntry(
  ruleNo: Value,
  action: Value,
  more: Readonly<Record<string, Value>> = {},
): Value {
  return {
    ruleNo,
    action,
    protocol: "-1",
    cidrBlock: "0.0.0.0/0",
    fromPort: 0,
    toPort: 0,
    ...more,
  };
}

/** An entry that allows TCP to some ports. */
export function allowTcp(
  ruleNo: number,
  fromPort: number,
  toPort = fromPort,
  cidrBlock = "0.0.0.0/0",
): Value {
  return aclEntry(ruleNo, "allow", { protocol: "tcp", fromPort, toPort, cidrBlock });
}

/** A network ACL of the small network's VPC. */
export function networkAcl(ingress: Value, egress: Value, subnetIds: Value): Resource {
  return make("ec2/networkAcl:NetworkAcl", "acl", { vpcId: "vpc-id", subnetIds, ingress, egress });
}
