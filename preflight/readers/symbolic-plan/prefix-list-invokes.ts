import { unknownText } from "../../../mwaa/settings/unknown-text";
import type { Answerer, Place } from "./place";
import type { WireProperties } from "./protocol";
import { managedPrefixList } from "./symbols/prefix-lists";
import { knownText } from "./symbols/template";

/** Functions that look prefix lists up. Whose addresses a list holds is AWS's to say. */
export const PREFIX_LIST_ANSWERERS: Readonly<Record<string, Answerer>> = {
  "aws:ec2/getPrefixList:getPrefixList": (args, place) => {
    const list = find(args, "prefixListId", place);
    return list === undefined
      ? undefined
      : { ...args, ...list, cidrBlocks: [unknownText(`the addresses in ${list.name}`)] };
  },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": (args, place) => {
    const list = find(args, "id", place);
    return list === undefined
      ? undefined
      : {
          ...args,
          ...list,
          arn: `arn:${place.partition}:ec2:${list.region}:aws:prefix-list/${list.id}`,
          addressFamily: "IPv4",
          ownerId: "AWS",
          entries: [{ cidr: unknownText(`the addresses in ${list.name}`), description: "" }],
          maxEntries: unknownText(`the size of ${list.name}`),
          version: unknownText(`the version of ${list.name}`),
          tags: {},
        };
  },
};

/** The list by name or id; nothing if the question has any other condition. */
function find(args: WireProperties, byId: "prefixListId" | "id", { region }: Place) {
  const others = Object.entries(args).some(
    ([key, value]) => value !== null && !["name", "region", byId].includes(key),
  );
  if (others || region === undefined) return undefined;
  const [id, name] = [knownText(args[byId]), knownText(args["name"])];
  const list = managedPrefixList(
    { ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) },
    region,
  );
  return list === undefined ? undefined : { ...list, region };
}
