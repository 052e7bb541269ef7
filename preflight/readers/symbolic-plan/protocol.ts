/** A value as Pulumi writes it on the wire: plain JSON with sentinels and signed objects in it. */
export type WireValue =
  null | boolean | number | string | readonly WireValue[] | { readonly [key: string]: WireValue };

/** Inputs or outputs of a resource on the wire. */
export type WireProperties = Readonly<Record<string, WireValue>>;

/** A place in a program's own files. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
}

/** How a resource was called before, as the program says it. */
export interface AliasSpec {
  readonly name?: string;
  readonly type?: string;
  readonly stack?: string;
  readonly project?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

/** What a program asks of the monitor for one resource, and what it was answered. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** Whether another process makes this component's children: they are not seen here. */
  readonly remote: boolean;
  /** `read` for a resource that exists already, `import` for one that is taken over. */
  readonly change?: "read" | "import";
  readonly parent?: string;
  /** The explicit provider's reference, `<urn>::<id>`. */
  readonly provider?: string;
  /** The providers that a component hands down, by package. */
  readonly providers: Readonly<Record<string, string>>;
  readonly inputs: WireProperties;
  /** The answer, with `id` for what has one. */
  readonly outputs: WireProperties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace?: boolean;
  /** In seconds. */
  readonly customTimeouts: Readonly<{ create?: number; update?: number; delete?: number }>;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly (string | AliasSpec)[];
  readonly deletedWith?: string;
  readonly source?: SourcePosition;
}

/** Outputs of components that another process makes, by type token, then by logical name. */
export type ComponentOutputs = Readonly<Record<string, Readonly<Record<string, WireProperties>>>>;

/** What the child process needs to run one program for one stack. */
export interface Job {
  /** The file or folder to load. */
  readonly entry: string;
  /** The program's working directory. */
  readonly workingDirectory: string;
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** Every value as text, objects as JSON text, by full key (`aws:region`). */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** The default provider's account. */
  readonly account: string;
  /** Set if the default provider has credentials of its own, which explicit providers do not see. */
  readonly ownCredentials?: boolean;
  /** The default provider's region; absent if nobody configured one. */
  readonly region?: string;
  /** What other stacks export, by the name a StackReference uses. */
  readonly references: Readonly<Record<string, WireProperties>>;
  /** What components of other processes give out. */
  readonly components: ComponentOutputs;
}

/** Something that went wrong in the program. */
export interface ProgramError {
  /** The error's class, such as `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** The first line of the program itself on the error's stack. */
  readonly source?: SourcePosition;
  /** Set if the program threw it for its users: a `RunError`. */
  readonly isForUsers?: boolean;
}

/** A name that the program gave away twice. */
export interface DuplicateName {
  readonly urn: string;
  readonly first?: SourcePosition;
  readonly second?: SourcePosition;
}

/** How a run went, said once the program has nothing left to do. */
export interface Settled {
  readonly kind: "settled";
  readonly errors: readonly ProgramError[];
  readonly duplicates: readonly DuplicateName[];
  /** What never resolved, in Pulumi's words: `resource:name[type]`. */
  readonly leaks: readonly string[];
  /** False if the program's own function or module never came to an end. */
  readonly returned: boolean;
  readonly outputs: WireProperties;
  readonly assumptions: readonly string[];
}

/** What the child process says to its parent. */
export type ChildMessage =
  | { readonly kind: "registered"; readonly registration: Registration }
  | { readonly kind: "outputs"; readonly urn: string; readonly outputs: WireProperties }
  | { readonly kind: "no-pulumi"; readonly message: string }
  | { readonly kind: "exited"; readonly code: number; readonly source?: SourcePosition }
  | { readonly kind: "waiting"; readonly on: readonly string[] }
  | Settled;

/** What the parent says to the child: the job, and, after the time limit, the question what it waits for. */
export type ParentMessage =
  { readonly kind: "job"; readonly job: Job } | { readonly kind: "what-are-you-waiting-for" };
