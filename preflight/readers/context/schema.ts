import { z } from "zod";
import { accountNumber } from "../../../mwaa/settings/accounts";
import { numberOf, text } from "../../../mwaa/settings/leaf";
import { REGIONS } from "../../../mwaa/service/regions";
import {
  bucketSchema,
  customerEndpointsSchema,
  keySchema,
  managedPolicySchema,
  roleSchema,
  shareSchema,
} from "./account-schema";
import { anything } from "./leaves";
import { vpcSchema } from "./network-schema";

const outputs = z.record(z.string(), anything());

/**
 * What a context file may say: facts that no program holds. Everything is optional. What is not
 * said is unknown; only a list whose description begins with "all" tells that there is nothing else.
 */
export const contextSchema = z.strictObject({
  version: numberOf("the version of the context file", [1], 1).describe(
    "The form of this file: 1.",
  ),
  account: accountNumber("refused")
    .exactOptional()
    .describe("The account that everything is in, unless it says another."),
  region: text({
    what: "the code of an AWS Region",
    example: "eu-west-1",
    secret: "refused",
    suggestions: REGIONS.map((each) => each.code),
  })
    .exactOptional()
    .describe("The Region that everything is in."),
  vpcs: z.array(vpcSchema).exactOptional().describe("VPCs, and what is in them."),
  buckets: z.array(bucketSchema).exactOptional().describe("Buckets."),
  keys: z.array(keySchema).exactOptional().describe("Keys of KMS."),
  roles: z.array(roleSchema).exactOptional().describe("Roles of IAM."),
  managedPolicies: z
    .array(managedPolicySchema)
    .exactOptional()
    .describe("What managed policies say, those of AWS included."),
  shares: z.array(shareSchema).exactOptional().describe("Shares of AWS Resource Access Manager."),
  customerEndpoints: z
    .array(customerEndpointsSchema)
    .exactOptional()
    .describe("Environments whose endpoints towards MWAA the owner of their VPC makes."),
  stackOutputs: z
    .record(z.string(), outputs)
    .exactOptional()
    .describe("What other stacks give out, by the name that a StackReference uses."),
  components: z
    .record(z.string(), z.record(z.string(), outputs))
    .exactOptional()
    .describe(
      "What components of other processes give out, by type and name: awsx:ec2:Vpc, and so on.",
    ),
});

/** What a context file says. */
export type ContextFacts = z.infer<typeof contextSchema>;
