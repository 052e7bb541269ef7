/** What a document is a policy of, which decides the elements that it may hold. */
export type PolicyOf =
  | "identity"
  | "resource"
  | "trust"
  | "boundary"
  | "session"
  | "serviceControl"
  | "resourceControl"
  | "endpoint";
