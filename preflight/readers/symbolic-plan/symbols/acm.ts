import type { WireProperties, WireValue } from "../protocol";
import { regional } from "./regional";
import { draw, isNew, knownText, type Subject, type SymbolTable } from "./template";

/** Certificates. */
export const ACM_SYMBOLS: SymbolTable = regional({
  "aws:acm/certificate:Certificate": {
    arn: "arn:{partition}:acm:{region}:{account}:certificate/{uuid}",
    id: "{arn}",
    domainValidationOptions,
  },
  "aws:acm/certificateValidation:CertificateValidation": { id: "{uuid}" },
});

/** One record for each name that is to be proved; a wildcard is proved by the record of its domain. */
function domainValidationOptions(subject: Subject): readonly WireProperties[] | undefined {
  const { urn, inputs } = subject;
  const domains = domainsIn(inputs);
  if (inputs["validationMethod"] !== "DNS" || domains === undefined || !isNew(subject))
    return undefined;
  return domains.map((domainName) => {
    const base = domainName.replace(/^\*\./, "");
    const random = (what: string, length: number): string =>
      draw(urn, `${what} ${base}`, "hex", length);
    return {
      domainName,
      resourceRecordName: `_${random("name", 32)}.${base}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: `_${random("value", 32)}.${random("zone", 10)}.acm-validations.aws.`,
    };
  });
}

/** Every name on the certificate, once; undefined if one of them is not known. */
function domainsIn(inputs: WireProperties): readonly string[] | undefined {
  const others = inputs["subjectAlternativeNames"] ?? [];
  if (!Array.isArray(others)) return undefined;
  const names = [inputs["domainName"], ...(others as readonly WireValue[])].map(knownText);
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? [...new Set(known)] : undefined;
}
