import assert from "node:assert/strict";
import fc from "fast-check";
import { partitionOf } from "../../../mwaa/service/partitions";
import {
  EXCLUDED_ZONE_ID,
  isListedRegion,
  nearestRegion,
  regionFaults,
  REGIONS,
  zoneIdsFor,
} from "../../../mwaa/service/regions";

/** How a zone id shortens each word of a region's code. */
const SHORT: Readonly<Record<string, string>> = {
  central: "c",
  east: "e",
  north: "n",
  northeast: "ne",
  south: "s",
  southeast: "se",
  west: "w",
};

describe("REGIONS", () => {
  it("holds thirty regions, each once", () => {
    assert.equal(REGIONS.length, 30);
    assert.equal(new Set(REGIONS.map((region) => region.code)).size, 30);
    assert.equal(new Set(REGIONS.map((region) => region.name)).size, 30);
  });

  for (const { code, partition, zoneIds } of REGIONS) {
    it(`derives the zone ids of ${code} from its code`, () => {
      const [area = "", direction = "", number = ""] = code.split("-");
      const prefix = `${area}${SHORT[direction] ?? "?"}${number}-az`;
      assert.ok(zoneIds.length >= 2, "an environment needs two zones");
      assert.equal(new Set(zoneIds).size, zoneIds.length);
      for (const id of zoneIds) {
        assert.ok(id.startsWith(prefix), `${id} begins with ${prefix}`);
        assert.match(id.slice(prefix.length), /^[1-6]$/);
      }
      assert.equal(partition, partitionOf(code).id);
    });
  }

  it("leaves out the zone that MWAA cannot use and those without room for new subnets", () => {
    assert.ok(REGIONS.every((region) => !region.zoneIds.includes(EXCLUDED_ZONE_ID)));
    assert.deepEqual(zoneIdsFor("us-east-1"), [
      "use1-az1",
      "use1-az2",
      "use1-az4",
      "use1-az5",
      "use1-az6",
    ]);
    assert.deepEqual(zoneIdsFor("us-west-1"), ["usw1-az1", "usw1-az3"]);
    assert.deepEqual(zoneIdsFor("ap-northeast-1"), ["apne1-az1", "apne1-az2", "apne1-az4"]);
    assert.deepEqual(zoneIdsFor("ca-central-1"), ["cac1-az1", "cac1-az2", "cac1-az4"]);
    assert.deepEqual(zoneIdsFor("eu-west-1"), ["euw1-az1", "euw1-az2", "euw1-az3"]);
  });

  it("knows no zones of a region that is not listed", () => {
    assert.deepEqual(zoneIdsFor("ap-southeast-7"), []);
    assert.equal(isListedRegion("ap-southeast-7"), false);
  });
});

describe("regionFaults", () => {
  it("accepts every listed region", () => {
    assert.deepEqual(
      REGIONS.flatMap((region) => regionFaults(region.code)),
      [],
    );
  });

  for (const code of [
    "ap-southeast-7",
    "mx-central-1",
    "cn-north-1",
    "cn-northwest-1",
    "us-gov-west-1",
  ]) {
    it(`accepts ${code}, which is well shaped although it is not listed`, () => {
      assert.equal(isListedRegion(code), false);
      assert.deepEqual(regionFaults(code), []);
    });
  }

  const misspelt: readonly (readonly [string, string])[] = [
    ["eu-wset-1", "eu-west-1"],
    ["useast1", "us-east-1"],
    ["us-east1", "us-east-1"],
    ["US-EAST-1", "us-east-1"],
    ["eu_central_1", "eu-central-1"],
    ["us-east-1a", "us-east-1"],
    ["ap-souteast-2", "ap-southeast-2"],
    ["use1-az1", "us-east-1"],
  ];
  for (const [given, suggestion] of misspelt) {
    it(`refuses ${given} and suggests ${suggestion}`, () => {
      assert.deepEqual(regionFaults(given), [
        {
          path: ["region"],
          problem: "is not the code of an AWS region",
          got: given,
          allowed: "a region code such as us-east-1 or eu-west-1",
          fix: `set region to "${suggestion}"`,
        },
      ]);
    });
  }

  it("suggests a listed region for any text", () => {
    fc.assert(fc.property(fc.string(), (text) => isListedRegion(nearestRegion(text))));
  });
});
