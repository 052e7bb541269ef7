/** What a URN says of its resource, split for people. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The type token, without the types of its parents. */
  readonly type: string;
  readonly name: string;
}

/**
 * Splits `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`.
 *
 * @returns undefined if the text is not a URN. A name may hold `::` itself, so it is all that is
 *   left after the third separator.
 */
export function parseUrn(urn: string): UrnParts | undefined {
  const match = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s.exec(urn);
  if (match === null) return undefined;
  const [, stack = "", project = "", qualifiedType = "", name = ""] = match;
  return { stack, project, type: qualifiedType.split("$").at(-1) ?? "", name };
}

/**
 * A type token as it is written in a program: `aws.s3.BucketVersioning` for
 * `aws:s3/bucketVersioning:BucketVersioning`. Tokens of components stay as they are.
 */
export function shortType(token: string): string {
  const match = /^([\w-]+):([\w-]+)\/[\w-]+:(\w+)$/.exec(token);
  return match === null ? token : `${match[1] ?? ""}.${match[2] ?? ""}.${match[3] ?? ""}`;
}

/** A resource in words: `my-bucket (aws.s3.Bucket)`; text that is no URN stays as it is. */
export function describeUrn(urn: string): string {
  const parts = parseUrn(urn);
  return parts === undefined ? urn : `${parts.name} (${shortType(parts.type)})`;
}

/** The resource's logical name; text that is no URN stays as it is. */
export function nameOf(urn: string): string {
  return parseUrn(urn)?.name ?? urn;
}

/** A blocking property's resource and path; undefined of a phrase. */
export function splitPointer(
  pointer: string,
): { readonly urn: string; readonly property: string } | undefined {
  const hash = pointer.lastIndexOf("#");
  if (hash < 0 || parseUrn(pointer) === undefined) return undefined;
  return { urn: pointer.slice(0, hash), property: pointer.slice(hash + 1) };
}

/**
 * A blocking property in words: `my-bucket (aws.s3.Bucket), property arn`. Phrases stay, with
 * resources called by their names.
 */
export function describePointer(pointer: string): string {
  const parts = splitPointer(pointer);
  if (parts !== undefined) {
    const resource = describeUrn(parts.urn);
    return parts.property === "" ? resource : `${resource}, property ${parts.property}`;
  }
  if (parseUrn(pointer) !== undefined) return describeUrn(pointer);
  return pointer.replace(/urn:pulumi:[^\s,;()]+/g, (each) => {
    const inside = splitPointer(each);
    return inside === undefined ? nameOf(each) : `${nameOf(inside.urn)} (${inside.property})`;
  });
}
