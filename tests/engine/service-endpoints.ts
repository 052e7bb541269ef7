import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";

import { Cloud } from "./provider/cloud/cloud";
import { arnIn, placeOf } from "./provider/cloud/place";
import type { Shelf } from "./provider/cloud/store";
import {
  allows,
  documentOf,
  principals,
  roleStatements,
  statementsOf,
} from "./provider/services/policy-match";
import { isList, isObject, textOf } from "./provider/wire";
import type { JsonObject } from "./provider/wire";

const ENVIRONMENT = "aws:mwaa/environment:Environment";
const ROLE = "aws:iam/role:Role";
const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/;

/** Who calls: an account's administrator, or a role that was assumed. */
interface Caller {
  readonly account: string;
  readonly role?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The access key of an account's administrator. */
export function accessKeyOf(account: string): string {
  return `AKIA${account}`;
}

function refusal(status: number, code: string, message: string): Answer {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ message }),
  };
}

function xml(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/xml" }, body };
}

function denied(caller: Caller, action: string, resource: string): string {
  const who = caller.role === undefined ? "root" : `role/${caller.role}`;
  return `User: arn:aws:iam::${caller.account}:${who} is not authorized to perform: ${action} on resource: ${resource}`;
}

/**
 * What of AWS's HTTP interface the programs under test call by themselves: `mwaa:GetEnvironment` and
 * `sts:AssumeRole`, answered from the cloud's file, on the loopback interface. Signatures are not verified; who
 * calls is told by the access key.
 */
export class ServiceEndpoints {
  readonly #sessions = new Map<string, Caller>();
  readonly #server: Server;

  private constructor(
    private readonly shelf: Shelf,
    private readonly onQuestion: () => void,
  ) {
    this.#server = createServer((request, response) => {
      this.#read(request).then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    this.#server.unref();
  }

  /** Listens on a free port. `onQuestion` is called before an environment's state is told. */
  static async start(
    shelf: Shelf,
    onQuestion: () => void = () => undefined,
  ): Promise<ServiceEndpoints> {
    const endpoints = new ServiceEndpoints(shelf, onQuestion);
    await new Promise<void>((resolve, reject) => {
      endpoints.#server.once("error", reject);
      endpoints.#server.listen(0, "127.0.0.1", resolve);
    });
    return endpoints;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #read(request: IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const credential = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(
      request.headers.authorization ?? "",
    );
    const [, key = "", region = ""] = credential ?? [];
    const caller = this.#callerOf(key);
    if (caller === undefined) {
      return refusal(403, "UnrecognizedClientException", "The security token is invalid.");
    }
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    if (form.get("Action") === "AssumeRole") {
      return this.#assume(caller, form.get("RoleArn") ?? "");
    }
    const name = /^\/environments\/([^/?]+)$/.exec(request.url ?? "")?.[1];
    if (request.method === "GET" && name !== undefined) {
      this.onQuestion();
      return this.#environment(caller, region, decodeURIComponent(name));
    }
    return refusal(
      400,
      "UnknownOperationException",
      `${request.method ?? ""} ${request.url ?? ""}`,
    );
  }

  #callerOf(key: string): Caller | undefined {
    const account = /^AKIA(\d{12})$/.exec(key)?.[1];
    return account === undefined ? this.#sessions.get(key) : { account };
  }

  #assume(caller: Caller, arn: string): Answer {
    const [, account = "", name = ""] = ROLE_ARN.exec(arn) ?? [];
    const role = new Cloud(this.shelf, account).find(ROLE, name);
    const trusted =
      role !== undefined &&
      statementsOf(documentOf(role.inputs["assumeRolePolicy"], "AccessDenied"))
        .filter((statement) => statement["Effect"] === "Allow")
        .flatMap((statement) => principals(statement, "AWS"))
        .some(
          (who) => who === "*" || who === caller.account || who.includes(`:${caller.account}:`),
        );
    if (!trusted) {
      const message = denied(caller, "sts:AssumeRole", arn);
      return xml(
        403,
        `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
    }
    const key = `ASIA${String(this.#sessions.size).padStart(16, "0")}`;
    this.#sessions.set(key, { account, role: name });
    return xml(
      200,
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  }

  #environment(caller: Caller, region: string, name: string): Answer {
    const cloud = new Cloud(this.shelf, caller.account);
    const arn = arnIn(placeOf(caller.account, region), "airflow", `environment/${name}`);
    const action = "airflow:GetEnvironment";
    if (caller.role !== undefined && !allows(roleStatements(cloud, caller.role), action, arn)) {
      return refusal(403, "AccessDeniedException", denied(caller, action, arn));
    }
    const found = cloud.find(ENVIRONMENT, name);
    if (found === undefined) {
      return refusal(404, "ResourceNotFoundException", `Environment ${name} not found.`);
    }
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ Environment: described(name, arn, found.state) }),
    };
  }
}

function described(name: string, arn: string, state: JsonObject): JsonObject {
  const updates = state["lastUpdateds"];
  const [last] = isList(updates) ? updates : [];
  const errors = isObject(last) ? last["errors"] : undefined;
  const [error] = isList(errors) ? errors : [];
  const update = {
    Status: isObject(last) ? (textOf(last, "status") ?? "") : "",
    ...(isObject(error)
      ? {
          Error: {
            ErrorCode: textOf(error, "errorCode") ?? "",
            ErrorMessage: textOf(error, "errorMessage") ?? "",
          },
        }
      : {}),
  };
  return {
    Arn: arn,
    Name: name,
    Status: textOf(state, "status") ?? "",
    WebserverUrl: textOf(state, "webserverUrl") ?? "",
    WebserverAccessMode: textOf(state, "webserverAccessMode") ?? "",
    EndpointManagement: textOf(state, "endpointManagement") ?? "",
    DatabaseVpcEndpointService: textOf(state, "databaseVpcEndpointService") ?? "",
    WebserverVpcEndpointService: textOf(state, "webserverVpcEndpointService") ?? "",
    LastUpdate: update,
  };
}
