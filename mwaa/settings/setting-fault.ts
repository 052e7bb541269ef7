import { type Fault, sentence } from "../fault";

/** A fault in a setting, with the key and, if it was read from a file, the place of the key there. */
export interface SettingFault extends Fault {
  /** The key as it is written, with the way to the value inside: `mwaa:network.vpcCidr`. */
  readonly key: string;
  /** The file's name, as the caller gave it. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
}

/** A way into a value, as people write it: `network.subnetIds[1]`. */
export function dotted(path: Fault["path"]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** The key under which a setting stands in a stack file. */
export function settingKey(path: Fault["path"]): string {
  if (path.length === 0) return "config";
  return path[0] === "region" ? "aws:region" : `mwaa:${dotted(path)}`;
}

/** A fault for people, in one line: where, which key, what is wrong, what is allowed, what to do. */
export function renderSettingFault(fault: SettingFault): string {
  const place = [fault.file, fault.line, fault.column].filter((each) => each !== undefined);
  return [place.join(":"), fault.key, sentence(fault)].filter((each) => each !== "").join(" ");
}
