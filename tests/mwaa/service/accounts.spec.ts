import assert from "node:assert/strict";
import { accountFaults } from "../../../mwaa/service/accounts";
import { unknownText } from "../../../mwaa/settings/unknown-text";

describe("accountFaults", () => {
  for (const account of ["012345678901", unknownText("an account")]) {
    it(`accepts ${account}`, () => {
      assert.deepEqual(accountFaults(account, ["account"]), []);
    });
  }

  for (const account of ["", "12345678901", "1234567890123", "12345678901a"]) {
    it(`refuses "${account}"`, () => {
      assert.deepEqual(accountFaults(account, ["ownerAccount"]), [
        {
          path: ["ownerAccount"],
          problem: "is not the number of an AWS account",
          got: account,
          allowed: "12 digits, as text",
          fix: "write all 12 digits, in quotes",
        },
      ]);
    });
  }
});
