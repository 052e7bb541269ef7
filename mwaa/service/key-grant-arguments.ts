import type { Fault } from "../fault";
import { containsUnknownText } from "../settings/unknown-text";
import type { Source } from "../source";
import {
  type GrantOperation,
  grantOperation,
  isLimitedByContext,
  type KeyType,
  operationsFor,
  operationsOf,
} from "./grant-operations";

/** Where the forms of a principal, of a name and of a constraint stand. */
export const KEY_GRANT_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html",
  section: "Request Parameters",
  read: "2026-11-22",
};

/** The most pairs that the encryption context of a constraint has. */
export const MOST_CONTEXT_PAIRS = 8;

/** The most characters that the encryption context of a constraint has, keys and values together. */
export const MOST_CONTEXT_CHARACTERS = 384;

/** A grant as somebody asks for it; what is not known offline is marked text. */
export interface KeyGrantArguments {
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly encryptionContext?: {
    readonly equals?: Readonly<Record<string, string>>;
    readonly subset?: Readonly<Record<string, string>>;
  };
  readonly retiringPrincipal?: string;
  readonly grantName?: string;
  /** What kind of key it is. @default "symmetric-encryption", the only one that environments take */
  readonly keyType?: KeyType;
  /** Whether a whole account may be the grantee. @default false */
  readonly wholeAccount?: boolean;
}

/** Everything that is wrong with a grant. */
export function keyGrantFaults(args: KeyGrantArguments): Fault[] {
  const { keyType = "symmetric-encryption" } = args;
  return [
    ...granteeFaults(args),
    ...operationsFaults(args.operations, keyType),
    ...contextFaults(args, keyType),
    ...(args.retiringPrincipal === undefined
      ? []
      : principalFaults("retiringPrincipal", args.retiringPrincipal)),
    ...nameFaults(args.grantName),
  ];
}

const PARTITION = "arn:aws(?:-[a-z]+)*";
const ROOT = new RegExp(`^${PARTITION}:iam::\\d{12}:root$`);
const PRINCIPAL = new RegExp(
  `^${PARTITION}:(?:iam::\\d{12}:(?:root|(?:user|role)/[\\w+=,.@/-]+)` +
    `|sts::\\d{12}:(?:assumed-role/[\\w+=,.@-]+/[\\w+=,.@-]+|federated-user/[\\w+=,.@-]+))$`,
);
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;
const PRINCIPALS_ALLOWED =
  "the ARN of a role or a user, such as arn:aws:iam::444455556666:role/data-reader";

type Wrong = Pick<Fault, "problem" | "fix">;

function principalFaults(argument: string, principal: string): Fault[] {
  if (containsUnknownText(principal)) return [];
  const wrong = principalProblem(argument, principal);
  if (wrong === undefined) return [];
  return [{ path: [argument], got: principal, allowed: PRINCIPALS_ALLOWED, ...wrong }];
}

function principalProblem(argument: string, principal: string): Wrong | undefined {
  if (principal.includes("*")) {
    return {
      problem: "has a wildcard, and a grant is for one principal",
      fix: `give one role, and a grant of its own to each other ${argument}`,
    };
  }
  if (SERVICE.test(principal)) {
    return {
      problem: "is a service, which KMS lets in by its callers or by a grant that names its source",
      fix: "leave the grant to the service, which makes it with the rights of its caller",
    };
  }
  if (PRINCIPAL.test(principal)) return undefined;
  return {
    problem: "is not the ARN of a principal",
    fix: "give the arn output of the role or user",
  };
}

function granteeFaults({ grantee, wholeAccount = false }: KeyGrantArguments): Fault[] {
  const faults = principalFaults("grantee", grantee);
  if (faults.length > 0 || wholeAccount || !ROOT.test(grantee)) return faults;
  return [
    {
      path: ["grantee"],
      problem: "is a whole account, and with it everybody whom its IAM policies let",
      got: grantee,
      allowed: PRINCIPALS_ALLOWED,
      fix: "give the role that uses the key, or set wholeAccount to true",
    },
  ];
}

