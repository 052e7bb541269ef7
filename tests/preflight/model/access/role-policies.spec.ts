import assert from "node:assert/strict";
import {
  boundaryOf,
  documentAt,
  policiesOf,
} from "../../../../preflight/model/access/role-policies";
import { bucketPolicySetOf } from "../../../../preflight/model/access/bucket-policy";
import { keyPolicyOf, keyPolicySetOf } from "../../../../preflight/model/access/key-policy";
import type { Resource, Stack } from "../../../../preflight/model/resource";
import { buildWorld } from "../../../../preflight/model/world";
import { MalformedDocument } from "../../../../reasoning/iam";
import { Unknown } from "../../../../reasoning/known";
import { accessStack, KEY_ARN, policy, resource } from "../../checks/access-stack";

const MANAGED = "arn:aws:iam::111122223333:policy/managed";
const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const managed = resource(
  "iam/policy:Policy",
  "managed",
  { policy: policy(allow) },
  { arn: MANAGED },
);
const attachment = resource("iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
  role: "etl-role",
  policyArn: MANAGED,
});
const exclusive = (policyArns: readonly string[]) =>
  resource("iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "exclusive", {
    roleName: "etl-role",
    policyArns,
  });

function find(stack: Stack, name: string): Resource {
  const found = stack.resources.find((each) => each.name === name);
  assert.ok(found);
  return found;
}

function read(stack: Stack) {
  return policiesOf(buildWorld([stack]), find(stack, "role"));
}

const names = (resources: readonly Resource[]): readonly string[] =>
  resources.map(({ name }) => name).sort();

describe("the policies of a role", () => {
  it("are its inline ones and the attached ones, each with its place", () => {
    const { documents, outside, more } = read(
      accessStack({
        role: { managedPolicyArns: ["arn:aws:iam::aws:policy/Some"] },
        others: [managed, attachment],
      }),
    );
    assert.deepEqual(
      documents.map(({ origin }) => `${origin.resource.name}.${origin.property}`).sort(),
      ["grants.policy", "managed.policy"],
    );
    assert.deepEqual(
      outside.map(({ arn, resource: { name }, property }) => [arn, name, property]),
      [["arn:aws:iam::aws:policy/Some", "role", "managedPolicyArns.0"]],
    );
    assert.equal(more, undefined);
  });

  it("hold no detached one, nor does anybody have to wait for it", () => {
    const { documents, parts } = read(
      accessStack({ rolePolicy: null, others: [managed, attachment, exclusive([])] }),
    );
    assert.deepEqual(documents, []);
    assert.deepEqual(parts, []);
  });

  it("are attached by the exclusive list, unless something else attaches them too", () => {
    const alone = read(accessStack({ rolePolicy: null, others: [managed, exclusive([MANAGED])] }));
    assert.deepEqual(names(alone.parts), ["exclusive", "managed"]);
    const both = read(
      accessStack({ rolePolicy: null, others: [managed, attachment, exclusive([MANAGED])] }),
    );
    assert.deepEqual(names(both.parts), ["attachment", "managed"]);
  });

  it("may be more where two exclusive lists contradict each other", () => {
    const second = { ...exclusive([]), urn: "urn:second", name: "second" };
    const { documents, more } = read(
      accessStack({ rolePolicy: null, others: [managed, exclusive([MANAGED]), second] }),
    );
    assert.deepEqual(documents, []);
    assert.ok(more instanceof Unknown);
  });

  it("may be more in a stack that is not whole", () => {
    assert.ok(read(accessStack({ incomplete: ["a part is missing"] })).more instanceof Unknown);
  });

  it("keep an inline policy that the list names by reference before its name is known", () => {
    const name = new Unknown(["a name"]);
    const inline = resource("iam/rolePolicy:RolePolicy", "inline", {
      role: "etl-role",
      policy: policy(allow),
    });
    const list = {
      ...resource("iam/rolePoliciesExclusive:RolePoliciesExclusive", "list", {
        roleName: "etl-role",
        policyNames: [name],
      }),
      propertyDependencies: { policyNames: [inline.urn] },
    };
    const { documents, more } = read(accessStack({ others: [inline, list] }));
    assert.deepEqual(
      documents.map(({ origin }) => origin.resource.name),
      ["inline"],
    );
    assert.equal(more, undefined);
  });
});

