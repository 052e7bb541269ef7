import assert from "node:assert/strict";
import { PLACEHOLDER_ACCOUNT, sameAccount } from "../../../preflight/model/accounts";
import { shareAPlace } from "../../../preflight/model/environment";
import type { Resource, Stack, Value } from "../../../preflight/model/resource";
import { buildWorld } from "../../../preflight/model/world";
import { Unknown } from "../../../reasoning/known";
import { bareResource, resource, say, stackOf } from "../../helpers/small-stacks";

/** The account that `stackOf` gives a stack. */
const HOME = "111122223333";
const ABROAD = "222222222222";

function provider(name: string, inputs: Readonly<Record<string, Value>>): Resource {
  const type = "pulumi:providers:aws";
  return bareResource({ urn: `urn:pulumi:dev::test::${type}::${name}`, type, name, inputs });
}

function through({ urn }: Resource): Pick<Resource, "provider"> {
  return { provider: `${urn}::id` };
}

const OWNER = provider("owner", {
  region: "eu-central-1",
  allowedAccountIds: JSON.stringify([ABROAD]),
});

describe("the account of a resource", () => {
  const cases: readonly {
    readonly title: string;
    readonly made: Resource;
    readonly beside?: readonly Resource[];
    readonly stack?: Partial<Stack>;
    readonly account: string | readonly string[];
  }[] = [
    { title: "is the stack's by default", made: resource("role", "r"), account: HOME },
    {
      title: "is that of its explicit provider",
      made: resource("role", "r", {}, through(OWNER)),
      beside: [OWNER],
      account: ABROAD,
    },
    {
      title: "is that of its provider even while its ARN still names another",
      made: resource(
        "role",
        "r",
        {},
        {
          ...through(OWNER),
          outputs: { arn: `arn:aws:iam::${HOME}:role/r` },
        },
      ),
      beside: [OWNER],
      account: ABROAD,
    },
    {
      title: "is the one its ARN names before the stack's",
      made: resource("role", "r", {}, { outputs: { arn: "arn:aws:iam::444444444444:role/r" } }),
      account: "444444444444",
    },
    {
      title: "is not the one that an ARN among its inputs names",
      made: resource(
        "role",
        "r",
        { arn: "arn:aws:iam::444444444444:role/other" },
        { outputs: { arn: "arn:aws:iam::444444444444:role/other" } },
      ),
      account: HOME,
    },
    {
      title: "is the owner's where a provider of another account only reads it",
      made: resource(
        "subnet",
        "s",
        {},
        {
          ...through(OWNER),
          change: "read",
          outputs: { arn: "arn:aws:ec2:eu-west-1:444444444444:subnet/subnet-1" },
        },
      ),
      beside: [OWNER],
      account: "444444444444",
    },
    {
      title: "is not told by a provider with a profile, whatever the stack's account is",
      made: resource("role", "r", {}, through(provider("p", { profile: "x" }))),
      beside: [provider("p", { profile: "x" })],
      account: ["urn:pulumi:dev::test::pulumi:providers:aws::p#profile"],
    },
    {
      title: "is told by the ARN where a provider with a profile does not tell it",
      made: resource(
        "role",
        "r",
        {},
        {
          ...through(provider("p", { profile: "x" })),
          outputs: { arn: "arn:aws:iam::444444444444:role/r" },
        },
      ),
      beside: [provider("p", { profile: "x" })],
      account: "444444444444",
    },
    {
      title: "is not guessed from the role of an environment whose provider does not tell it",
      made: resource(
        "environment",
        "e",
        { executionRoleArn: `arn:aws:iam::${HOME}:role/r` },
        through(provider("p", { profile: "x" })),
      ),
      beside: [provider("p", { profile: "x" })],
      account: ["urn:pulumi:dev::test::pulumi:providers:aws::p#profile"],
    },
    {
      title: "is the stack's for a provider that only sets a Region",
      made: resource("role", "r", {}, through(provider("p", { region: "us-east-1" }))),
      beside: [provider("p", { region: "us-east-1" })],
      account: HOME,
    },
    {
      title:
        "is unknown for such a provider where the configuration leads the default one elsewhere",
      made: resource("role", "r", {}, through(provider("p", { region: "us-east-1" }))),
      beside: [provider("p", { region: "us-east-1" })],
      stack: { ownCredentials: true },
      account: ["urn:pulumi:dev::test::pulumi:providers:aws::p#allowedAccountIds"],
    },
    {
      title: "is unknown where the door does not show the provider",
      made: resource("role", "r", {}, through(OWNER)),
      account: [`${OWNER.urn}#allowedAccountIds`],
    },
    {
      title: "is the stack's for a default provider that the door does not show",
      made: resource("role", "r", {}, through(provider("default_7_48_0", {}))),
      account: HOME,
    },
    {
      title: "is the one its role's ARN names where nobody told the stack's",
      made: resource("environment", "e", { executionRoleArn: "arn:aws:iam::444444444444:role/r" }),
      stack: { account: PLACEHOLDER_ACCOUNT },
      account: "444444444444",
    },
    {
      title: "is the stack's, if that was told, though an environment names a foreign role",
      made: resource("environment", "e", { executionRoleArn: "arn:aws:iam::444444444444:role/r" }),
      account: HOME,
    },
  ];
  for (const { title, made, beside = [], stack = {}, account } of cases) {
    it(title, () => {
      const found = buildWorld([stackOf([...beside, made], stack)]).account(made);
      assert.deepEqual(found instanceof Unknown ? found.blockedBy : found, account);
    });
  }
});

