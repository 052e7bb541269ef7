import assert from "node:assert/strict";
import type { Question } from "../../../reasoning/reachability";
import { NetworkIndex, reach } from "../../../reasoning/reachability";
import { GUIDE } from "./documentation/guide";

const PUBLIC = { kind: "subnet", subnetId: "subnet-public", isPublic: true } as const;
const QUESTIONS: readonly Question[] = [
  { from: PUBLIC, to: { kind: "internet" } },
  { from: PUBLIC, to: { kind: "interface", interfaceId: "eni-app" } },
  { from: { kind: "interface", interfaceId: "eni-app" }, to: PUBLIC },
  { from: { kind: "interface", interfaceId: "eni-app" }, to: { kind: "internet" } },
  { from: { kind: "internet" }, to: { kind: "interface", interfaceId: "eni-web" } },
  { from: { kind: "internet" }, to: PUBLIC },
];
const FAMILIES = ["ipv4", "ipv6"] as const;

describe("an index that is asked many questions", () => {
  for (const families of [FAMILIES, FAMILIES.toReversed()]) {
    it(`answers each as if it were the only one, ${families.join(" before ")}`, () => {
      const index = new NetworkIndex(GUIDE);
      for (const family of families) {
        for (const question of QUESTIONS) {
          const asked = { ...question, family };
          const answer = reach(index, asked);
          assert.deepEqual(answer, reach(GUIDE, asked));
          assert.equal(answer.witness?.family, family);
        }
      }
    });
  }
});
