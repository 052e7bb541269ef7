import type { Source } from "../../mwaa/source";

const READ = "2026-11-22";

/** A section of the Amazon MWAA user guide. */
export function guide(page: string, section: string): Source {
  return {
    url: `https://docs.aws.amazon.com/mwaa/latest/userguide/${page}.html`,
    section,
    read: READ,
  };
}

/** A page of another AWS document. */
export function aws(path: string, section: string): Source {
  return { url: `https://docs.aws.amazon.com/${path}`, section, read: READ };
}
