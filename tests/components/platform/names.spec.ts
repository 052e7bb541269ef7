import assert from "node:assert/strict";
import type { Recording, Registration } from "../../helpers/mocks";
import { built, settingsOf, STACKS } from "./built";

/** How AWS limits the names of a type. */
interface Limit {
  readonly most: number;
  readonly pattern: RegExp;
}

const IAM = /^[\w+=,.@-]+$/;

/** The types with names of their own; without one, the provider takes the logical name and draws. */
const LIMITS: Readonly<Record<string, Limit>> = {
  "aws:cloudwatch/eventBus:EventBus": { most: 256, pattern: /^[/.\w-]+$/ },
  "aws:cloudwatch/eventRule:EventRule": { most: 64, pattern: /^[.\w-]+$/ },
  "aws:cloudwatch/logGroup:LogGroup": { most: 512, pattern: /^[.\-_/#\w]+$/ },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { most: 255, pattern: /^[ -~]+$/ },
  "aws:ec2/securityGroup:SecurityGroup": {
    most: 255,
    pattern: /^(?!sg-)[\w .\-:/()#,@[\]+=&;{}!$*]+$/,
  },
  "aws:iam/policy:Policy": { most: 128, pattern: IAM },
  "aws:iam/role:Role": { most: 64, pattern: IAM },
  "aws:iam/rolePolicy:RolePolicy": { most: 128, pattern: IAM },
  "aws:kms/alias:Alias": { most: 256, pattern: /^alias\/(?!aws\/)[\w/-]+$/ },
  "aws:lambda/function:Function": { most: 64, pattern: /^[\w-]+$/ },
  "aws:lb/loadBalancer:LoadBalancer": { most: 32, pattern: /^(?!internal-|-)[a-zA-Z0-9-]+$/ },
  "aws:lb/targetGroup:TargetGroup": { most: 32, pattern: /^(?!-)[a-zA-Z0-9-]+$/ },
  "aws:mwaa/environment:Environment": { most: 80, pattern: /^[a-zA-Z][\w-]*$/ },
  "aws:s3/bucket:Bucket": { most: 63, pattern: /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/ },
  "aws:sqs/queue:Queue": { most: 80, pattern: /^[\w-]+$/ },
};

/** What the Pulumi provider adds where it draws a name, and what AWS does after a prefix. */
const DRAWN = "-0123456";
const AFTER_PREFIX = 26;

/** The longest physical name that a registration can lead to. */
function physicalName({ type, name, inputs }: Registration): string {
  const { namePrefix, bucket } = inputs;
  if (typeof namePrefix === "string") {
    assert.ok(namePrefix.length <= 6, `${namePrefix} is longer than a prefix can be`);
    return namePrefix + "0".repeat(AFTER_PREFIX);
  }
  const given = type === "aws:s3/bucket:Bucket" ? bucket : inputs["name"];
  return typeof given === "string" ? given : name + DRAWN;
}

function refusedNames(recording: Recording): readonly string[] {
  return recording.registrations.flatMap((registration) => {
    const limit = LIMITS[registration.type];
    if (limit === undefined) return [];
    const name = physicalName(registration);
    if (name.length <= limit.most && limit.pattern.test(name)) return [];
    return [`${registration.type} ${registration.name}: ${name}`];
  });
}

/** As long and as odd as MWAA lets the name of an environment be. */
const EXTREME_NAMES = ["a", `Data_Platform-${"x".repeat(65)}_`, `e${"-_".repeat(39)}9`];

/** The characters that EC2 takes in the description of a group or a rule. */
const DESCRIPTION = /^[\w .\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

function descriptionOf({ description }: Registration["inputs"]): string {
  return typeof description === "string" ? description : "";
}

describe("The names of a stack's resources", () => {
  for (const stack of STACKS) {
    it(`are names that AWS takes in ${stack}, whatever the environment is called`, async () => {
      for (const name of EXTREME_NAMES) {
        const { recording } = await built({ ...settingsOf(stack), name });
        assert.deepEqual(refusedNames(recording), []);
      }
    });

    it(`do without characters that EC2 refuses in the descriptions of ${stack}`, async () => {
      const { recording } = await built(settingsOf(stack));
      const refused = recording.registrations.filter(
        ({ type, inputs }) =>
          /SecurityGroup/.test(type) && !DESCRIPTION.test(descriptionOf(inputs)),
      );
      assert.deepEqual(
        refused.map(({ name, inputs }) => `${name}: ${descriptionOf(inputs)}`),
        [],
      );
    });
  }

  it("cover every type that the stacks make and that has a name", async () => {
    const named = new Set<string>();
    for (const stack of STACKS) {
      const { recording } = await built(settingsOf(stack));
      for (const { type, inputs } of recording.registrations) {
        if (typeof inputs["name"] === "string" && type.startsWith("aws:")) named.add(type);
      }
    }
    // Names of DNS and of shares are not limited to less than what a name of an environment has.
    const unlimited = ["aws:ram/resourceShare:ResourceShare", "aws:route53/record:Record"];
    assert.deepEqual(
      [...named].filter((type) => LIMITS[type] === undefined && !unlimited.includes(type)),
      [],
    );
  });
});
