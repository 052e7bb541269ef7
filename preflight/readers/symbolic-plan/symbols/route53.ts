import { knownText, type Subject, type SymbolTable } from "./template";

/** Route 53 is global: its types have no `region` output. */
export const ROUTE53_SYMBOLS: SymbolTable = {
  "aws:route53/zone:Zone": {
    zoneId: "Z{caps20}",
    id: "{zoneId}",
    arn: "arn:{partition}:route53:::hostedzone/{zoneId}",
  },
  "aws:route53/record:Record": { fqdn, id: recordId },
  "aws:route53/zoneAssociation:ZoneAssociation": { id: "{zoneId}:{vpcId}" },
  "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization": { id: "{zoneId}:{vpcId}" },
};

/** The full name: what does not end in the zone's name is put in front of it. */
function fqdn({ inputs, byId }: Subject): string | undefined {
  const zone = knownText(byId(knownText(inputs["zoneId"]) ?? "")?.["name"]);
  const name = knownText(inputs["name"]);
  if (zone === undefined || name === undefined) return undefined;
  const [domain, own] = [bare(zone), bare(name)];
  if (own === "") return domain;
  return own === domain || own.endsWith(`.${domain}`) ? own : `${own}.${domain}`;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function recordId({ inputs }: Subject): string | undefined {
  const { setIdentifier } = inputs;
  const parts = [inputs["zoneId"], inputs["name"], inputs["type"]].map(knownText);
  if (setIdentifier !== undefined && setIdentifier !== null) parts.push(knownText(setIdentifier));
  return parts.includes(undefined) ? undefined : parts.join("_");
}
