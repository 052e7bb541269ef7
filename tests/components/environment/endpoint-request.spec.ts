import assert from "node:assert/strict";
import { hostOf } from "../../../components/environment/endpoint-request";

describe("hostOf", () => {
  for (const [address, host] of [
    ["", ""],
    ["a-vpce.c1.airflow.eu-west-1.on.aws", "a-vpce.c1.airflow.eu-west-1.on.aws"],
    ["https://a-vpce.c1.airflow.eu-west-1.on.aws", "a-vpce.c1.airflow.eu-west-1.on.aws"],
    ["https://a.airflow.eu-west-1.on.aws/home", "a.airflow.eu-west-1.on.aws"],
  ] as const) {
    it(`reads "${host}" in "${address}"`, () => {
      assert.equal(hostOf(address), host);
    });
  }
});
