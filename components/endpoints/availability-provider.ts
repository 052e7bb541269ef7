import type * as credentialProviders from "@aws-sdk/credential-providers";
import type * as mwaaSdk from "@aws-sdk/client-mwaa";
import type * as pulumi from "@pulumi/pulumi";
import type { ObservedEnvironment, waitUntilAvailable } from "./availability-polling";

/** The inputs of an `EnvironmentAvailability`, once they are known. */
export interface AvailabilityInputs {
  readonly environmentName: string;
  readonly region: string;
  readonly roleArn?: string;
  readonly profile?: string;
  /** What the environment waits for; others make it wait anew. */
  readonly endpointIds: readonly string[];
  readonly timeoutMinutes: number;
}

/** What the provider is made of; all of it travels into the state of the stack. */
export interface AvailabilityParts {
  readonly wait: typeof waitUntilAvailable;
  /** Loads a package of the AWS SDK when it is needed. */
  readonly load: (packageName: string) => unknown;
  readonly advice: Parameters<typeof waitUntilAvailable>[0]["advice"];
}

type Outputs = AvailabilityInputs & {
  readonly status: string;
  readonly webserverUrl: string;
};

/**
 * The provider of `EnvironmentAvailability`. Pulumi writes its text into the state of the stack and
 * runs it in another process, so that it uses nothing but its own parts and what it loads there.
 */
export function availabilityProvider(parts: AvailabilityParts): pulumi.dynamic.ResourceProvider {
  const { wait, load, advice } = parts;
  const SDK = "@aws-sdk/client-mwaa";
  const CREDENTIALS = "@aws-sdk/credential-providers";

  const loaded = (packageName: string): unknown => {
    try {
      return load(packageName);
    } catch (error) {
      if (!String(error).includes(`'${packageName}'`)) throw error;
      throw new Error(
        `EnvironmentAvailability asks MWAA with the package ${packageName}, which is not installed: run npm install ${packageName}`,
        { cause: error },
      );
    }
  };

  const needsCredentials = (inputs: AvailabilityInputs): boolean =>
    (inputs.roleArn ?? inputs.profile) !== undefined;

  const credentialsFor = (inputs: AvailabilityInputs): object => {
    if (!needsCredentials(inputs)) return {};
    const { fromIni, fromTemporaryCredentials } = loaded(CREDENTIALS) as typeof credentialProviders;
    const { region, roleArn, profile } = inputs;
    const own = profile === undefined ? undefined : fromIni({ profile });
    if (roleArn === undefined) return { credentials: own };
    const assumed = fromTemporaryCredentials({
      ...(own !== undefined && { masterCredentials: own }),
      params: { RoleArn: roleArn, RoleSessionName: "pulumi-mwaa-availability" },
      clientConfig: { region },
    });
    return { credentials: assumed };
  };

  const clientFor = (inputs: AvailabilityInputs): mwaaSdk.MWAAClient => {
    const { MWAAClient } = loaded(SDK) as typeof mwaaSdk;
    const endpoint = process.env["AWS_ENDPOINT_URL_MWAA"];
    return new MWAAClient({
      region: inputs.region,
      ...credentialsFor(inputs),
      // The client writes api. before the host, which an endpoint of one's own has no name for.
      ...(endpoint !== undefined && { endpoint, disableHostPrefix: true }),
    });
  };

  const look = async (
    client: mwaaSdk.MWAAClient,
    environmentName: string,
  ): Promise<ObservedEnvironment> => {
    const { GetEnvironmentCommand } = loaded(SDK) as typeof mwaaSdk;
    const { Environment } = await client.send(new GetEnvironmentCommand({ Name: environmentName }));
    const error = Environment?.LastUpdate?.Error;
    return {
      status: Environment?.Status ?? "",
      webserverUrl: Environment?.WebserverUrl ?? "",
      error:
        error === undefined
          ? undefined
          : { code: error.ErrorCode ?? "", message: error.ErrorMessage ?? "" },
    };
  };

  const available = async (inputs: AvailabilityInputs): Promise<Outputs> => {
    const client = clientFor(inputs);
    try {
      const seen = await wait(
        { ...inputs, advice },
        {
          look: () => look(client, inputs.environmentName),
          now: () => Date.now(),
          sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        },
      );
      const { status, webserverUrl } = seen;
      return {
        ...inputs,
        status,
        webserverUrl:
          webserverUrl === "" || webserverUrl.startsWith("https://")
            ? webserverUrl
            : `https://${webserverUrl}`,
      };
    } finally {
      client.destroy();
    }
  };

  const differs = (key: keyof AvailabilityInputs, olds: object, news: object): boolean =>
    JSON.stringify(Reflect.get(olds, key)) !== JSON.stringify(Reflect.get(news, key));

  return {
    // Asked for in a preview too: a missing package shall not be found out an hour later.
    check: (_olds: AvailabilityInputs, news: AvailabilityInputs) => {
      loaded(SDK);
      if (needsCredentials(news)) loaded(CREDENTIALS);
      return Promise.resolve({ inputs: news });
    },
    create: async (inputs: AvailabilityInputs) => ({
      id: `${inputs.region}/${inputs.environmentName}`,
      outs: await available(inputs),
    }),
    diff: (_id, olds: AvailabilityInputs, news: AvailabilityInputs) => {
      const replaces = (["region", "environmentName"] as const).filter((key) =>
        differs(key, olds, news),
      );
      const changes = replaces.length > 0 || differs("endpointIds", olds, news);
      return Promise.resolve({ changes, replaces });
    },
    update: async (_id, _olds: AvailabilityInputs, news: AvailabilityInputs) => ({
      outs: await available(news),
    }),
  };
}
