const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

class Inner extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("test:index:Inner", name, args, opts);
    this.bucket = new aws.s3.Bucket(`${name}-bucket`, {}, { parent: this });
    this.queue = new aws.sqs.Queue(`${name}-queue`, { tags: args.tags }, { parent: this });
    this.registerOutputs({ bucket: this.bucket.bucket });
  }
}

class Outer extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("test:index:Outer", name, args, opts);
    this.inner = new Inner(`${name}-inner`, args, {
      parent: this,
      aliases: [{ name: "former", parent: pulumi.rootStackResource }],
    });
    this.registerOutputs();
  }
}

module.exports = async () => {
  const config = new pulumi.Config();
  const password = config.requireSecret("password");
  const settings = config.requireObject("settings");
  const abroad = new aws.Provider("abroad", {
    region: "eu-central-1",
    assumeRoles: [{ roleArn: "arn:aws:iam::222222222222:role/deployer" }],
  });
  const outer = new Outer(
    "outer",
    { tags: { team: settings.team } },
    { providers: { aws: abroad }, protect: true },
  );
  const topic = new aws.sns.Topic(
    "topic",
    {},
    { aliases: ["urn:pulumi:dev::components::aws:sns/topic:Topic::old"], retainOnDelete: true },
  );
  const secret = new aws.secretsmanager.Secret("secret", { name: "airflow/connections/db" });
  new aws.secretsmanager.SecretVersion("secret", { secretId: secret.id, secretString: password });
  outer.inner.bucket.arn.apply(
    (arn) => new aws.sns.TopicPolicy("made-in-apply", { arn: topic.arn, policy: arn }),
  );
  new aws.s3.BucketPolicy(
    "policy",
    { bucket: outer.inner.bucket.id, policy: pulumi.jsonStringify({ Version: "2012-10-17" }) },
    {
      provider: abroad,
      dependsOn: [outer],
      customTimeouts: { create: "10m", delete: "90s" },
      replaceOnChanges: ["policy"],
      ignoreChanges: ["region"],
      deleteBeforeReplace: true,
    },
  );
  const { names } = await aws.getAvailabilityZones({ state: "available" });
  return { queue: outer.inner.queue.arn, password, zones: names.length, stack: pulumi.getStack() };
};
