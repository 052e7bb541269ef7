import type * as pulumi from "@pulumi/pulumi";
import { EnvironmentKey } from "./key";

/** A customer's key: one made here, or the ARN of one that exists. */
export type CustomerKey = EnvironmentKey | pulumi.Input<string>;

/** The ARN of a customer's key; nothing means that a key of AWS encrypts. */
export function keyArnOf(key: CustomerKey | undefined): pulumi.Input<string> | undefined {
  return key instanceof EnvironmentKey ? key.arn : key;
}

/** What has to exist before the key can be used. */
export function keyReady(key: CustomerKey | undefined): readonly pulumi.Resource[] {
  return key instanceof EnvironmentKey ? key.ready : [];
}
