import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { renderSettingFault } from "../../../../mwaa/settings/setting-fault";
import type { Resource } from "../../../../preflight/model/resource";
import { contextFileSchema } from "../../../../preflight/readers/context/json-schema";
import type { Context } from "../../../../preflight/readers/context/read";
import { readContext } from "../../../../preflight/readers/context/read";
import { CONTEXT_SCHEMA_FILE, renderContextSchema } from "../../../../tools/context-schema";
import { Unknown } from "../../../../reasoning/known";
import { contextOf, existingAccount } from "./existing-account";

const ROOT = join(__dirname, "../../../..");
const EXAMPLE = readFileSync(join(ROOT, "stacks/context/existing-vpc.yaml"), "utf8");

function read(text: string): Context {
  const result = readContext(text, { file: "facts.yaml" });
  if ("faults" in result) throw new Error(result.faults.map(renderSettingFault).join("\n"));
  return result;
}

/** Faults as they are shown, of a text whose first line is line 1. */
function faultsOf(text: string): readonly string[] {
  const result = readContext(text, { file: "facts.yaml" });
  return "faults" in result ? result.faults.map(renderSettingFault) : [];
}

function only(context: Context, name: string, type: string): Resource {
  const [found, ...others] = context.stack.resources.filter(
    (each) => each.name === name && each.type.endsWith(type),
  );
  if (found === undefined || others.length > 0) throw new Error(`not one ${name}`);
  return found;
}

const HEAD = "version: 1\nvpcs:\n  - id: vpc-1\n";

