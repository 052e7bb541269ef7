import type { OperatorFamily } from "./operators";

/** The form of values that a family of operators compares. */
interface ValueForm {
  readonly fits: (value: string) => boolean;
  readonly wanted: string;
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** The forms of W3C's profile of ISO 8601, or seconds since 1970. */
const DATE = /^(\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?|-?\d{1,19})$/;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const FORMS: Readonly<Partial<Record<OperatorFamily, ValueForm>>> = {
  Numeric: { fits: (value) => NUMBER.test(value), wanted: "a number" },
  Date: {
    fits: (value) => DATE.test(value),
    wanted: "a date such as 2026-11-22T00:00:00Z, or seconds since 1970",
  },
  Bool: { fits: isBoolean, wanted: "true or false" },
  Null: { fits: isBoolean, wanted: "true (the key is absent) or false (it is present)" },
  Binary: { fits: (value) => BASE64.test(value), wanted: "Base64" },
  Ip: { fits: isAddressRange, wanted: "an address or a CIDR range, such as 203.0.113.0/24" },
  Arn: { fits: isArnPattern, wanted: "an ARN, in which every part may hold wildcards" },
};

/** What is wrong with a value under an operator: what would be right, or nothing. */
export function valueFault(family: OperatorFamily, value: string): string | undefined {
  // Only the request tells what a variable stands for.
  if (value.includes("${")) return undefined;
  const form = FORMS[family];
  return form === undefined || form.fits(value) ? undefined : form.wanted;
}

function isBoolean(value: string): boolean {
  return /^(true|false)$/i.test(value);
}

function isArnPattern(value: string): boolean {
  if (/^\*+$/.test(value)) return true;
  const parts = value.split(":");
  return /^(arn|.*[*?].*)$/.test(parts[0] ?? "") && (parts.length >= 6 || /[*?]/.test(value));
}

/** An address of either family, with or without the length of a prefix. */
function isAddressRange(value: string): boolean {
  const [address = "", length, ...rest] = value.split("/");
  if (rest.length > 0) return false;
  const most = address.includes(":") ? 128 : 32;
  if (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= most)) return false;
  return address.includes(":") ? isV6(address) : isV4(address);
}

function isV4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isV6(text: string): boolean {
  if (text.length > 45) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups[groups.length - 1] ?? "";
  // Four bytes in decimal stand at the end alone.
  const isMapped = last.includes(".") && text.endsWith(last);
  if (isMapped && !isV4(last)) return false;
  const plain = isMapped ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const length = plain.length + (isMapped ? 2 : 0);
  return halves.length === 2 ? length < 8 : length === 8;
}
