import { hex } from "../cloud/ids";
import { isList, textOf, textsOf } from "../wire";
import { keyRecord, mayGrant } from "./keys-and-logs";
import { ApiError } from "./service";
import type { Call, Service } from "./service";

const OPERATIONS = [
  "CreateGrant",
  "Decrypt",
  "DeriveSharedSecret",
  "DescribeKey",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateMac",
  "GetPublicKey",
  "ReEncryptFrom",
  "ReEncryptTo",
  "RetireGrant",
  "Sign",
  "Verify",
  "VerifyMac",
];

const PRINCIPAL = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(root|(?:role|user|assumed-role)\/(.+))$/;

/** A role that the cloud could know has to exist; users and sessions are taken as given. */
function requireGrantee({ cloud, inputs }: Call, key: string): void {
  const arn = textOf(inputs, key);
  if (arn === undefined) return;
  const [, account = "", resource = "", path = ""] = PRINCIPAL.exec(arn) ?? [];
  const role = path.split("/").at(-1);
  const missing =
    resource.startsWith("role/") &&
    !cloud.everywhere.some(
      (record) =>
        record.token === "aws:iam/role:Role" && record.account === account && record.id === role,
    );
  if (account === "" || missing) {
    throw new ApiError("InvalidArnException", `ARN does not refer to a valid principal: ${arn}`);
  }
}

const grant: Service = {
  token: "aws:kms/grant:Grant",
  autoname: { property: "name", limit: 256 },
  defaults: { retireOnDelete: false },
  replacedBy: [
    "constraints",
    "grantCreationTokens",
    "granteePrincipal",
    "keyId",
    "name",
    "operations",
    "retireOnDelete",
    "retiringPrincipal",
  ],
  validate(inputs) {
    const unknown = textsOf(inputs, "operations").filter((name) => !OPERATIONS.includes(name));
    return unknown.map(
      (name) => `expected operations to be one of [${OPERATIONS.join(" ")}], got ${name}`,
    );
  },
  create(call) {
    const { cloud, inputs, place } = call;
    const target = textOf(inputs, "keyId") ?? "";
    if (target.includes("alias/")) {
      throw new ApiError("InvalidArnException", `${target} is an alias; grants are made on keys`);
    }
    const found = keyRecord(cloud.records, target) ?? keyRecord(cloud.everywhere, target);
    if (found === undefined) {
      throw new ApiError("NotFoundException", `Key '${target}' does not exist`);
    }
    if (found.account !== place.account && !target.startsWith("arn:")) {
      throw new ApiError("NotFoundException", `Key '${target}' does not exist`);
    }
    if (!mayGrant(cloud.everywhere, found, place.account)) {
      throw new ApiError(
        "AccessDeniedException",
        `User is not authorized to perform: kms:CreateGrant on resource: ${target}`,
      );
    }
    if (isList(inputs["operations"]) && inputs["operations"].length === 0) {
      throw new ApiError("ValidationException", "operations: at least one is required");
    }
    requireGrantee(call, "granteePrincipal");
    requireGrantee(call, "retiringPrincipal");
    const grantId = hex(64);
    return { id: `${target}:${grantId}`, computed: { grantId, grantToken: hex(48) } };
  },
};

/** Grants on keys. */
export const KEY_GRANTS: readonly Service[] = [grant];
