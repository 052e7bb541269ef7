import assert from "node:assert/strict";
import { ResourceMonitor, type Request } from "../../../../preflight/readers/symbolic-plan/monitor";
import { UNKNOWN_SENTINEL } from "../../../../preflight/readers/symbolic-plan/sentinels";
import { toStack } from "../../../../preflight/readers/symbolic-plan/stack";
import type { Registration } from "../../../../preflight/readers/symbolic-plan/protocol";

const REQUEST: Request = {
  type: "aws:sqs/queue:Queue",
  name: "q",
  custom: true,
  remote: false,
  providers: {},
  inputs: { name: "q" },
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  retainOnDelete: false,
  customTimeouts: {},
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
};

function start(region?: string): { monitor: ResourceMonitor; seen: Registration[] } {
  const seen: Registration[] = [];
  const job = {
    project: "p",
    stack: "dev",
    account: "111111111111",
    references: {},
    components: {},
    ...(region === undefined ? {} : { region }),
  };
  const monitor = new ResourceMonitor(job, {
    registered: (registration) => {
      seen.push(registration);
    },
    outputs: () => undefined,
  });
  return { monitor, seen };
}

describe("ResourceMonitor", () => {
  it("leaves the stack out of a URN and puts all other ancestors in", () => {
    const { monitor } = start();
    const parents: readonly (readonly [string, string])[] = [
      ["urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev", "aws:sqs/queue:Queue"],
      ["urn:pulumi:dev::p::a:b:C::c", "a:b:C$aws:sqs/queue:Queue"],
      ["urn:pulumi:dev::p::a:b:C$d:e:F::f", "a:b:C$d:e:F$aws:sqs/queue:Queue"],
    ];
    for (const [parent, qualified] of parents) {
      assert.equal(monitor.urnOf({ ...REQUEST, parent }), `urn:pulumi:dev::p::${qualified}::q`);
    }
  });

  it("refuses a name twice and remembers both places", () => {
    const { monitor } = start();
    monitor.register({ ...REQUEST, source: { file: "a.ts", line: 1 } });
    assert.throws(
      () => monitor.register({ ...REQUEST, source: { file: "a.ts", line: 9 } }),
      /Duplicate resource URN 'urn:pulumi:dev::p::aws:sqs\/queue:Queue::q'; try giving it a unique name/,
    );
    assert.deepEqual(monitor.duplicates, [
      {
        urn: "urn:pulumi:dev::p::aws:sqs/queue:Queue::q",
        first: { file: "a.ts", line: 1 },
        second: { file: "a.ts", line: 9 },
      },
    ]);
    assert.equal(monitor.size, 1);
  });

  it("takes a resource's own region before the provider's", () => {
    const { monitor } = start("eu-west-1");
    const provider = monitor.register({
      ...REQUEST,
      type: "pulumi:providers:aws",
      name: "abroad",
      inputs: { region: "us-gov-west-1" },
    });
    const reference = `${provider.urn}::${provider.id ?? ""}`;
    const arns = [
      { ...REQUEST, name: "a" },
      { ...REQUEST, name: "b", provider: reference },
      { ...REQUEST, name: "c", provider: reference, inputs: { name: "q", region: "cn-north-1" } },
      { ...REQUEST, name: "d", inputs: { name: "q", region: UNKNOWN_SENTINEL } },
    ].map((request) => monitor.register(request).outputs["arn"]);
    assert.deepEqual(arns, [
      "arn:aws:sqs:eu-west-1:111111111111:q",
      "arn:aws-us-gov:sqs:us-gov-west-1:111111111111:q",
      "arn:aws-cn:sqs:cn-north-1:111111111111:q",
      undefined,
    ]);
  });

  it("keeps the id of a resource that is taken over", () => {
    const { monitor, seen } = start();
    const answer = monitor.register({ ...REQUEST, importId: "https://sqs/q" });
    assert.equal(answer.id, "https://sqs/q");
    assert.equal(seen[0]?.change, "import");
  });

  it("hands out what it knows of a resource by its URN", () => {
    const { monitor } = start("eu-west-1");
    const { urn, id } = monitor.register(REQUEST);
    const found = monitor.invoke("pulumi:pulumi:getResource", { urn }, undefined);
    assert.equal(found?.["id"], id);
    assert.equal(
      monitor.invoke("pulumi:pulumi:getResource", { urn: "urn:x" }, undefined),
      undefined,
    );
  });

  it("says that a remote component hides resources", () => {
    const { monitor, seen } = start();
    monitor.register({ ...REQUEST, type: "awsx:ec2:Vpc", custom: false, remote: true });
    const stack = toStack(seen, {
      project: "p",
      stack: "dev",
      account: "111111111111",
      assumptions: [],
    });
    assert.deepEqual(stack.incomplete, [
      "urn:pulumi:dev::p::awsx:ec2:Vpc::q is a component that another process makes: the resources in it are not known.",
    ]);
    assert.deepEqual(stack.assumptions, []);
  });
});
