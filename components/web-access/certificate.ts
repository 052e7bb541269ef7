import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../children";

/** Seconds that resolvers keep the record of a proof. */
const PROOF_TTL_SECONDS = 60;

/**
 * Requests a certificate for a domain and proves it by a record in a public hosted zone.
 *
 * @returns the certificate's ARN, known once it is issued: a listener refuses one that is not.
 */
export function createCertificate(
  children: Children,
  domainName: pulumi.Input<string>,
  validationZoneId: pulumi.Input<string>,
): pulumi.Output<string> {
  const options = { parent: children.parent };
  const certificate = new acm.Certificate(
    children.named("certificate"),
    { domainName, validationMethod: "DNS", tags: children.tags("certificate") },
    options,
  );
  // One domain is proved by one record.
  const proof = certificate.domainValidationOptions.apply(([first]) => ({
    name: first?.resourceRecordName ?? "",
    type: first?.resourceRecordType ?? "CNAME",
    value: first?.resourceRecordValue ?? "",
  }));
  const record = new route53.Record(
    children.named("certificate-record"),
    {
      zoneId: validationZoneId,
      name: proof.name,
      type: proof.type,
      records: [proof.value],
      ttl: PROOF_TTL_SECONDS,
      // Every certificate of an account for a domain is proved by the same record.
      allowOverwrite: true,
    },
    options,
  );
  return new acm.CertificateValidation(
    children.named("certificate-validation"),
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
    options,
  ).certificateArn;
}
