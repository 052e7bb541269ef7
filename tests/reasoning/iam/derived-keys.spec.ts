import assert from "node:assert/strict";
import { callerFromArn } from "../../../reasoning/iam";
import type { Caller } from "../../../reasoning/iam";
import { actionOf } from "../../../reasoning/iam/action";
import type { Origin } from "../../../reasoning/iam/derived-keys";
import { isDerivedKey, lookupOf } from "../../../reasoning/iam/derived-keys";
import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import { OTHER, OWN, ROLE, ROOT, SESSION, simulation, USER } from "./simulations";

const READ = actionOf("s3:GetObject");
const DECRYPT = actionOf("kms:Decrypt");
const FEDERATED = `arn:aws:sts::${OWN}:federated-user/ana`;

/** The values of a key in a request whose other keys are absent; `"?"` if they are not known. */
function valuesOf(key: string, origin: Origin, more: object = {}): readonly string[] | "?" {
  const lookup = lookupOf(simulation({}, more).request, origin);
  const found = lookup(key.toLowerCase(), key);
  if (!isKnown(found)) return "?";
  return (found?.values ?? []).map((each) => (isKnown(each) ? each : each.toString()));
}

function callerOf(name: string): Caller {
  const caller = name.includes(".")
    ? ({ kind: "service", name } as const)
    : callerFromArn(name.replace("google", `arn:aws:iam::${OWN}:oidc-provider/accounts.google`));
  assert.ok(caller !== undefined);
  return caller;
}

describe("a condition key that has several values", () => {
  for (const [key, given, several] of [
    ["aws:TagKeys", "team", true],
    ["AWS:CalledVia", "athena.amazonaws.com", true],
    ["aws:SourceVpc", "vpc-1", false],
    ["aws:SourceVpc", ["vpc-1"], true],
  ] as const) {
    it(`has ${several ? "a list" : "one"} by ${JSON.stringify(given)} of ${key}`, () => {
      const { request } = simulation({}, { context: { [key]: given } });
      const origin = { caller: request.caller, action: READ, resourceAccount: OWN };
      const values = [given].flat();
      assert.deepEqual(lookupOf(request, origin)(key.toLowerCase()), { values, several });
    });
  }
});

describe("a condition key that follows from the caller", () => {
  for (const [key, name, expected] of [
    ["aws:PrincipalArn", USER, [USER]],
    ["aws:PrincipalArn", ROLE, [ROLE]],
    ["aws:PrincipalArn", SESSION, [`arn:aws:iam::${OWN}:role/etl`]],
    ["aws:PrincipalArn", FEDERATED, [FEDERATED]],
    ["aws:PrincipalArn", ROOT, [ROOT]],
    ["aws:PrincipalArn", `arn:aws-cn:iam::${OWN}:root`, [`arn:aws-cn:iam::${OWN}:root`]],
    ["aws:PrincipalArn", "*", []],
    ["aws:PrincipalArn", "sqs.amazonaws.com", "?"],
    ["aws:PrincipalArn", "google", []],
    ["aws:PrincipalAccount", USER, [OWN]],
    ["aws:PrincipalAccount", SESSION, [OWN]],
    ["aws:PrincipalAccount", ROOT, [OWN]],
    ["aws:PrincipalAccount", "*", "?"],
    ["aws:PrincipalAccount", "sqs.amazonaws.com", "?"],
    ["aws:PrincipalType", ROOT, ["Account"]],
    ["aws:PrincipalType", USER, ["User"]],
    ["aws:PrincipalType", FEDERATED, ["FederatedUser"]],
    ["aws:PrincipalType", SESSION, ["AssumedRole"]],
    ["aws:PrincipalType", "*", ["Anonymous"]],
    ["aws:PrincipalType", "sqs.amazonaws.com", "?"],
    ["aws:PrincipalIsAWSService", "sqs.amazonaws.com", ["true"]],
    ["aws:PrincipalIsAWSService", USER, ["false"]],
    ["aws:PrincipalIsAWSService", "*", []],
    ["aws:PrincipalIsAWSService", "google", []],
    ["aws:PrincipalServiceName", "sqs.amazonaws.com", ["sqs.amazonaws.com"]],
    ["aws:PrincipalServiceName", USER, []],
    [
      "aws:PrincipalServiceNamesList",
      "sqs.amazonaws.com",
      ["sqs.amazonaws.com", "unknown (the other names of sqs.amazonaws.com)"],
    ],
    ["aws:PrincipalServiceNamesList", USER, []],
    ["aws:PrincipalAccount", "google", []],
    ["aws:PrincipalOrgID", "google", []],
    ["aws:PrincipalOrgID", USER, "?"],
    ["aws:username", `arn:aws:iam::${OWN}:user/path/ana`, ["ana"]],
    ["aws:username", SESSION, []],
    ["aws:username", ROOT, []],
    ["aws:username", "google", "?"],
    ["aws:userid", USER, "?"],
    ["aws:userid", ROLE, "?"],
    ["aws:userid", ROOT, [OWN]],
    ["aws:userid", FEDERATED, [`${OWN}:ana`]],
    ["aws:userid", "sqs.amazonaws.com", "?"],
    ["kms:CallerAccount", USER, [OWN]],
    ["aws:SourceVpc", USER, "?"],
  ] as const) {
    it(`${key} of ${name} is ${expected === "?" ? "not known" : expected.join(", ") || "absent"}`, () => {
      const origin = { caller: callerOf(name), action: DECRYPT, resourceAccount: OTHER };
      assert.deepEqual(valuesOf(key, origin, { otherContext: "unknown" }), expected);
    });
  }

  for (const key of ["aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType"]) {
    it(`${key} is absent where nothing tells it and other keys are`, () => {
      const caller = callerOf("sqs.amazonaws.com");
      assert.deepEqual(valuesOf(key, { caller, action: READ, resourceAccount: OWN }), []);
    });
  }

  it("is what the request gives for it, whatever the caller", () => {
    const context = { "AWS:principalarn": ROLE };
    const origin = { caller: callerOf(USER), action: READ, resourceAccount: OWN };
    assert.deepEqual(valuesOf("aws:PrincipalArn", origin, { context }), [ROLE]);
  });

  it("is unknown for the same reason as the caller", () => {
    const why = new Unknown(["nobody told"]);
    const lookup = lookupOf(simulation({}).request, {
      caller: why,
      action: READ,
      resourceAccount: OWN,
    });
    for (const key of ["aws:principalarn", "aws:username", "aws:principaltype"])
      assert.equal(lookup(key), why);
  });

  it("names a service by one name and perhaps by others, as a list", () => {
    const lookup = lookupOf(simulation({}).request, {
      caller: callerOf("sqs.amazonaws.com"),
      action: READ,
      resourceAccount: OWN,
    });
    assert.deepEqual(lookup("aws:principalservicenameslist"), {
      values: ["sqs.amazonaws.com", new Unknown(["the other names of sqs.amazonaws.com"])],
      several: true,
    });
    assert.deepEqual(lookup("aws:principalservicename"), {
      values: ["sqs.amazonaws.com"],
      several: false,
    });
  });

  it("says why the id of a user or role is not known", () => {
    for (const name of [USER, ROLE]) {
      const origin = { caller: callerOf(name), action: READ, resourceAccount: OWN };
      assert.deepEqual(
        lookupOf(simulation({}).request, origin)("aws:userid"),
        new Unknown(["aws:userid, whose value is chosen when a user or role is made"]),
      );
    }
  });
});

