import type { CallSubject, ServiceCall } from "../../../mwaa/service/calls";
import type { JointDecision, StatementPlace } from "../../../reasoning/iam";
import type { DocumentOrigin } from "../../model/access/role-policies";
import type { Resource } from "../../model/resource";
import { nameOf, someOf } from "./execution-role";
import type { Violation } from "../rule";

interface Asked {
  readonly action: string;
  readonly resource: string;
}

interface Refused {
  readonly call: ServiceCall;
  readonly asked: Asked;
}

/** The calls that a role is refused, put together by cause: one finding for each. */
export class Refusals {
  private readonly missing: Refused[] = [];
  private readonly bounded: Refused[] = [];
  private readonly denied = new Map<
    string,
    { readonly by: StatementPlace<DocumentOrigin>; readonly refused: Refused[] }
  >();
  private readonly asked = new Set<ServiceCall>();
  /** Calls of which something was allowed, or could not be told. */
  private readonly notAllMissing = new Set<ServiceCall>();

  constructor(
    private readonly role: Resource,
    private readonly subject: CallSubject,
  ) {}

  /** Takes a decision into account; one that allows, or cannot be told, refuses nothing. */
  add(call: ServiceCall, asked: Asked, decision: JointDecision<DocumentOrigin>): void {
    const { refusedBy, deniedBy } = decision;
    this.asked.add(call);
    if (refusedBy !== "missing") this.notAllMissing.add(call);
    if (refusedBy === "missing") this.missing.push({ call, asked });
    else if (refusedBy === "boundary") this.bounded.push({ call, asked });
    else if (refusedBy === "denial" && deniedBy !== undefined) {
      const { document, statement } = deniedBy;
      const cause = `${document.resource.urn}#${document.property}/${statement.index}`;
      const known = this.denied.get(cause) ?? { by: deniedBy, refused: [] };
      known.refused.push({ call, asked });
      this.denied.set(cause, known);
    }
  }

  /** What is wrong, by cause. */
  violations(): readonly Violation[] {
    const nothing = this.asked.size > 1 && this.notAllMissing.size === 0;
    return [
      ...[...this.denied.values()].map(({ by, refused }) => this.denial(by, refused)),
      ...(nothing
        ? [this.nothing(this.asked.size)]
        : byWhatIsMissing(this.missing).map((refused) => this.lack(refused))),
      ...(this.bounded.length === 0 ? [] : [this.limit(this.bounded)]),
    ];
  }

  private denial(
    { document: { resource, property }, statement }: StatementPlace<DocumentOrigin>,
    refused: readonly Refused[],
  ): Violation {
    const actions = someOf(refused.map(({ asked }) => asked.action));
    return {
      resource: this.role,
      related: [resource],
      message: `is denied ${actions}, with which MWAA ${purposesOf(refused)}`,
      witness: `${requestsOf(refused)}: ${property} of ${resource.name}, /Statement/${statement.index}`,
      ...predictionOf(refused),
      fix: `take ${actions} out of ${nameOf(statement)} in ${property} of ${resource.name}`,
    };
  }

  private lack(refused: readonly Refused[]): Violation {
    const actions = someOf(
      refused.map(({ asked }) => asked.action),
      8,
    );
    return {
      resource: this.role,
      message: `is not allowed ${actions}, with which MWAA ${purposesOf(refused)}`,
      witness: requestsOf(refused),
      ...predictionOf(refused),
      fix: `allow ${actions} on ${this.whereToAllow(refused)}`,
    };
  }

  private nothing(count: number): Violation {
    return {
      resource: this.role,
      message: `has no policy that allows any of the ${count} calls that MWAA makes with the execution role`,
      fix: "give the role the documented policy of an execution role for this environment and bucket",
    };
  }

  private limit(refused: readonly Refused[]): Violation {
    const actions = someOf(refused.map(({ asked }) => asked.action));
    return {
      resource: this.role,
      message: `permissionsBoundary does not allow ${actions}, with which MWAA ${purposesOf(refused)}`,
      witness: requestsOf(refused),
      ...predictionOf(refused),
      fix: `allow ${actions} in the permissions boundary too, or take the boundary away`,
    };
  }

  /** Where the documented policy allows it; that is broader than what is asked, where AWS needs it. */
  private whereToAllow(refused: readonly Refused[]): string {
    const [first] = refused;
    const { grant } = first?.call ?? {};
    const except = grant?.exceptOn?.(this.subject);
    if (except !== undefined) return `everything but ${except.join(", ")}`;
    return someOf(
      grant?.resources?.(this.subject) ?? refused.map(({ asked }) => asked.resource),
      1,
    );
  }
}

/** Calls that lack the same have one cause, such as a key that two services use for the role. */
function byWhatIsMissing(refused: readonly Refused[]): readonly (readonly Refused[])[] {
  const groups = new Map<string, Refused[]>();
  for (const call of new Set(refused.map((each) => each.call))) {
    const own = refused.filter((each) => each.call === call);
    const what = [...new Set(own.map(({ asked }) => `${asked.action} ${asked.resource}`))].join();
    groups.set(what, [...(groups.get(what) ?? []), ...own]);
  }
  return [...groups.values()];
}

function purposesOf(refused: readonly Refused[]): string {
  return someOf(
    refused.map(({ call }) => call.purpose),
    2,
  );
}

function requestsOf(refused: readonly Refused[]): string {
  const [first, ...others] = new Set(
    refused.map(({ asked: { action, resource } }) => `${action} on ${resource}`),
  );
  const text = first ?? "";
  return others.length === 0 ? text : `${text}, and ${others.length} more`;
}

function predictionOf(refused: readonly Refused[]): Pick<Violation, "predicts"> {
  const [first] = refused;
  return first === undefined ? {} : { predicts: first.call.predicts };
}
