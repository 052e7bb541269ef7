import { compareCases } from "./run";
import seeds from "./seeds.json";

describe("the IAM engine beside another one", () => {
  it("decides a slice of random cases alike, or as AWS's rules say", async function () {
    this.timeout(60_000);
    await compareCases(seeds.slice.seed, seeds.slice.cases);
  });
});
