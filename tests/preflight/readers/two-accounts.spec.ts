import assert from "node:assert/strict";
import { buildWorld } from "../../../preflight/model/world";
import type { Resource, Stack } from "../../../preflight/model/resource";
import { readAnalyzedStack } from "../../../preflight/readers/analyzer";
import { readPreview } from "../../../preflight/readers/preview";
import { readStackExport } from "../../../preflight/readers/stack-export";
import { Unknown } from "../../../reasoning/known";

const OWNER = "222222222222";
const PARTICIPANT = "111111111111";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface State {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly [property: string]: unknown;
}

function state(stack: string, type: string, name: string, rest: object = {}): State {
  const urn = `urn:pulumi:dev::${stack}::${type}::${name}`;
  return { urn, type, custom: true, ...rest };
}

/** An explicit provider as the engine records it: every structured input is JSON text. */
function provider(stack: string, account: string): State {
  return state(stack, "pulumi:providers:aws", `in-${account}`, {
    id: "1",
    inputs: {
      region: "eu-west-1",
      allowedAccountIds: JSON.stringify([account]),
      assumeRoles: JSON.stringify([{ roleArn: `arn:aws:iam::${account}:role/deploy` }]),
    },
  });
}

function by({ urn }: State): { readonly provider: string } {
  return { provider: `${urn}::1` };
}

const byDefault = (stack: string) => ({
  provider: `urn:pulumi:dev::${stack}::pulumi:providers:aws::default_7_48_0::1`,
});

const exported = (resources: readonly State[]): Stack =>
  readStackExport({ version: 3, deployment: { resources } }, "state.json");

const previewed = (
  states: readonly State[],
  config: Readonly<Record<string, string>> = {},
): Stack =>
  readPreview(
    { config, steps: states.map((each) => ({ op: "create", urn: each.urn, newState: each })) },
    "preview.json",
  );

function named(stack: Stack, name: string): Resource {
  return stack.resources.find((each) => each.name === name) ?? assert.fail(`no ${name}`);
}

function subnet(id: string): object {
  return {
    id,
    outputs: { id, arn: `arn:aws:ec2:eu-west-1:${OWNER}:subnet/${id}`, ownerId: OWNER },
  };
}

describe("Two accounts", () => {
  it("in two exports are joined by ids, each resource in its own account", () => {
    const network = exported([
      state("network", "aws:ec2/subnet:Subnet", "a", {
        ...subnet("subnet-a"),
        ...byDefault("network"),
      }),
      state("network", "aws:ec2/subnet:Subnet", "b", {
        ...subnet("subnet-b"),
        ...byDefault("network"),
      }),
    ]);
    const airflow = exported([
      state("airflow", "aws:mwaa/environment:Environment", "etl", {
        ...byDefault("airflow"),
        id: "etl",
        inputs: { name: "etl", networkConfiguration: { subnetIds: ["subnet-a", "subnet-b"] } },
        outputs: { arn: `arn:aws:airflow:eu-west-1:${PARTICIPANT}:environment/etl` },
      }),
    ]);
    assert.deepEqual([network.account, airflow.account], [OWNER, PARTICIPANT]);
    const world = buildWorld([network, airflow]);
    const environment = named(airflow, "etl");
    const found = world.references(environment, ["networkConfiguration", "subnetIds"], "subnet");
    assert.ok(!(found instanceof Unknown));
    assert.deepEqual(
      found.map((each) => each.kind === "resource" && world.account(each.resource)),
      [OWNER, OWNER],
    );
    assert.equal(world.account(environment), PARTICIPANT);
  });

  const lender = provider("both", OWNER);
  const user = provider("both", PARTICIPANT);
  const both = (rest: (each: State) => object = by) => [
    lender,
    user,
    state("both", "aws:ec2/vpc:Vpc", "lent", rest(lender)),
    state("both", "aws:iam/role:Role", "role", { inputs: { name: "r" }, ...rest(user) }),
    state("both", "aws:iam/role:Role", "plain", { inputs: { name: "r" }, ...byDefault("both") }),
  ];

  it("in one preview are told by their providers, and the default one by nothing", () => {
    const stack = previewed(both(), { "aws:region": "us-east-1" });
    const world = buildWorld([stack]);
    assert.equal(stack.account, undefined);
    assert.deepEqual(
      ["lent", "role"].map((name) => world.place(named(stack, name))),
      [OWNER, PARTICIPANT].map((account) => ({ partition: "aws", region: "eu-west-1", account })),
    );
    assert.ok(world.account(named(stack, "plain")) instanceof Unknown);
    assert.equal(world.region(named(stack, "plain")), "us-east-1");
  });

  it("in one preview leave the default provider to its configuration", () => {
    const stack = previewed(both(), {
      "aws:assumeRole": JSON.stringify({ roleArn: "arn:aws:iam::333333333333:role/deploy" }),
    });
    assert.equal(stack.account, "333333333333");
    assert.equal(stack.ownCredentials, true);
    assert.equal(buildWorld([stack]).account(named(stack, "plain")), "333333333333");
  });

  it("in one export do not mix: the default provider's account comes from what it made", () => {
    const arn = (account: string, name: string) => ({
      outputs: { arn: `arn:aws:iam::${account}:role/${name}` },
    });
    const stack = exported([
      lender,
      state("both", "aws:iam/role:Role", "lent", { ...by(lender), ...arn(OWNER, "lent") }),
      state("both", "aws:iam/role:Role", "own", {
        ...byDefault("both"),
        ...arn(PARTICIPANT, "own"),
      }),
    ]);
    assert.equal(stack.account, PARTICIPANT);
    const world = buildWorld([stack]);
    assert.deepEqual(
      ["lent", "own"].map((name) => world.account(named(stack, name))),
      [OWNER, PARTICIPANT],
    );
  });

  it("in two previews leave an id of the other stack unknown that AWS has yet to give", () => {
    const network = previewed([
      state("network", "aws:ec2/subnet:Subnet", "a", byDefault("network")),
    ]);
    const airflow = previewed([
      state("airflow", "aws:mwaa/environment:Environment", "etl", {
        inputs: { name: "etl", networkConfiguration: { subnetIds: [UNKNOWN, "subnet-b"] } },
      }),
    ]);
    const world = buildWorld([network, airflow]);
    const found = world.references(
      named(airflow, "etl"),
      ["networkConfiguration", "subnetIds"],
      "subnet",
    );
    assert.ok(found instanceof Unknown);
    assert.match(found.blockedBy.join(), /networkConfiguration\.subnetIds\.0$/);
  });

  it("are told to a policy by the providers of resources, which the engine does not list", () => {
    const opts = {
      protect: false,
      ignoreChanges: [],
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    };
    const analyzed = [lender, user].map((each, index) => {
      const type = "aws:iam/role:Role";
      const name = `role-${String(index)}`;
      return {
        ...{ urn: `urn:pulumi:dev::both::${type}::${name}`, type, props: { name }, opts },
        provider: { urn: each.urn, type: each.type, props: each["inputs"] as object },
      };
    });
    const stack = readAnalyzedStack(analyzed);
    const world = buildWorld([stack]);
    assert.equal(stack.account, undefined);
    assert.deepEqual(
      ["role-0", "role-1"].map((name) => world.account(named(stack, name))),
      [OWNER, PARTICIPANT],
    );
  });
});
