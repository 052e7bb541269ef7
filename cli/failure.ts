/** What the user gave cannot be used; one message says what it is and what would have been accepted. */
export class BadInput extends Error {
  /** @param message one clear message, without the program's name in front. */
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "BadInput";
  }
}

/** What the operating system says of a failed file operation, in words; its own code otherwise. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const words: Readonly<Record<string, string>> = {
    ENOENT: "does not exist",
    EISDIR: "is a folder, not a file",
    ENOTDIR: "lies below something that is not a folder",
    EACCES: "may not be accessed by this user",
    EPERM: "may not be changed by this user",
    EROFS: "lies on a read-only file system",
    ENOSPC: "does not fit: the disk is full",
    ELOOP: "is a symbolic link that leads in a circle",
    ENAMETOOLONG: "has a name that is too long",
    ERR_STRING_TOO_LONG: "is too large to be read",
    ERR_FS_FILE_TOO_LARGE: "is too large to be read",
  };
  return words[code] ?? `cannot be used (${code})`;
}
