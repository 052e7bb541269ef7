import { ENVIRONMENTS } from "./environment";
import { IDENTITY } from "./identity";
import { KEYS_AND_LOGS } from "./keys-and-logs";
import { NETWORK } from "./network";
import { ROUTING } from "./routing";
import { SECURITY } from "./security";
import type { Service } from "./service";
import { STORAGE } from "./storage";

const TABLES = [NETWORK, ROUTING, SECURITY, STORAGE, IDENTITY, KEYS_AND_LOGS, ENVIRONMENTS];

/** The resource types that the fake account plays. Others get a plain life: created, updated in place, deleted. */
export const SERVICES: ReadonlyMap<string, Service> = new Map(
  TABLES.flat().map((service) => [service.token, service] as const),
);
