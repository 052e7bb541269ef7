import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  /** The access key that signed it. */
  readonly accessKey: string;
  readonly body: string;
}

/** What is answered. */
export interface Response {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service on this machine, for as long as `use` takes. */
export async function withLoopback<T>(
  answer: (request: Arrived) => Response,
  use: (address: string, arrived: readonly Arrived[]) => Promise<T>,
): Promise<T> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const seen: Arrived = {
        method: request.method ?? "",
        path: request.url ?? "",
        host: request.headers.host ?? "",
        accessKey: /Credential=([^/]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "",
        body,
      };
      arrived.push(seen);
      const { status, type, body: text, headers } = answer(seen);
      response.writeHead(status, { "content-type": type, ...headers }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await use(`http://127.0.0.1:${port}`, arrived);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** Runs with these variables of the process's environment, and puts the old ones back. */
export async function withVariables<T>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(variables).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, variables);
  try {
    return await run();
  } finally {
    for (const [key, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = value;
    }
  }
}
