import type { Stack } from "../../model/resource";
import {
  addBucket,
  addCustomerEndpoints,
  addKey,
  addManagedPolicy,
  addRole,
  addShare,
} from "./account-resources";
import { Maker } from "./maker";
import type { ContextFacts } from "./schema";
import { addVpc } from "./vpc-resources";

/** What a context file says, as the stack that every reader delivers. */
export function toStack(facts: ContextFacts, file: string): Stack {
  const { account, region } = facts;
  const maker = new Maker(file, { account, region });
  for (const each of facts.vpcs ?? []) addVpc(maker, each);
  for (const each of facts.buckets ?? []) addBucket(maker, each);
  for (const each of facts.keys ?? []) addKey(maker, each);
  for (const each of facts.managedPolicies ?? []) addManagedPolicy(maker, each);
  for (const each of facts.roles ?? []) addRole(maker, each);
  for (const each of facts.shares ?? []) addShare(maker, each);
  for (const each of facts.customerEndpoints ?? []) addCustomerEndpoints(maker, each);
  return {
    name: file,
    door: "context",
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    resources: maker.resources,
    assumptions: [`What ${file} says exists as it says; nobody looked it up.`],
    incomplete: [],
  };
}