describe("a permissions boundary", () => {
  const limited = { permissionsBoundary: MANAGED };
  const of = (about: Parameters<typeof accessStack>[0]) => {
    const stack = accessStack(about);
    return boundaryOf(buildWorld([stack]), find(stack, "role")).kind;
  };
  it("is none, a document, malformed, or hidden", () => {
    assert.equal(of({}), "none");
    assert.equal(of({ role: limited, others: [managed] }), "document");
    assert.equal(
      of({ role: limited, others: [{ ...managed, inputs: { policy: "[]" } }] }),
      "malformed",
    );
    assert.equal(of({ role: limited }), "hidden");
    assert.equal(of({ role: { permissionsBoundary: new Unknown(["x"]) } }), "hidden");
  });
});

describe("the policy of a resource", () => {
  it("is hidden where two would overwrite each other", () => {
    const twin = resource("s3/bucketPolicy:BucketPolicy", "twin", {
      bucket: "dags",
      policy: policy(),
    });
    const stack = accessStack({ bucketPolicy: policy(), others: [twin] });
    assert.equal(bucketPolicySetOf(buildWorld([stack]), find(stack, "bucket")).hidden.length, 1);
  });

  it("may stand in the bucket itself", () => {
    const stack = accessStack();
    const bucket = find(stack, "bucket");
    const statement = { ...allow, Principal: "*" };
    const inline = { ...bucket, inputs: { ...bucket.inputs, policy: policy(statement) } };
    const edited = {
      ...stack,
      resources: stack.resources.map((each) => (each === bucket ? inline : each)),
    };
    const { documents, hidden } = bucketPolicySetOf(buildWorld([edited]), inline);
    assert.deepEqual([documents.length, hidden], [1, []]);
  });

  it("of a key is its own resource's before its inline one", () => {
    const own = resource("kms/keyPolicy:KeyPolicy", "own", { keyId: KEY_ARN, policy: "[]" });
    const stack = accessStack({ key: { policy: policy() }, others: [own] });
    const found = keyPolicyOf(buildWorld([stack]), find(stack, "key"));
    assert.ok(!(found instanceof Unknown));
    assert.equal(found.holder.name, "own");
    assert.ok(found.document instanceof MalformedDocument);
  });

  it("of a key without an ARN yet is hidden if it speaks of ARNs", () => {
    const about = (Resource: string) => {
      const stack = accessStack({
        key: { policy: policy({ ...allow, Principal: "*", Resource }) },
      });
      const key = { ...find(stack, "key"), outputs: {} };
      return keyPolicySetOf(buildWorld([{ ...stack, resources: [key] }]), key);
    };
    assert.deepEqual(about("*").hidden, []);
    assert.equal(about(KEY_ARN).hidden.length, 1);
  });
});

describe("a document in a property", () => {
  it("may be text or an object, and is read for what it is meant to be", () => {
    const role = resource("iam/role:Role", "r", {
      text: policy(allow),
      object: { Version: "2012-10-17", Statement: [allow] },
      hidden: { Statement: [new Unknown(["x"])] },
    });
    const world = buildWorld([{ ...accessStack(), resources: [role] }]);
    assert.ok(!(documentAt(world, role, "text", "identity") instanceof MalformedDocument));
    assert.ok(documentAt(world, role, "text", "trust") instanceof MalformedDocument);
    assert.deepEqual(documentAt(world, role, "object"), documentAt(world, role, "text"));
    assert.ok(documentAt(world, role, "hidden") instanceof Unknown);
    assert.equal(documentAt(world, role, "absent"), undefined);
  });
});
