import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { SIGNATURE, isList, isObject, isSigned, show, textOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { documentOf, principals, roleStatements, allows, statementsOf } from "./policy-match";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const ROLE = "aws:iam/role:Role";
const LAMBDA = "lambda.amazonaws.com";

/** Runtimes that can still be created. */
const RUNTIMES =
  /^(nodejs(20|22|24)\.x|python3\.(9|1[0-4])|java(11|17|21|25)|provided\.al2(023)?)$/;

function textIn(asset: JsonObject): string | undefined {
  const text = textOf(asset, "text");
  if (text !== undefined) return text;
  const file = textOf(asset, "path");
  return file === undefined ? undefined : fs.readFileSync(file, "utf8");
}

/** The files of an archive by name; undefined for one that is a file itself and is not opened. */
function filesOf(archive: Json | undefined): ReadonlyMap<string, string | undefined> | undefined {
  if (!isSigned(archive)) return undefined;
  const assets = archive["assets"];
  if (isObject(assets)) {
    return new Map(
      Object.entries(assets).map(([name, asset]) => [name, isObject(asset) ? textIn(asset) : ""]),
    );
  }
  const folder = textOf(archive, "path");
  if (folder === undefined) return undefined;
  if (!fs.existsSync(folder)) {
    throw new ApiError("InvalidParameterValueException", `the archive ${folder} does not exist`);
  }
  if (!fs.statSync(folder).isDirectory()) return undefined;
  return new Map(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(folder, file), fs.readFileSync(file, "utf8")];
      }),
  );
}

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  nodejs: [".js", ".mjs", ".cjs"],
  python: [".py"],
};

/** A handler `file.function` has to name a file of the archive that speaks of this function. */
function requireHandler(inputs: JsonObject): void {
  const files = filesOf(inputs["code"]);
  const runtime = /^[a-z]+/.exec(textOf(inputs, "runtime") ?? "")?.[0] ?? "";
  const extensions = EXTENSIONS[runtime];
  if (files === undefined || extensions === undefined) return;
  const handler = textOf(inputs, "handler") ?? "";
  const dot = handler.lastIndexOf(".");
  const module = handler.slice(0, dot).replaceAll(runtime === "python" ? "." : "\0", "/");
  const file = extensions.map((ending) => `${module}${ending}`).find((name) => files.has(name));
  if (dot <= 0 || file === undefined) {
    throw new ApiError(
      "InvalidParameterValueException",
      `handler ${handler} names no file of the archive: ${[...files.keys()].sort().join(", ")}`,
    );
  }
  const text = files.get(file) ?? "";
  if (!text.includes(handler.slice(dot + 1))) {
    throw new ApiError(
      "InvalidParameterValueException",
      `${file} has no ${handler.slice(dot + 1)}`,
    );
  }
}

function requireAssumable({ cloud, inputs, place }: Call): string {
  const arn = textOf(inputs, "role") ?? "";
  const role = cloud
    .all(ROLE)
    .find(({ state, account }) => state["arn"] === arn && account === place.account);
  const trusted =
    role === undefined
      ? []
      : statementsOf(documentOf(role.inputs["assumeRolePolicy"], "MalformedPolicyDocument"))
          .filter((statement) => statement["Effect"] === "Allow")
          .flatMap((statement) => principals(statement, "Service"));
  if (!trusted.includes(LAMBDA)) {
    throw new ApiError(
      "InvalidParameterValueException",
      "The role defined for the function cannot be assumed by Lambda.",
    );
  }
  return role?.id ?? "";
}

function requireRights(call: Call, role: string): void {
  const { cloud, inputs } = call;
  const statements = roleStatements(cloud, role);
  const attached = cloud
    .all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter((record) => record.inputs["role"] === role)
    .map((record) => textOf(record.inputs, "policyArn") ?? "");
  const managed = (name: string): boolean => attached.some((arn) => arn.endsWith(`/${name}`));
  if (
    isObject(inputs["vpcConfig"]) &&
    !managed("AWSLambdaVPCAccessExecutionRole") &&
    !allows(statements, "ec2:CreateNetworkInterface", "*")
  ) {
    throw new ApiError(
      "InvalidParameterValueException",
      "The provided execution role does not have permissions to call CreateNetworkInterface on EC2",
    );
  }
  const queue = isObject(inputs["deadLetterConfig"])
    ? textOf(inputs["deadLetterConfig"], "targetArn")
    : undefined;
  if (queue !== undefined && !allows(statements, "sqs:SendMessage", queue)) {
    throw new ApiError(
      "InvalidParameterValueException",
      "The provided execution role does not have permissions to call SendMessage on SQS",
    );
  }
}

function codeHash(code: Json | undefined): string {
  const text = isSigned(code) ? show(code["hash"] ?? code[SIGNATURE]) : "";
  return createHash("sha256").update(text).digest("base64");
}

