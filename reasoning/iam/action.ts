import { remember } from "../remember";
import { actionPattern } from "./action-pattern";
import { findAction } from "./actions/catalogue";
import type { ResourceForm } from "./actions/resource-form";
import { resourceForm } from "./actions/resource-form";
import type { TextPattern } from "./text-pattern";

/** The action of a request, taken apart once. */
export interface Action {
  /** As the request writes it. */
  readonly written: string;
  /** `<service>:<name>` in small letters. */
  readonly folded: string;
  /** The prefix of the service, in small letters. */
  readonly service: string;
  /** What follows the prefix, in small letters. */
  readonly name: string;
  /** The whole as a pattern that statements are compared with. */
  readonly pattern: TextPattern;
  /** The resources that it is done to, none if empty; absent for an action that AWS's table lacks. */
  readonly resources?: readonly ResourceForm[];
  /** Whether every request names one of them. */
  readonly needsResource: boolean;
}

/** Takes the action of a request apart. */
export const actionOf = remember((written: string): Action => {
  const folded = written.toLowerCase();
  const colon = folded.indexOf(":");
  const service = folded.slice(0, colon);
  const listed = findAction(folded)?.resources;
  const resources = listed?.map(({ type }) => resourceForm(type.arn));
  // S3's kinds are each other's alternatives, and so none of them is required.
  const needsResource = listed?.some(({ required }) => required || service === "s3") ?? false;
  return {
    written,
    folded,
    service,
    name: folded.slice(colon + 1),
    pattern: actionPattern(written),
    ...(resources === undefined ? {} : { resources }),
    needsResource,
  };
});

/** Whether an action is done to no resource in particular: such a request is made on `*`. */
export function hasNoResource({ resources }: Action): boolean {
  return resources?.length === 0;
}
