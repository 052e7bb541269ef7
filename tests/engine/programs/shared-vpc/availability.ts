import * as pulumi from "@pulumi/pulumi";

interface Inputs {
  readonly account: string;
  readonly name: string;
  readonly endpoints: readonly string[];
}

// Pulumi takes this object's text to the dynamic provider, which runs it in a process of its own.
const provider: pulumi.dynamic.ResourceProvider<Inputs, Inputs & { readonly status: string }> = {
  async create(inputs) {
    const { account, name } = inputs;
    const url = process.env["AWS_ENDPOINT_URL_MWAA"] ?? "";
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIA${account}/20261122/eu-central-1/airflow/aws4_request`;
    const response = await fetch(`${url}/environments/${name}`, { headers: { authorization } });
    const { Environment } = (await response.json()) as { Environment: { Status: string } };
    return { id: name, outs: { ...inputs, status: Environment.Status } };
  },
};

/** Asks once what state an environment is in: a dynamic resource without any package. */
export class Availability extends pulumi.dynamic.Resource {
  declare readonly status: pulumi.Output<string>;

  constructor(
    title: string,
    inputs: pulumi.Inputs & {
      account: string;
      name: pulumi.Input<string>;
      endpoints: pulumi.Input<string>[];
    },
    options?: pulumi.CustomResourceOptions,
  ) {
    super(provider, title, { ...inputs, status: undefined }, options);
  }
}
