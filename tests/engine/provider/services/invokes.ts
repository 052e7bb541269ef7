import { zonesOf } from "../cloud/place";
import { isList, isObject, textOf, textsOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { LOOKUPS } from "./lookups";
import type { Invoke } from "./service";

/** The caller: an administrator's session, as in a pipeline. */
const CALLER = { id: "AROAEXAMPLE0000000000:deployer", role: "assumed-role/deployer/session" };

function capital(key: string): string {
  return `${key[0]?.toUpperCase() ?? ""}${key.slice(1)}`;
}

function oneOrAll(list: readonly string[]): Json {
  const [only] = list;
  return list.length === 1 && only !== undefined ? only : [...list].sort().reverse();
}

function principalsOf(blocks: Json | undefined): Json {
  const entries = (isList(blocks) ? blocks : []).filter((block) => isObject(block));
  const any = entries.some((b) => b["type"] === "*" && textsOf(b, "identifiers").includes("*"));
  if (any) return "*";
  return Object.fromEntries(
    entries.map((block) => [textOf(block, "type") ?? "", oneOrAll(textsOf(block, "identifiers"))]),
  );
}

function conditionsOf(blocks: Json | undefined): JsonObject {
  const condition: Record<string, Record<string, Json>> = {};
  for (const block of (isList(blocks) ? blocks : []).filter((b) => isObject(b))) {
    const test = (condition[textOf(block, "test") ?? ""] ??= {});
    test[textOf(block, "variable") ?? ""] = oneOrAll(textsOf(block, "values"));
  }
  return condition;
}

function statementOf(block: JsonObject): JsonObject {
  const lists = ["actions", "notActions", "resources", "notResources"].flatMap((key) => {
    const values = textsOf(block, key);
    return values.length === 0 ? [] : [[capital(key).replace(/s$/, ""), oneOrAll(values)] as const];
  });
  return {
    ...(textOf(block, "sid") === undefined ? {} : { Sid: block["sid"] ?? "" }),
    Effect: textOf(block, "effect") ?? "Allow",
    ...Object.fromEntries(lists),
    ...(isList(block["principals"]) ? { Principal: principalsOf(block["principals"]) } : {}),
    ...(isList(block["conditions"]) ? { Condition: conditionsOf(block["conditions"]) } : {}),
  };
}

const policyDocument: Invoke = (args) => {
  const statements = (isList(args["statements"]) ? args["statements"] : []).filter((s) =>
    isObject(s),
  );
  const json = JSON.stringify(
    { Version: args["version"] ?? "2012-10-17", Statement: statements.map(statementOf) },
    null,
    2,
  );
  return { ...args, id: "policy-document", json, minifiedJson: JSON.stringify(JSON.parse(json)) };
};

/** Functions by token. What is not here is refused: an answer is never made up. */
export const INVOKES: Readonly<Record<string, Invoke>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, place) => ({
    accountId: place.account,
    arn: `arn:${place.partition}:sts::${place.account}:${CALLER.role}`,
    id: place.account,
    userId: CALLER.id,
  }),
  "aws:index/getRegion:getRegion": (args, place) => {
    const region = textOf(args, "region") ?? textOf(args, "name") ?? place.region;
    return {
      description: region,
      endpoint: `ec2.${region}.${place.dnsSuffix}`,
      id: region,
      name: region,
      region,
    };
  },
  "aws:index/getPartition:getPartition": (_, place) => ({
    dnsSuffix: place.dnsSuffix,
    id: place.partition,
    partition: place.partition,
    reverseDnsPrefix: place.dnsSuffix.split(".").reverse().join("."),
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, place) => {
    const zones = zonesOf(textOf(args, "region") ?? place.region, place.account).filter(
      (zone) =>
        !textsOf(args, "excludeNames").includes(zone.name) &&
        !textsOf(args, "excludeZoneIds").includes(zone.id),
    );
    return {
      ...args,
      groupNames: [place.region],
      id: place.region,
      names: zones.map((zone) => zone.name),
      region: place.region,
      zoneIds: zones.map((zone) => zone.id),
    };
  },
  "aws:index/getAvailabilityZone:getAvailabilityZone": (args, place) => {
    const zone = zonesOf(place.region, place.account).find(
      (z) => z.name === textOf(args, "name") || z.id === textOf(args, "zoneId"),
    );
    if (zone === undefined) throw new Error("no matching EC2 Availability Zone found");
    return {
      groupName: place.region,
      id: zone.name,
      name: zone.name,
      nameSuffix: zone.name.slice(place.region.length),
      networkBorderGroup: place.region,
      optInStatus: "opt-in-not-required",
      parentZoneId: "",
      parentZoneName: "",
      region: place.region,
      state: "available",
      zoneId: zone.id,
      zoneType: "availability-zone",
    };
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
  ...LOOKUPS,
};
