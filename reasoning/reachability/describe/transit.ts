import { Unknown } from "../../known";
import type { Maybe } from "../../known";
import type { Listed, Network, TransitGatewayAttachment, TransitGatewayRoute } from "../network";
import type { Answers } from "./answers";
import type { Entry } from "./entry";
import { given, inState, present, wordOf } from "./entry";

/** Transit gateways, what they join, and their route tables. */
export function readTransit(
  answers: Answers,
): Pick<Network, "transitGateways" | "transitGatewayAttachments" | "transitGatewayRouteTables"> {
  const routes = routesByTable(answers);
  return {
    transitGateways: answers.listed("TransitGateways", (gateway) =>
      gateway.named("TransitGatewayId", (id) => ({
        id,
        securityGroupReferencingSupport: referencing(gateway, id),
      })),
    ),
    transitGatewayAttachments: readAttachments(answers),
    transitGatewayRouteTables: answers.listed("TransitGatewayRouteTables", (table) =>
      table.named("TransitGatewayRouteTableId", (id) => ({
        id,
        transitGatewayId: table.known("TransitGatewayId"),
        routes: routes.get(id) ?? [
          new Unknown([`the answer of search-transit-gateway-routes for ${id}`]),
        ],
      })),
    ),
  };
}

/** Answers of older tools leave it out; the default is not the same for gateways and attachments. */
function referencing(of: Entry | undefined, id: string): Maybe<boolean> {
  const word = of?.entry("Options")?.text("SecurityGroupReferencingSupport");
  if (word === "enable") return true;
  return word === "disable" ? false : new Unknown([`security group referencing of ${id}`]);
}

/** An attachment is told by one answer, and its subnets by another if it is one of a VPC. */
function readAttachments(answers: Answers): Listed<TransitGatewayAttachment> {
  const details = new Map(
    answers
      .entries("TransitGatewayVpcAttachments")
      .flatMap((each) => each.named("TransitGatewayAttachmentId", (id) => [id, each] as const)),
  );
  const seen = new Set<string>();
  return answers.listed("TransitGatewayAttachments", (each) =>
    each
      .named("TransitGatewayAttachmentId", (id) => {
        // Both ends of a peering of transit gateways have one id; neither is followed.
        if (seen.has(id) && each.text("ResourceType") === "peering") return [];
        seen.add(id);
        return [readAttachment(answers, each, id, details.get(id))];
      })
      .flat(),
  );
}

function readAttachment(
  answers: Answers,
  each: Entry,
  id: string,
  detail: Entry | undefined,
): TransitGatewayAttachment {
  const type = each.required("ResourceType");
  const vpc: Partial<TransitGatewayAttachment> =
    type === "vpc"
      ? {
          vpcId: each.known("ResourceId"),
          subnetIds: detail?.texts("SubnetIds") ?? [
            ...answers.rest("TransitGatewayVpcAttachments"),
            new Unknown([`the subnets of ${id}`]),
          ],
          securityGroupReferencingSupport: referencing(detail, id),
        }
      : {};
  return {
    id,
    transitGatewayId: each.known("TransitGatewayId"),
    ...vpc,
    ...given("routeTableId", tableOf(each)),
    ...given("state", each.text("State")),
  };
}

function tableOf(attachment: Entry) {
  const association = attachment.entry("Association");
  const state = association?.text("State");
  return present(association?.text("TransitGatewayRouteTableId"))
    .flatMap((id) => inState(state, ["associated"], ["associating", "disassociating"], id))
    .at(0);
}

function routesByTable(answers: Answers): ReadonlyMap<string, Listed<TransitGatewayRoute>> {
  const tables = new Map<string, Listed<TransitGatewayRoute>>();
  const found = answers
    .entries("TransitGatewayRoutes")
    .flatMap((each) => each.named("TransitGatewayRouteTableId", (id) => ({ id, each })));
  for (const { id, each } of found) {
    const isPartial = each.flag("AdditionalRoutesAvailable") === true || each.has("NextToken");
    tables.set(id, [
      ...(tables.get(id) ?? []),
      ...each.entries("Routes").flatMap(readRoutesTo),
      ...(isPartial ? [new Unknown([`further routes of ${id}`])] : []),
    ]);
  }
  return tables;
}

const TYPES = { static: "static", propagated: "propagated" } as const;
/** A deleted route is told for a while; a pending one does not act yet, but may soon. */
const STATES = { active: "active", blackhole: "blackhole" } as const;

/** A route with several attachments (ECMP) is as many routes. */
function readRoutesTo(route: Entry): Listed<TransitGatewayRoute> {
  const state = route.text("State");
  if (state === "deleted" || state === "deleting") return [];
  const common = {
    destination:
      route.cidr("DestinationCidrBlock") ??
      route.text("PrefixListId") ??
      new Unknown([`the destination of ${route.pointer}`]),
    ...given("origin", wordOf(route, "Type", TYPES)),
    ...given("state", wordOf(route, "State", STATES)),
  };
  const attachments = route
    .entries("TransitGatewayAttachments")
    .flatMap((each) => present(each.required("TransitGatewayAttachmentId")));
  return attachments.length === 0
    ? [common]
    : attachments.map((attachmentId) => ({ ...common, attachmentId }));
}