describe("the Region of a resource", () => {
  it("is its own, then that of its explicit provider, and never the stack's in place of that", () => {
    const nowhere = provider("nowhere", { allowedAccountIds: [ABROAD] });
    const own = resource("role", "own", { region: "us-east-1" }, through(OWNER));
    const lent = resource("role", "lent", {}, through(OWNER));
    const open = resource("role", "open", {}, through(nowhere));
    const plain = resource("role", "plain");
    const world = buildWorld([stackOf([OWNER, nowhere, own, lent, open, plain])]);
    assert.deepEqual(
      [own, lent, plain].map((each) => world.region(each)),
      ["us-east-1", "eu-central-1", "eu-west-1"],
    );
    const hidden = world.region(open);
    assert.ok(hidden instanceof Unknown);
    assert.deepEqual(hidden.blockedBy, [`${nowhere.urn}#region`]);
  });

  it("decides the partition of its place", () => {
    const china = provider("china", { region: "cn-north-1", allowedAccountIds: [ABROAD] });
    const role = resource("role", "r", {}, through(china));
    assert.deepEqual(buildWorld([stackOf([china, role])]).place(role), {
      partition: "aws-cn",
      region: "cn-north-1",
      account: ABROAD,
    });
  });
});

describe("sameAccount", () => {
  it("leaves open whether the placeholder is a told account", () => {
    assert.equal(sameAccount(HOME, HOME), true);
    assert.equal(sameAccount(HOME, ABROAD), false);
    assert.equal(sameAccount(PLACEHOLDER_ACCOUNT, PLACEHOLDER_ACCOUNT), true);
    assert.ok(sameAccount(PLACEHOLDER_ACCOUNT, ABROAD) instanceof Unknown);
    assert.ok(sameAccount(new Unknown(["x"]), ABROAD) instanceof Unknown);
  });
});

describe("two accounts in one stack", () => {
  const inOwner = { ...through(OWNER) };
  const named = (name: string, rest: Partial<Resource> = {}): Resource =>
    resource("environment", name, { name: "etl", region: "eu-west-1" }, rest);

  it("do not share the name of an environment", () => {
    const [here, there] = [named("here"), named("there", inOwner)];
    const stack = stackOf([OWNER, here, there]);
    assert.equal(shareAPlace(here, there, buildWorld([stack])), false);
    assert.equal(say("environment-names-unique", here, stack).kind, "pass");
    const twin = named("twin", inOwner);
    const crowded = stackOf([OWNER, here, there, twin]);
    assert.equal(say("environment-names-unique", there, crowded).kind, "fail");
  });

  it("leave a name undecided while one of them is not told", () => {
    const [here, there] = [named("here"), named("there", inOwner)];
    const stack = stackOf([OWNER, here, there], { account: PLACEHOLDER_ACCOUNT });
    assert.equal(say("environment-names-unique", here, stack).kind, "unknown");
  });

  it("are told apart where a key of one is used in the other", () => {
    const key = resource(
      "key",
      "k",
      {},
      { ...inOwner, outputs: { arn: `arn:aws:kms:eu-west-1:${ABROAD}:key/1` } },
    );
    const environment = resource("environment", "e", {
      kmsKey: `arn:aws:kms:eu-west-1:${ABROAD}:key/1`,
    });
    assert.deepEqual(
      say("key-in-environment-account", environment, stackOf([OWNER, key, environment])),
      {
        kind: "fail",
        words: [`kmsKey is a key of account ${ABROAD}, and the environment is in ${HOME}`],
      },
    );
    const own = { ...environment, ...inOwner };
    assert.equal(say("key-in-environment-account", own, stackOf([OWNER, key, own])).kind, "pass");
  });
});
