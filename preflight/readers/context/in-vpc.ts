import type { Value } from "../../model/resource";
import type { Maker, Whereabouts } from "./maker";

/** Where the things of a VPC are, and who makes them. */
export interface InVpc extends Whereabouts {
  readonly maker: Maker;
  readonly vpcId: string;
}

/** Id, ARN and owner of a thing of EC2. */
export function identity(
  { maker, account }: InVpc,
  id: string,
  type: string,
): Readonly<Record<string, Value | undefined>> {
  return {
    id,
    arn: maker.ec2Arn({ account }, `${type}/${id}`),
    ownerId: account ?? maker.account,
  };
}