describe("a condition key that follows from the resource", () => {
  for (const [key, action, resourceAccount, expected] of [
    ["aws:ResourceAccount", "sqs:SendMessage", OTHER, [OTHER]],
    ["aws:ResourceAccount", "sqs:SendMessage", undefined, "?"],
    ["aws:ResourceAccount", "sqs:SendMessage", new Unknown(["nobody told"]), "?"],
    ["s3:ResourceAccount", "s3:GetObject", OTHER, [OTHER]],
    ["s3:ResourceAccount", "sqs:SendMessage", OTHER, "?"],
    ["kms:CallerAccount", "s3:GetObject", OTHER, "?"],
  ] as const satisfies readonly (readonly [
    string,
    string,
    Maybe<string> | undefined,
    readonly string[] | "?",
  ])[]) {
    const account = resourceAccount === undefined ? "no account" : String(resourceAccount);
    it(`${key} for ${action} and ${account} is ${expected === "?" ? "not known" : expected.join(", ") || "absent"}`, () => {
      const origin = { caller: callerOf(USER), action: actionOf(action), resourceAccount };
      assert.deepEqual(valuesOf(key, origin, { otherContext: "unknown" }), expected);
    });
  }
});

describe("any other condition key", () => {
  const origin = { caller: callerOf(USER), action: READ, resourceAccount: OWN };

  it("is unknown by the name that the policy gives it", () => {
    const { request } = simulation({}, { otherContext: "unknown" });
    const lookup = lookupOf(request, origin);
    assert.deepEqual(
      lookup("aws:sourcevpc", "aws:SourceVpc"),
      new Unknown(["condition key aws:SourceVpc"]),
    );
  });

  it("has the one value, or the list of them, that the request gives", () => {
    const context = {
      "x:One": "1",
      "x:Many": ["1", { unknown: "why" }],
      "x:Hidden": { unknown: "w" },
    };
    const lookup = lookupOf(simulation({}, { context }).request, origin);
    assert.deepEqual(lookup("x:one"), { values: ["1"], several: false });
    assert.deepEqual(lookup("x:many"), { values: ["1", new Unknown(["why"])], several: true });
    assert.deepEqual(lookup("x:hidden"), new Unknown(["w"]));
    assert.equal(lookup("x:none"), undefined);
  });

  it("is told apart, in any case, from those that follow from caller and resource", () => {
    for (const key of ["aws:PrincipalArn", "AWS:USERID", "kms:calleraccount"])
      assert.equal(isDerivedKey(key), true, key);
    for (const key of ["aws:SourceVpc", "aws:PrincipalTag/a"])
      assert.equal(isDerivedKey(key), false, key);
  });
});
