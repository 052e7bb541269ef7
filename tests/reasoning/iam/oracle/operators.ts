import type { KeyType } from "./context-keys";

/** Condition operators by the type of the values that they compare. */
export const OPERATORS: Readonly<Record<KeyType, readonly string[]>> = {
  String: [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
  ],
  Numeric: [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
  ],
  Date: [
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
  ],
  Bool: ["Bool"],
  IPAddress: ["IpAddress", "NotIpAddress"],
  ARN: ["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"],
  Binary: ["BinaryEquals"],
};

/** What stands before and after an operator's name. */
export const MODIFIERS = [
  { prefix: "", suffix: "" },
  { prefix: "", suffix: "IfExists" },
  { prefix: "ForAnyValue:", suffix: "" },
  { prefix: "ForAllValues:", suffix: "" },
  { prefix: "ForAnyValue:", suffix: "IfExists" },
  { prefix: "ForAllValues:", suffix: "IfExists" },
] as const;
