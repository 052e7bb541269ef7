import type * as callbacks from "@pulumi/pulumi/proto/callback_pb";
import type * as resources from "@pulumi/pulumi/proto/resource_pb";
import type { Request } from "./monitor";

/** Functions of the program that change a resource's properties and options before it is registered. */
export interface Transforms {
  /** Adds one that applies to every resource of the stack. */
  addForStack(callback: callbacks.Callback): void;
  /** Lets the resource's own functions, its ancestors' and the stack's change a request, in this order. */
  apply(request: Request, message: resources.RegisterResourceRequest): Request | Promise<Request>;
}

/** For a program that uses none. */
export const noTransforms: Transforms = {
  addForStack: () => undefined,
  apply: (request) => request,
};
