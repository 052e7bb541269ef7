import type { Cost } from "./measure";
import { median, spread } from "./statistics";
import { renderTable } from "./table";

/** What is said of one case. */
export interface Row {
  readonly name: string;
  readonly seconds: number;
  readonly spreadSeconds: number;
  readonly runs: number;
  readonly resources?: number;
  readonly millisecondsPerResource?: number;
  readonly peakMegabytes?: number;
  readonly kilobytesPerResource?: number;
  /** Processor time over wall time. */
  readonly cores?: number;
}

/** Sums several runs of one case up. */
export function rowOf(name: string, costs: readonly Cost[], resources?: number): Row {
  const seconds = median(costs.map((cost) => cost.seconds));
  const peaks = costs.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
  const cores = costs.flatMap((cost) => cost.cores ?? []);
  const peak = peaks.length === 0 ? undefined : median(peaks);
  return {
    name,
    seconds,
    spreadSeconds: spread(costs.map((cost) => cost.seconds)),
    runs: costs.length,
    ...(peak === undefined ? {} : { peakMegabytes: peak }),
    ...(cores.length === 0 ? {} : { cores: median(cores) }),
    ...(resources === undefined
      ? {}
      : {
          resources,
          millisecondsPerResource: (seconds * 1000) / resources,
          ...(peak === undefined ? {} : { kilobytesPerResource: (peak * 1024) / resources }),
        }),
  };
}

const shown = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? "";

/** The rows for people. */
export function renderRows(rows: readonly Row[]): string {
  return renderTable(
    ["case", "s", "±", "runs", "resources", "ms/resource", "peak MB", "KB/resource", "cores"],
    rows.map((row) => [
      row.name,
      shown(row.seconds, 2),
      shown(row.spreadSeconds, 2),
      String(row.runs),
      shown(row.resources, 0),
      shown(row.millisecondsPerResource, 1),
      shown(row.peakMegabytes, 0),
      shown(row.kilobytesPerResource, 0),
      shown(row.cores, 2),
    ]),
  );
}