describe("readContext", () => {
  const FAULTS: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "malformed YAML",
      "version: 1\nvpcs: [",
      [
        'facts.yaml:2:8 is malformed YAML: Flow sequence in block collection must be sufficiently indented and end with a ]: got "vpcs: [", allowed: one well-formed YAML document; mend this line',
      ],
    ],
    [
      "a key given twice",
      "version: 1\nvpcs: []\nvpcs: []\n",
      [
        'facts.yaml:3:1 vpcs is given a second time: got "vpcs", allowed: each key once; remove one of them',
      ],
    ],
    [
      "no version",
      "vpcs: []\n",
      ["facts.yaml:1:1 version is missing: got nothing, allowed: 1; set it to 1"],
    ],
    [
      "a version that nobody knows",
      "version: 2\n",
      [
        "facts.yaml:1:1 version is not the version of the context file: got 2, allowed: 1; set it to 1",
      ],
    ],
    [
      "a fact that nobody knows",
      `${HEAD}    subnet: []\n`,
      [
        "facts.yaml:4:5 vpcs[0].subnet is not a fact that can be stated here: got [], allowed: id, ownerAccount, cidrBlocks, ipv6CidrBlocks, dnsSupport, dnsHostnames, dnsServers, waysIn, mainRouteTable, defaultNetworkAcl, subnets, routeTables, internetGateways, natGateways, securityGroups, networkAcls, endpoints; did you mean subnets?",
      ],
    ],
    [
      "a mapping where a list belongs",
      "version: 1\nvpcs: { id: vpc-1 }\n",
      [
        'facts.yaml:2:1 vpcs is not a list: got {"id":"vpc-1"}, allowed: a list; write it as a list',
      ],
    ],
    [
      "the id of another thing",
      `${HEAD}    mainRouteTable: subnet-1\n`,
      [
        'facts.yaml:4:5 vpcs[0].mainRouteTable is not the id of a route table: got "subnet-1", allowed: an id such as rtb-0a1b2c3d4e5f60718; set it to rtb-0a1b2c3d4e5f60718',
      ],
    ],
    [
      "an account that lost its zero",
      "version: 1\naccount: 012345678901\n",
      [
        'facts.yaml:2:1 account is not the number of an AWS account: got 12345678901, allowed: 12 digits, in quotes; set it to "123456789012"',
      ],
    ],
    [
      "no block of addresses",
      `${HEAD}    cidrBlocks: [10.0.0.0]\n`,
      [
        'facts.yaml:4:18 vpcs[0].cidrBlocks[0] is not a block of IPv4 addresses: got "10.0.0.0", allowed: a block of IPv4 addresses such as 10.0.0.0/16; set it to 10.0.0.0/16',
      ],
    ],
    [
      "no block at all",
      `${HEAD}    cidrBlocks: []\n`,
      [
        "facts.yaml:4:5 vpcs[0].cidrBlocks[0] is missing: got nothing, allowed: a block of IPv4 addresses such as 10.0.0.0/16; set it to 10.0.0.0/16",
      ],
    ],
    [
      "the name of a zone",
      `${HEAD}    subnets: [{ id: subnet-1, zoneId: eu-west-1a }]\n`,
      [
        'facts.yaml:4:31 vpcs[0].subnets[0].zoneId is not the id of an availability zone: got "eu-west-1a", allowed: an id such as euw1-az1, which is the same in every account; not a name such as eu-west-1a; set it to euw1-az1',
      ],
    ],
    [
      "a target that routes do not have",
      `${HEAD}    routeTables:\n      - { id: rtb-1, routes: [{ to: 0.0.0.0/0, via: i-1 }] }\n`,
      [
        'facts.yaml:5:48 vpcs[0].routeTables[0].routes[0].via is not the target of a route: got "i-1", allowed: local, or an id that begins with igw-, nat-, eigw-, tgw-, vgw-, pcx-, vpce-, eni-, lgw- or cagw-; set it to nat-0a1b2c3d4e5f60718',
      ],
    ],
    [
      "a destination that routes do not have",
      `${HEAD}    routeTables:\n      - { id: rtb-1, routes: [{ to: internet, via: igw-1 }] }\n`,
      [
        'facts.yaml:5:33 vpcs[0].routeTables[0].routes[0].to is not the destination of a route: got "internet", allowed: a block of addresses such as 0.0.0.0/0 or ::/0, or a prefix list (pl-…); set it to 0.0.0.0/0',
      ],
    ],
    [
      "a peer that groups do not have",
      `${HEAD}    securityGroups:\n      - { id: sg-1, ingress: [{ from: everybody }] }\n`,
      [
        'facts.yaml:5:33 vpcs[0].securityGroups[0].ingress[0].from is not a peer of a security group: got "everybody", allowed: self, a security group (sg-… or <account>/sg-…), a prefix list (pl-…), or a block of addresses; set it to self',
      ],
    ],
    [
      "ports that run backwards",
      `${HEAD}    securityGroups:\n      - { id: sg-1, ingress: [{ from: self, ports: 443-80 }] }\n`,
      [
        'facts.yaml:5:45 vpcs[0].securityGroups[0].ingress[0].ports is not a port or a range of ports, such as 443 or "1024-65535": got "443-80", allowed: a port or a range of ports, such as 443 or "1024-65535"; set it to 443',
      ],
    ],
    [
      "a policy that is no document",
      `${HEAD}    endpoints: [{ id: vpce-1, service: s3, policy: open }]\n`,
      [
        'facts.yaml:4:44 vpcs[0].endpoints[0].policy is not a policy document, or full: got "open", allowed: a policy document, or full; a document is a mapping or JSON text; set it to full',
      ],
    ],
    [
      "one thing described twice",
      `${HEAD}  - id: vpc-1\n`,
      [
        'facts.yaml:4:5 vpcs[1].id is described a second time: got "vpc-1", allowed: each thing once; say everything about it in one place',
      ],
    ],
    [
      "a subnet outside of its VPC",
      `${HEAD}    cidrBlocks: [10.0.0.0/16]\n    subnets: [{ id: subnet-1, cidrBlock: 10.1.0.0/24 }]\n`,
      [
        'facts.yaml:5:31 vpcs[0].subnets[0].cidrBlock is not inside the blocks of its VPC: got "10.1.0.0/24", allowed: a block inside 10.0.0.0/16; mend it, or add the VPC\'s further blocks to cidrBlocks',
      ],
    ],
    [
      "a route to a gateway that the VPC does not have",
      `${HEAD}    internetGateways: []\n    routeTables:\n      - { id: rtb-1, routes: [{ to: 0.0.0.0/0, via: igw-1 }] }\n`,
      [
        'facts.yaml:6:48 vpcs[0].routeTables[0].routes[0].via is not among the internetGateways of its VPC: got "igw-1", allowed: nothing, because internetGateways is empty; add it to internetGateways, which is to hold all of them',
      ],
    ],
    [
      "two entries of one number",
      `${HEAD}    networkAcls:\n      - id: acl-1\n        ingress:\n          - { rule: 100, action: allow, from: 0.0.0.0/0 }\n          - { rule: 100, action: deny, from: 10.0.0.0/8 }\n`,
      [
        "facts.yaml:8:15 vpcs[0].networkAcls[0].ingress[1].rule is the number of another entry: got 100, allowed: each number once in a direction; take the entry's own number",
      ],
    ],
    [
      "several faults, in the order of the file",
      "version: 3\nregion: ''\nbuckets: [{}]\n",
      [
        "facts.yaml:1:1 version is not the version of the context file: got 3, allowed: 1; set it to 1",
        'facts.yaml:2:1 region is empty: got "", allowed: the code of an AWS Region; set it to eu-west-1',
        "facts.yaml:3:11 buckets[0].name is missing: got nothing, allowed: the name of a bucket; set it to my-airflow-bucket",
      ],
    ],
  ];
  for (const [what, text, expected] of FAULTS) {
    it(`refuses ${what}, and says where it stands`, () => {
      assert.deepEqual(faultsOf(text), expected);
    });
  }

  it("reads JSON as it reads YAML", () => {
    const [yaml, json] = [read(EXAMPLE), read(JSON.stringify(parse(EXAMPLE)))];
    assert.deepEqual(json, yaml);
  });

  it("reads the example of the docs", () => {
    const page = readFileSync(join(ROOT, "docs/context.md"), "utf8");
    const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    assert.deepEqual(
      read(example).stack.resources.map(({ name }) => name),
      [
        "vpc-0d2a7c1b9e4f60853",
        "vpc-0d2a7c1b9e4f60853 name servers",
        "vpc-0d2a7c1b9e4f60853 name servers",
        "subnet-0e1f2a3b4c5d6e7f8",
        "subnet-0e1f2a3b4c5d6e7f8 rtb-0a11b22c33d44e55f",
        "rtb-0a11b22c33d44e55f",
        "sg-05a6b7c8d9e0f1a2b",
        "nat-0aa1b2c3d4e5f6071",
      ],
    );
  });

  it("reads nothing from a file that says nothing", () => {
    assert.deepEqual(read("version: 1\n"), {
      stack: {
        name: "facts.yaml",
        door: "context",
        resources: [],
        assumptions: ["What facts.yaml says exists as it says; nobody looked it up."],
        incomplete: [],
      },
      stackOutputs: {},
      components: {},
    });
  });

  it("gives each thing the type and the property names of the AWS provider", () => {
    const context = read(EXAMPLE);
    const nat = only(context, "nat-0aa1b2c3d4e5f6071", "NatGateway");
    assert.equal(nat.type, "aws:ec2/natGateway:NatGateway");
    assert.equal(nat.inputs["connectivityType"], "public");
    assert.equal(nat.inputs["availabilityMode"], "zonal");
    assert.deepEqual(only(context, "rtb-0a11b22c33d44e55f", "RouteTable").inputs["routes"], [
      { cidrBlock: "0.0.0.0/0", natGatewayId: "nat-0aa1b2c3d4e5f6071" },
    ]);
    assert.deepEqual(only(context, "sg-05a6b7c8d9e0f1a2b", "SecurityGroup").inputs["ingress"], [
      { protocol: "-1", fromPort: 0, toPort: 0, self: true },
    ]);
    assert.equal(
      only(context, "vpce-0123a4b5c6d7e8f90", "VpcEndpoint").inputs["serviceName"],
      "com.amazonaws.eu-west-1.s3",
    );
    assert.deepEqual(only(context, "subnet-0e1f2a3b4c5d6e7f8", ":Subnet").outputs, {
      id: "subnet-0e1f2a3b4c5d6e7f8",
      arn: "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-0e1f2a3b4c5d6e7f8",
      ownerId: "123456789012",
    });
  });

  it("uses no property that the provider does not have", () => {
    const all = [...read(EXAMPLE).stack.resources, ...contextOf(existingAccount()).stack.resources];
    const seen = new Set<string>();
    for (const { type, inputs, outputs } of all) {
      const [, file] = /^aws:([\w/]+):/.exec(type) ?? [];
      if (file === undefined) continue;
      const path = join(ROOT, "node_modules/@pulumi/aws", `${file}.d.ts`);
      const declared = readFileSync(path, "utf8");
      for (const property of [...Object.keys(inputs), ...Object.keys(outputs)]) {
        if (property === "id") continue;
        seen.add(`${type} ${property}`);
        assert.match(declared, new RegExp(`readonly ${property}\\??:|^    ${property}\\??:`, "m"));
      }
    }
    assert.ok(seen.size > 50);
  });

  it("knows the name servers and the ways in that a VPC is said to have", () => {
    const context = read(`${HEAD}    dnsServers: [10.0.5.53]\n    waysIn: [client-vpn]\n`);
    const options = only(context, "vpc-1 name servers", ":VpcDhcpOptions");
    assert.deepEqual(options.inputs, { domainNameServers: ["10.0.5.53"] });
    const tie = only(context, "vpc-1 name servers", ":VpcDhcpOptionsAssociation");
    assert.equal(tie.inputs["vpcId"], "vpc-1");
    assert.deepEqual(tie.propertyDependencies, { dhcpOptionsId: [options.urn] });
    assert.deepEqual(only(context, "vpc-1 client-vpn", ":WayIn").inputs, { vpcId: "vpc-1" });
    assert.deepEqual(only(context, "vpc-1", ":Vpc").complete, ["dhcpOptionsAssociation", "wayIn"]);
  });

  it("knows of an endpoint's addresses what is said, and of the rest nothing", () => {
    const context = read(
      `${HEAD}    endpoints: [{ id: vpce-1, service: sqs, ipAddressType: dualstack, dnsRecordIpType: ipv6 }]\n`,
    );
    const { inputs } = only(context, "vpce-1", "VpcEndpoint");
    assert.equal(inputs["ipAddressType"], "dualstack");
    assert.deepEqual(inputs["dnsOptions"], {
      privateDnsOnlyForInboundResolverEndpoint: new Unknown([
        "for whom the private names of vpce-1 are",
      ]),
      dnsRecordIpType: "ipv6",
    });
  });

  it("knows that what is mentioned exists, and nothing else of it", () => {
    const context = read(
      `${HEAD}    subnets: [{ id: subnet-1, routeTable: rtb-1, networkAcl: acl-1 }]\n`,
    );
    assert.deepEqual(only(context, "rtb-1", ":RouteTable").inputs, { vpcId: "vpc-1" });
    assert.deepEqual(only(context, "acl-1", ":NetworkAcl").inputs, {
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
    });
  });

  it("puts what belongs to another account behind a provider of that account", () => {
    const context = read(
      'version: 1\naccount: "111122223333"\nregion: eu-west-1\nvpcs: [{ id: vpc-1, ownerAccount: "444455556666" }]\n',
    );
    const vpc = only(context, "vpc-1", ":Vpc");
    const provider = context.stack.resources.find(({ type }) => type === "pulumi:providers:aws");
    assert.deepEqual(provider?.inputs, {
      region: "eu-west-1",
      allowedAccountIds: ["444455556666"],
    });
    assert.equal(vpc.provider, `${provider.urn}::444455556666-eu-west-1`);
    assert.equal(vpc.outputs["arn"], "arn:aws:ec2:eu-west-1:444455556666:vpc/vpc-1");
  });

  it("hands on what other stacks and components give out", () => {
    const context = read(
      "version: 1\nstackOutputs: { org/network/prod: { subnetIds: [subnet-1] } }\ncomponents: { 'awsx:ec2:Vpc': { net: { vpcId: vpc-1 } } }\n",
    );
    assert.deepEqual(context.stackOutputs, { "org/network/prod": { subnetIds: ["subnet-1"] } });
    assert.deepEqual(context.components, { "awsx:ec2:Vpc": { net: { vpcId: "vpc-1" } } });
  });
});

describe("the JSON Schema of context files", () => {
  const validate = new Ajv({ strict: false }).compile(contextFileSchema());

  it("takes the example, and what has every kind of fact", () => {
    for (const facts of [parse(EXAMPLE) as unknown, existingAccount()])
      assert.ok(validate(facts), JSON.stringify(validate.errors));
  });

  it("refuses a fact that nobody knows, and an id of another kind", () => {
    assert.equal(validate({ version: 1, vpc: [] }), false);
    assert.equal(validate({ version: 1, vpcs: [{ id: "subnet-1" }] }), false);
  });

  it("stands in docs/context.schema.json as it is", () => {
    assert.equal(readFileSync(CONTEXT_SCHEMA_FILE, "utf8"), renderContextSchema());
  });
});