function operationsFaults(operations: readonly string[], keyType: KeyType): Fault[] {
  if (operations.length === 0) {
    return [operationFault([], operations, keyType, "permits nothing", "name the operations")];
  }
  return operations.flatMap((operation, index) => {
    if (containsUnknownText(operation)) return [];
    const path = [index];
    const row = grantOperation(operation);
    if (row === undefined) {
      const meant = operationsOf([operation]).filter((each) =>
        operationsFor(keyType).includes(each),
      );
      const fix = meant.length === 0 ? "remove it" : `write ${meant.join(", ")}`;
      const problem = "is not an operation of a grant";
      return [operationFault(path, operation, keyType, problem, fix)];
    }
    if (!row.keyTypes.includes(keyType)) {
      const problem = `does not exist for a ${keyType} key`;
      return [operationFault(path, operation, keyType, problem, "remove it")];
    }
    return operations.indexOf(operation) === index
      ? []
      : [operationFault(path, operation, keyType, "is named a second time", "remove it")];
  });
}

function operationFault(
  path: readonly number[],
  got: unknown,
  keyType: KeyType,
  problem: string,
  fix: string,
): Fault {
  const allowed = operationsFor(keyType).join(", ");
  return { path: ["operations", ...path], problem, got, allowed, fix };
}

function contextFaults(args: KeyGrantArguments, keyType: KeyType): Fault[] {
  const { encryptionContext, operations } = args;
  if (encryptionContext === undefined) return [];
  const fault = (rest: Pick<Fault, "problem" | "allowed" | "fix">): Fault => ({
    path: ["encryptionContext"],
    got: encryptionContext,
    ...rest,
  });
  const given = [encryptionContext.equals, encryptionContext.subset].filter(
    (each) => each !== undefined,
  );
  const [pairs] = given;
  if (pairs === undefined || given.length > 1) {
    return [
      fault({
        problem: `has ${given.length === 0 ? "neither equals nor" : "both equals and"} subset`,
        allowed: "one of equals and subset",
        fix: "give subset, or equals where the context is always exactly this",
      }),
    ];
  }
  return [
    ...pairsFaults(pairs, fault),
    ...(limitsSomething(operations, keyType)
      ? []
      : [
          fault({
            problem: "limits none of the operations",
            allowed: `a context beside one of ${operationsFor("symmetric-encryption")
              .filter((each) => isLimitedByContext(each, "symmetric-encryption"))
              .join(", ")} on a symmetric-encryption key`,
            fix: "remove encryptionContext, or add the operation that it shall limit",
          }),
        ]),
  ];
}

function pairsFaults(
  pairs: Readonly<Record<string, string>>,
  fault: (rest: Pick<Fault, "problem" | "allowed" | "fix">) => Fault,
): Fault[] {
  const entries = Object.entries(pairs);
  if (entries.length === 0 || entries.length > MOST_CONTEXT_PAIRS) {
    return [
      fault({
        problem: `has ${entries.length} pairs`,
        allowed: `1 to ${MOST_CONTEXT_PAIRS} pairs`,
        fix: entries.length === 0 ? "give a pair, or remove it" : "keep those that tell data apart",
      }),
    ];
  }
  const text = entries.flat().join("");
  if (containsUnknownText(text) || text.length <= MOST_CONTEXT_CHARACTERS) return [];
  return [
    fault({
      problem: `has ${text.length} characters`,
      allowed: `at most ${MOST_CONTEXT_CHARACTERS} characters, keys and values together`,
      fix: "keep the pairs that tell data apart",
    }),
  ];
}

/** Whether a context limits any operation; one that is not known may be such. */
function limitsSomething(operations: readonly string[], keyType: KeyType): boolean {
  return operations.some(
    (each) => containsUnknownText(each) || isLimitedByContext(each as GrantOperation, keyType),
  );
}

function nameFaults(name: string | undefined): Fault[] {
  if (name === undefined || containsUnknownText(name)) return [];
  if (/^[a-zA-Z0-9:/_-]{1,256}$/.test(name)) return [];
  return [
    {
      path: ["grantName"],
      problem: "is not the name of a grant",
      got: name,
      allowed: "1 to 256 letters, digits and : / _ -",
      fix: "leave grantName out, or use other characters",
    },
  ];
}
