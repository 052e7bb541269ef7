import { regional } from "./regional";
import { isNew, knownText, type Made, type Subject, type SymbolTable } from "./template";

/** AWS Client VPN. */
export const CLIENT_VPN_SYMBOLS: SymbolTable = regional({
  "aws:ec2clientvpn/endpoint:Endpoint": {
    id: "cvpn-endpoint-0{hex16}",
    arn: "arn:{partition}:ec2:{region}:{account}:client-vpn-endpoint/{id}",
    dnsName: "*.{id}.prod.clientvpn.{region}.{dnsSuffix}",
    selfServicePortalUrl,
  },
  "aws:ec2clientvpn/networkAssociation:NetworkAssociation": {
    id: "cvpn-assoc-0{hex16}",
    associationId: "{id}",
    vpcId: ({ inputs, byId }) => knownText(byId(knownText(inputs["subnetId"]) ?? "")?.["vpcId"]),
  },
  "aws:ec2clientvpn/authorizationRule:AuthorizationRule": { id: authorizationRuleId },
  "aws:ec2clientvpn/route:Route": {
    id: "{clientVpnEndpointId},{targetVpcSubnetId},{destinationCidrBlock}",
  },
});

function selfServicePortalUrl(subject: Subject, made: Made): string | undefined {
  const id = knownText(made["id"]);
  return subject.inputs["selfServicePortal"] === "enabled" && id !== undefined && isNew(subject)
    ? `https://self-service.clientvpn.amazonaws.com/endpoints/${id}`
    : undefined;
}

function authorizationRuleId({ inputs }: Subject): string | undefined {
  const { accessGroupId } = inputs;
  const parts = [inputs["clientVpnEndpointId"], inputs["targetNetworkCidr"]].map(knownText);
  if (accessGroupId !== undefined && accessGroupId !== null) parts.push(knownText(accessGroupId));
  return parts.includes(undefined) ? undefined : parts.join(",");
}
