import { randomBytes } from "node:crypto";

/** Lower-case hexadecimal digits. */
export function hex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString("hex")
    .slice(0, length);
}

/** An EC2 identifier, for example `vpc-0a1b2c3d4e5f60718`. */
export function ec2Id(prefix: string): string {
  return `${prefix}-0${hex(16)}`;
}
