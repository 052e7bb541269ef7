import { randomUUID } from "node:crypto";

import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import { isList, isObject, textOf, textsOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { ApiError } from "./service";
import type { Service } from "./service";

const CERTIFICATE = "aws:acm/certificate:Certificate";
const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const VPC = "aws:ec2/vpc:Vpc";

function validationOption(domain: string): JsonObject {
  const name = domain.replace(/^\*\./, "");
  return {
    domainName: domain,
    resourceRecordName: `_${hex(32)}.${name}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${hex(32)}.acm-validations.aws.`,
  };
}

const certificate: Service = {
  token: CERTIFICATE,
  replacedBy: ["domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"],
  create({ inputs, place }) {
    const arn = arnIn(place, "acm", `certificate/${randomUUID()}`);
    const domain = textOf(inputs, "domainName") ?? "";
    const names = [
      domain,
      ...textsOf(inputs, "subjectAlternativeNames").filter((n) => n !== domain),
    ];
    const byDns = inputs["validationMethod"] === "DNS";
    return {
      id: arn,
      computed: {
        arn,
        domainValidationOptions: byDns ? names.map(validationOption) : [],
        keyAlgorithm: inputs["keyAlgorithm"] ?? "RSA_2048",
        options: inputs["options"] ?? {},
        renewalEligibility: "INELIGIBLE",
        status: inputs["certificateBody"] === undefined ? "PENDING_VALIDATION" : "ISSUED",
        subjectAlternativeNames: names,
        type: inputs["certificateBody"] === undefined ? "AMAZON_ISSUED" : "IMPORTED",
      },
    };
  },
  remove({ cloud, id }) {
    const used = cloud
      .all("aws:lb/listener:Listener")
      .some(({ inputs }) => inputs["certificateArn"] === id);
    if (used) throw new ApiError("ResourceInUseException", `Certificate ${id} is in use.`);
  },
};

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}

const validation: Service = {
  token: "aws:acm/certificateValidation:CertificateValidation",
  replacedBy: ["certificateArn", "validationRecordFqdns"],
  create({ cloud, inputs }) {
    const arn = textOf(inputs, "certificateArn") ?? "";
    const found = cloud.find(CERTIFICATE, arn);
    if (found === undefined) {
      throw new ApiError("ResourceNotFoundException", `Could not find certificate ${arn}.`);
    }
    const options = found.state["domainValidationOptions"];
    const wanted = (isList(options) ? options : [])
      .filter((option) => isObject(option))
      .map((option) => withoutDot(textOf(option, "resourceRecordName") ?? ""));
    const present = cloud.all(RECORD).map(({ state }) => withoutDot(textOf(state, "fqdn") ?? ""));
    const missing = wanted.find((name) => !present.includes(name));
    if (missing !== undefined) {
      throw new Error(
        `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (the record ${missing} does not exist)`,
      );
    }
    return { id: `0001-01-01 00:00:00 +0000 UTC ${arn.slice(-12)}`, computed: {} };
  },
};

function vpcIdsOf(value: Json | undefined): readonly string[] {
  return (isList(value) ? value : [])
    .filter((item) => isObject(item))
    .flatMap((item) => textOf(item, "vpcId") ?? []);
}

const zone: Service = {
  token: ZONE,
  autoname: { property: "name", limit: 255 },
  defaults: { comment: "Managed by Pulumi", forceDestroy: false },
  replacedBy: ["delegationSetId", "name"],
  create({ cloud, inputs, place }) {
    const vpcs = vpcIdsOf(inputs["vpcs"]);
    const silent = vpcs.find((id) => {
      const state = cloud.find(VPC, id)?.state;
      return state?.["enableDnsSupport"] === false || state?.["enableDnsHostnames"] === false;
    });
    if (silent !== undefined) {
      // Route 53 itself accepts it; nobody in the VPC would then see the zone.
      throw new ApiError("RigOrdering", `${silent} has DNS support or DNS hostnames off`);
    }
    const id = `Z0${hex(18).toUpperCase()}`;
    return {
      id,
      computed: {
        arn: arnIn(place, "route53", `hostedzone/${id}`, "global"),
        nameServers: [1, 2, 3, 4].map((n) => `ns-${String(n)}.awsdns-0${String(n)}.com`),
        primaryNameServer: "ns-1.awsdns-01.com",
        zoneId: id,
      },
    };
  },
  remove({ cloud, id, state }) {
    const records = cloud.all(RECORD).some(({ inputs }) => inputs["zoneId"] === id);
    if (records && state["forceDestroy"] !== true) {
      throw new ApiError(
        "HostedZoneNotEmpty",
        "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
      );
    }
  },
};

const record: Service = {
  token: RECORD,
  defaults: {},
  replacedBy: ["name", "setIdentifier", "type", "zoneId"],
  create({ cloud, inputs }) {
    const zoneId = textOf(inputs, "zoneId") ?? "";
    const found = cloud.find(ZONE, zoneId);
    if (found === undefined) {
      throw new ApiError("NoSuchHostedZone", `No hosted zone found with ID: ${zoneId}`);
    }
    const domain = withoutDot(textOf(found.inputs, "name") ?? "");
    const given = withoutDot(textOf(inputs, "name") ?? "");
    const fqdn = given === domain || given.endsWith(`.${domain}`) ? given : `${given}.${domain}`;
    const type = textOf(inputs, "type") ?? "";
    const id = `${zoneId}_${given}_${type}`;
    if (cloud.find(RECORD, id) !== undefined && inputs["allowOverwrite"] !== true) {
      throw new ApiError(
        "InvalidChangeBatch",
        `[Tried to create resource record set [name='${fqdn}.', type='${type}'] but it already exists]`,
      );
    }
    if (type === "CNAME" && fqdn === domain) {
      throw new ApiError(
        "InvalidChangeBatch",
        `[RRSet of type CNAME with DNS name ${fqdn}. is not permitted at apex in zone ${domain}.]`,
      );
    }
    return { id, computed: { allowOverwrite: inputs["allowOverwrite"] ?? false, fqdn } };
  },
};

/** Certificates, hosted zones and their records. */
export const CERTIFICATES_AND_NAMES: readonly Service[] = [certificate, validation, zone, record];
