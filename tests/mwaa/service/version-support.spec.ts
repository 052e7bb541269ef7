import assert from "node:assert/strict";
import { versionSupport, type VersionSupport } from "../../../mwaa/service/version-support";

describe("versionSupport", () => {
  const endOfSupport = "2025-12-30";
  const cases: readonly (readonly [string, string, VersionSupport])[] = [
    ["2.6.3", "2023-08-08", { state: "not-yet-offered", from: "2023-08-09" }],
    ["2.6.3", "2023-08-09", { state: "supported" }],
    ["2.6.3", "2025-07-02", { state: "supported" }],
    ["2.6.3", "2025-07-03", { state: "ending", endOfSupport, daysLeft: 180 }],
    ["2.6.3", "2025-12-29", { state: "ending", endOfSupport, daysLeft: 1 }],
    ["2.6.3", "2025-12-30", { state: "ended", endOfSupport }],
    ["2.6.3", "2025-12-31", { state: "ended", endOfSupport }],
    ["3.2.1", "2030-01-01", { state: "supported" }],
    ["3.3.0", "2026-11-22", { state: "unlisted-but-newer" }],
    ["2.10.2", "2026-11-22", { state: "never-offered" }],
    ["latest", "2026-11-22", { state: "never-offered" }],
  ];
  for (const [version, today, expected] of cases) {
    it(`says that ${version} is ${expected.state} on ${today}`, () => {
      assert.deepEqual(versionSupport(version, today), expected);
    });
  }
});
