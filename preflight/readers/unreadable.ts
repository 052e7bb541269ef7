/**
 * A file that no reader can take for a deployment. The message is one sentence that names the file,
 * what was found in it, what would have been accepted and how to get that.
 */
export class UnreadableDeployment extends Error {
  /** @param file the name of the file as the user gave it, `-` for standard input. */
  constructor(
    readonly file: string,
    readonly problem: string,
    readonly fix: string,
  ) {
    super(`${file === "-" ? "standard input" : file}: ${problem}; ${fix}`);
    this.name = "UnreadableDeployment";
  }
}

/** What gives files that the readers accept; the end of most fixes. */
export const HOW_TO_GET_ONE =
  "give the output of `pulumi preview --json --show-sames` or of `pulumi stack export`";
