import type { Cloud } from "../cloud/cloud";
import { arnIn } from "../cloud/place";
import type { Place } from "../cloud/place";
import type { CloudRecord } from "../cloud/records";
import { asSeenBy } from "../participant";
import { isList, isObject, show, textOf, textsOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { S3_BLOCKS, SERVICE_INTERFACE, s3PrefixList } from "./endpoints";
import { routeTableOf } from "./environment-network";
import type { Invoke } from "./service";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ACL = "aws:ec2/networkAcl:NetworkAcl";
const DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ACL_ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

interface Found {
  readonly id: string;
  readonly state: JsonObject;
}

/** Names of the EC2 API's filters whose property is called differently. */
const FILTER_PROPERTIES: Readonly<Record<string, string>> = {
  "group-id": "id",
  "group-name": "name",
  "network-acl-id": "id",
  "network-interface-id": "id",
  "route-table-id": "id",
  "subnet-id": "id",
  "vpc-endpoint-id": "id",
};

function propertyOf(filter: string): string {
  return (
    FILTER_PROPERTIES[filter] ??
    filter.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  );
}

function tagsOf(state: JsonObject): JsonObject {
  const tags = state["tagsAll"] ?? state["tags"];
  return isObject(tags) ? tags : {};
}

function matchesFilter(
  found: Found,
  filter: JsonObject,
  extra: (found: Found) => JsonObject,
): boolean {
  const name = textOf(filter, "name") ?? "";
  const values = textsOf(filter, "values");
  const tag = /^tag:(.+)$/.exec(name)?.[1];
  const bag: JsonObject = { ...found.state, id: found.id };
  const actual =
    tag === undefined ? (extra(found)[name] ?? bag[propertyOf(name)]) : tagsOf(found.state)[tag];
  const texts = isList(actual) ? actual.map(show) : [show(actual)];
  return values.some((value) => texts.includes(value));
}

/** Arguments that are no condition on what is looked up. */
const NO_CONDITIONS = ["filters", "region", "tags"];

interface Search {
  /** Arguments that mean another property. */
  readonly names?: Readonly<Record<string, string>>;
  /** Values of filters that are no properties. */
  readonly extra?: (found: Found) => JsonObject;
}

function search(found: readonly Found[], args: JsonObject, options: Search = {}): readonly Found[] {
  const extra = options.extra ?? (() => ({}));
  const filters = (isList(args["filters"]) ? args["filters"] : []).filter((f) => isObject(f));
  const tags = isObject(args["tags"]) ? args["tags"] : {};
  const conditions = Object.entries(args).filter(
    ([key, value]) => !NO_CONDITIONS.includes(key) && value !== null && value !== "",
  );
  return found.filter(
    (candidate) =>
      conditions.every(([key, value]) => {
        const property = options.names?.[key] ?? key;
        const bag: JsonObject = { ...candidate.state, ...extra(candidate), id: candidate.id };
        const actual = bag[property];
        return isList(actual) ? actual.includes(value) : show(actual) === show(value);
      }) &&
      Object.entries(tags).every(([key, value]) => tagsOf(candidate.state)[key] === value) &&
      filters.every((filter) => matchesFilter(candidate, filter, extra)),
  );
}

function only(found: readonly Found[], what: string): Found {
  const [first] = found;
  if (first === undefined) throw new Error(`no matching ${what} found`);
  if (found.length > 1) {
    throw new Error(
      `multiple ${what}s matched; use additional constraints to reduce matches to a single ${what}`,
    );
  }
  return first;
}

function seen(cloud: Cloud, token: string): readonly Found[] {
  return cloud.all(token).map((record) => ({ id: record.id, state: asSeenBy(cloud, record) }));
}

/** Everything that a function answers about one thing, its empty values included. */
function answer({ id, state }: Found, more: JsonObject = {}): JsonObject {
  return { ...state, id, tags: tagsOf(state), ...more };
}

function ids(found: readonly Found[], args: JsonObject, place: Place): JsonObject {
  return { ...args, id: place.region, ids: found.map(({ id }) => id), region: place.region };
}

const EMPTY_ROUTE: JsonObject = Object.fromEntries(
  [
    "carrierGatewayId",
    "cidrBlock",
    "coreNetworkArn",
    "destinationPrefixListId",
    "egressOnlyGatewayId",
    "gatewayId",
    "instanceId",
    "ipv6CidrBlock",
    "localGatewayId",
    "natGatewayId",
    "networkInterfaceId",
    "transitGatewayId",
    "vpcEndpointId",
    "vpcPeeringConnectionId",
  ].map((key) => [key, ""] as const),
);

function routesOf(cloud: Cloud, table: CloudRecord): readonly Json[] {
  const inline = isList(table.inputs["routes"]) ? table.inputs["routes"] : [];
  const separate = cloud.everywhere
    .filter(({ token, inputs }) => token === ROUTE && inputs["routeTableId"] === table.id)
    .map(({ inputs }) => ({
      cidrBlock: inputs["destinationCidrBlock"] ?? "",
      ipv6CidrBlock: inputs["destinationIpv6CidrBlock"] ?? "",
      ...Object.fromEntries(Object.entries(inputs).filter(([key]) => key in EMPTY_ROUTE)),
    }));
  const gateways = cloud.everywhere
    .filter(
      ({ token, inputs, id }) =>
        token === ENDPOINT &&
        inputs["vpcEndpointType"] !== "Interface" &&
        (textsOf(inputs, "routeTableIds").includes(table.id) ||
          cloud.everywhere.some(
            (edge) =>
              edge.token ===
                "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation" &&
              edge.inputs["routeTableId"] === table.id &&
              edge.inputs["vpcEndpointId"] === id,
          )),
    )
    .map(({ id, state }) => ({
      gatewayId: id,
      destinationPrefixListId: textOf(state, "prefixListId") ?? "",
    }));
  return [...inline, ...separate, ...gateways].map((route) => ({
    ...EMPTY_ROUTE,
    ...(isObject(route) ? route : {}),
  }));
}

function associationsOf(cloud: Cloud, tableId: string): readonly JsonObject[] {
  const separate = cloud.everywhere
    .filter(
      ({ token, inputs }) => token === TABLE_ASSOCIATION && inputs["routeTableId"] === tableId,
    )
    .map((record) => ({
      gatewayId: textOf(record.inputs, "gatewayId") ?? "",
      main: false,
      routeTableAssociationId: record.id,
      routeTableId: tableId,
      subnetId: textOf(record.inputs, "subnetId") ?? "",
    }));
  const vpc = cloud.all(VPC).find(({ state }) => state["mainRouteTableId"] === tableId);
  const main = {
    gatewayId: "",
    main: true,
    routeTableAssociationId: `rtbassoc-main-${tableId}`,
    routeTableId: tableId,
    subnetId: "",
  };
  return vpc === undefined ? separate : [main, ...separate];
}

/** Route tables that somebody made, and the main ones that came with their VPC. */
function routeTables(cloud: Cloud): readonly CloudRecord[] {
  const made = cloud.all(TABLE);
  const brought = cloud.all(VPC).flatMap((vpc) => {
    const id = textOf(vpc.state, "mainRouteTableId") ?? "";
    if (made.some((table) => table.id === id)) return [];
    const inputs = { vpcId: vpc.id };
    return [{ ...vpc, token: TABLE, id, inputs, state: { ...inputs, ownerId: vpc.account } }];
  });
  return [...made, ...brought];
}

function tableFilters(cloud: Cloud): (found: Found) => JsonObject {
  return ({ id }) => {
    const associations = associationsOf(cloud, id);
    return {
      "association.main": associations.some(({ main }) => main === true) ? "true" : "false",
      "association.subnet-id": associations.map(({ subnetId }) => subnetId ?? ""),
    };
  };
}

const routeTable: Invoke = (args, _place, cloud) => {
  const tables = routeTables(cloud);
  const subnetId = textOf(args, "subnetId");
  const subnet = subnetId === undefined ? undefined : cloud.find(SUBNET, subnetId);
  const wanted =
    subnet === undefined
      ? args
      : { ...args, subnetId: null, routeTableId: routeTableOf(cloud.everywhere, subnet) ?? "" };
  const found = search(tables, wanted, {
    names: { routeTableId: "id" },
    extra: tableFilters(cloud),
  });
  const { id, state } = only(found, "EC2 Route Table");
  const table = tables.find((record) => record.id === id);
  return answer(
    { id, state },
    {
      associations: associationsOf(cloud, id),
      gatewayId: "",
      routeTableId: id,
      routes: table === undefined ? [] : routesOf(cloud, table),
      subnetId: subnetId ?? "",
    },
  );
};

function aclFilters(cloud: Cloud): (found: Found) => JsonObject {
  return ({ id, state }) => ({
    default: state["default"] === true ? "true" : "false",
    "association.subnet-id": [
      ...textsOf(state, "subnetIds"),
      ...cloud.everywhere
        .filter(({ token, inputs }) => token === ACL_ASSOCIATION && inputs["networkAclId"] === id)
        .map(({ inputs }) => textOf(inputs, "subnetId") ?? ""),
      ...(state["default"] === true ? subnetsOnDefaultAcl(cloud, textOf(state, "vpcId")) : []),
    ],
  });
}

function subnetsOnDefaultAcl(cloud: Cloud, vpcId: string | undefined): readonly string[] {
  const elsewhere = cloud.everywhere.flatMap(({ token, inputs }) => {
    if (token === ACL_ASSOCIATION) return [textOf(inputs, "subnetId") ?? ""];
    return token === ACL ? textsOf(inputs, "subnetIds") : [];
  });
  return cloud
    .all(SUBNET)
    .filter(({ id, inputs }) => inputs["vpcId"] === vpcId && !elsewhere.includes(id))
    .map(({ id }) => id);
}

/** Network ACLs that somebody made or told of, and the default ones that came with their VPC. */
function networkAcls(cloud: Cloud): readonly Found[] {
  const told = seen(cloud, ACL);
  const defaults = cloud.all(VPC).map((vpc) => {
    const id = textOf(vpc.state, "defaultNetworkAclId") ?? "";
    const open = { action: "allow", cidrBlock: "0.0.0.0/0", protocol: "-1", ruleNo: 100 };
    const rules = [{ ...open, fromPort: 0, toPort: 0 }];
    const made = { vpcId: vpc.id, ownerId: vpc.account, ingress: rules, egress: rules };
    return { id, state: { ...(told.find((acl) => acl.id === id)?.state ?? made), default: true } };
  });
  const ids = defaults.map(({ id }) => id);
  return [...defaults, ...told.filter(({ id }) => !ids.includes(id))];
}

function groupRules(cloud: Cloud, groupId: string, direction: "Ingress" | "Egress"): Json[] {
  return cloud
    .all(`aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`)
    .filter(({ inputs }) => inputs["securityGroupId"] === groupId)
    .map(({ inputs }) => {
      const list = (key: string): Json => (inputs[key] === undefined ? [] : [inputs[key] ?? ""]);
      const peer = inputs["referencedSecurityGroupId"];
      return {
        cidrBlocks: list("cidrIpv4"),
        description: inputs["description"] ?? "",
        fromPort: Number(inputs["fromPort"] ?? 0),
        ipv6CidrBlocks: list("cidrIpv6"),
        prefixListIds: list("prefixListId"),
        protocol: inputs["ipProtocol"] ?? "-1",
        securityGroups: peer === undefined || peer === groupId ? [] : [peer],
        self: peer === groupId,
        toPort: Number(inputs["toPort"] ?? 0),
      };
    });
}

/**
 * What the provider reads of something that a program did not make: with everything that was made apart from it, such
 * as routes and rules. Undefined when it is not there.
 */
export function asFound(cloud: Cloud, token: string, id: string): JsonObject | undefined {
  if (token === TABLE) {
    const table = routeTables(cloud).find((record) => record.id === id);
    return table === undefined ? undefined : { ...table.state, routes: routesOf(cloud, table) };
  }
  if (token === DEFAULT_ACL || token === ACL) {
    const found = networkAcls(cloud).find((acl) => acl.id === id);
    if (token === ACL && found?.state["default"] === true) {
      throw new Error("use the `aws_default_network_acl` resource instead");
    }
    if (found === undefined) return undefined;
    const subnetIds = aclFilters(cloud)(found)["association.subnet-id"] ?? [];
    return { ...found.state, subnetIds, defaultNetworkAclId: id };
  }
  const record = cloud.find(token, id);
  if (record === undefined) return undefined;
  const state = asSeenBy(cloud, record);
  if (token !== GROUP) return state;
  const inline = (key: string): readonly Json[] => {
    const rules = state[key];
    return isList(rules) ? rules : [];
  };
  return {
    ...state,
    ingress: [...inline("ingress"), ...groupRules(cloud, id, "Ingress")],
    egress: [...inline("egress"), ...groupRules(cloud, id, "Egress")],
  };
}

function prefixList(args: JsonObject, place: Place): JsonObject {
  const s3 = s3PrefixList(place);
  const found = search([{ id: s3.id, state: { name: s3.name } }], args, {
    names: { prefixListId: "id" },
    extra: () => ({ "prefix-list-name": s3.name, "prefix-list-id": s3.id }),
  });
  const { id } = only(found, "EC2 Prefix List");
  return { cidrBlocks: [...S3_BLOCKS], id, name: s3.name, prefixListId: id, region: place.region };
}

/** Functions that look up what exists; who prepares a network in the cloud can look it up. */
export const LOOKUPS: Readonly<Record<string, Invoke>> = {
  "aws:ec2/getVpc:getVpc": (args, place, cloud) =>
    answer(only(search(seen(cloud, VPC), args), "EC2 VPC"), {
      cidrBlockAssociations: [],
      default: false,
      ipv6CidrBlockAssociations: [],
      region: place.region,
      state: "available",
    }),
  "aws:ec2/getSubnet:getSubnet": (args, place, cloud) =>
    answer(only(search(seen(cloud, SUBNET), args), "EC2 Subnet"), {
      availableIpAddressCount: 251,
      defaultForAz: false,
      region: place.region,
      state: "available",
    }),
  "aws:ec2/getSubnets:getSubnets": (args, place, cloud) =>
    ids(search(seen(cloud, SUBNET), args), args, place),
  "aws:ec2/getRouteTable:getRouteTable": routeTable,
  "aws:ec2/getRouteTables:getRouteTables": (args, place, cloud) =>
    ids(search(routeTables(cloud), args, { extra: tableFilters(cloud) }), args, place),
  "aws:ec2/getNetworkAcls:getNetworkAcls": (args, place, cloud) =>
    ids(search(networkAcls(cloud), args, { extra: aclFilters(cloud) }), args, place),
  "aws:ec2/getSecurityGroup:getSecurityGroup": (args, _place, cloud) =>
    answer(only(search(seen(cloud, GROUP), args), "EC2 Security Group")),
  "aws:ec2/getSecurityGroups:getSecurityGroups": (args, place, cloud) => {
    const found = search(seen(cloud, GROUP), args);
    const arns = found.map(({ id }) => arnIn(place, "ec2", `security-group/${id}`));
    const vpcIds = found.map(({ state }) => textOf(state, "vpcId") ?? "");
    return { ...ids(found, args, place), arns, vpcIds };
  },
  "aws:ec2/getVpcEndpoint:getVpcEndpoint": (args, _place, cloud) =>
    answer(only(search(seen(cloud, ENDPOINT), args), "EC2 VPC Endpoint"), { dnsOptions: [] }),
  "aws:ec2/getNetworkInterface:getNetworkInterface": (args, place, cloud) =>
    answer(only(search(seen(cloud, SERVICE_INTERFACE), args), "EC2 Network Interface"), {
      region: place.region,
    }),
  "aws:ec2/getNetworkInterfaces:getNetworkInterfaces": (args, place, cloud) =>
    ids(search(seen(cloud, SERVICE_INTERFACE), args), args, place),
  "aws:ec2/getPrefixList:getPrefixList": (args, place) => prefixList(args, place),
};
