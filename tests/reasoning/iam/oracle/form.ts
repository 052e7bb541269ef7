/**
 * One way to write an element of a policy for a request that is known: exactly, with a wildcard, or
 * just beside it. Its name is the feature that the census counts.
 */
export interface Form<Subject, Text> {
  readonly name: string;
  readonly write: (subject: Subject) => Text;
}

/** Forms that usually speak of the request, and forms that usually miss it by little. */
export interface FormTable<Subject, Text> {
  readonly hits: readonly Form<Subject, Text>[];
  readonly misses: readonly Form<Subject, Text>[];
}

/** A form of a table, by the way it is written down. */
export function form<Subject, Text>(
  name: string,
  write: (subject: Subject) => Text,
): Form<Subject, Text> {
  return { name, write };
}
