/** Where a fact stands in AWS's own documentation, and when it was read there. */
export interface Source {
  /** The page. */
  readonly url: string;
  /** The title of the section on that page. */
  readonly section: string;
  /** The day the page was read, as `YYYY-MM-DD`: facts about a service age. */
  readonly read: string;
}