const lambdaFunction: Service = {
  token: FUNCTION,
  autoname: { property: "name", limit: 64 },
  defaults: {
    memorySize: 128,
    packageType: "Zip",
    publish: false,
    reservedConcurrentExecutions: -1,
    skipDestroy: false,
    timeout: 3,
  },
  replacedBy: ["name", "packageType"],
  recomputed: (changed) => (changed.includes("code") ? ["codeSha256", "lastModified"] : []),
  validate(inputs) {
    const timeout = Number(inputs["timeout"] ?? 3);
    return timeout >= 1 && timeout <= 900
      ? []
      : [`expected timeout to be in the range (1 - 900), got ${String(timeout)}`];
  },
  create(call) {
    const { cloud, inputs, place } = call;
    const name = textOf(inputs, "name") ?? "";
    if (cloud.find(FUNCTION, name) !== undefined) {
      throw new ApiError("ResourceConflictException", `Function already exist: ${name}`);
    }
    const runtime = textOf(inputs, "runtime") ?? "";
    if (inputs["packageType"] !== "Image" && !RUNTIMES.test(runtime)) {
      throw new ApiError(
        "InvalidParameterValueException",
        `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions.`,
      );
    }
    requireRights(call, requireAssumable(call));
    requireHandler(inputs);
    const arn = arnIn(place, "lambda", `function:${name}`);
    return {
      id: name,
      computed: {
        architectures: inputs["architectures"] ?? ["x86_64"],
        arn,
        codeSha256: codeHash(inputs["code"]),
        ephemeralStorage: inputs["ephemeralStorage"] ?? { size: 512 },
        invokeArn: `arn:${place.partition}:apigateway:${place.region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
        lastModified: "2026-11-22T12:00:00.000+0000",
        loggingConfig: inputs["loggingConfig"] ?? {
          logFormat: "Text",
          logGroup: `/aws/lambda/${name}`,
        },
        qualifiedArn: `${arn}:$LATEST`,
        tracingConfig: inputs["tracingConfig"] ?? { mode: "PassThrough" },
        version: "$LATEST",
      },
    };
  },
  update(call) {
    requireRights(call, requireAssumable(call));
    requireHandler(call.inputs);
    return call.changed.includes("code") ? { codeSha256: codeHash(call.inputs["code"]) } : {};
  },
};

function requireFunction({ cloud, inputs }: Call, key: string): string {
  const given = textOf(inputs, key) ?? "";
  const name = given.startsWith("arn:") ? (given.split(":function:")[1] ?? given) : given;
  if (cloud.find(FUNCTION, name) === undefined) {
    throw new ApiError("ResourceNotFoundException", `Function not found: ${given}`);
  }
  return name;
}

const permission: Service = {
  token: PERMISSION,
  autoname: { property: "statementId", limit: 100, unless: ["statementIdPrefix"] },
  replacedBy: [
    "action",
    "function",
    "principal",
    "principalOrgId",
    "sourceAccount",
    "sourceArn",
    "statementId",
  ],
  create(call) {
    const name = requireFunction(call, "function");
    const { cloud, inputs } = call;
    const same = cloud
      .all(PERMISSION)
      .some(
        (other) =>
          other.inputs["function"] === inputs["function"] &&
          other.inputs["statementId"] === inputs["statementId"],
      );
    if (same) {
      throw new ApiError(
        "ResourceConflictException",
        `The statement id (${textOf(inputs, "statementId") ?? ""}) provided already exists for ${name}.`,
      );
    }
    return { id: textOf(inputs, "statementId") ?? `permission-${hex(8)}`, computed: {} };
  },
};

const asyncConfiguration: Service = {
  token: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  replacedBy: ["functionName", "qualifier"],
  validate(inputs) {
    const retries = Number(inputs["maximumRetryAttempts"] ?? 2);
    return retries >= 0 && retries <= 2
      ? []
      : [`expected maximumRetryAttempts to be in the range (0 - 2), got ${String(retries)}`];
  },
  create(call) {
    const name = requireFunction(call, "functionName");
    const destinations = call.inputs["destinationConfig"];
    const arns = (isObject(destinations) ? Object.values(destinations) : [])
      .flatMap((target) => (isList(target) ? target : [target]))
      .flatMap((target) => (isObject(target) ? (textOf(target, "destination") ?? []) : []));
    const missing = arns.find(
      (arn) => !call.cloud.records.some(({ state }) => state["arn"] === arn),
    );
    if (missing !== undefined) {
      throw new ApiError(
        "InvalidParameterValueException",
        `The destination ARN ${missing} is invalid.`,
      );
    }
    return { id: name, computed: {} };
  },
};

/** Lambda functions, who may call them, and what happens to calls that fail. */
export const FUNCTIONS: readonly Service[] = [lambdaFunction, permission, asyncConfiguration];
