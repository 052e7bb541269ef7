import { CERTIFICATES_AND_NAMES } from "./certificates-and-names";
import { ENDPOINTS } from "./endpoints";
import { ENVIRONMENTS } from "./environment";
import { EVENTS } from "./events";
import { FUNCTIONS } from "./functions";
import { IDENTITY } from "./identity";
import { KEY_GRANTS } from "./key-grants";
import { KEYS_AND_LOGS } from "./keys-and-logs";
import { LOAD_BALANCING } from "./load-balancing";
import { NETWORK } from "./network";
import { NETWORK_ACLS } from "./network-acls";
import { QUEUES_AND_ALARMS } from "./queues-and-alarms";
import { ROUTING } from "./routing";
import { SECURITY } from "./security";
import type { Service } from "./service";
import { SHARING } from "./sharing";
import { STORAGE } from "./storage";

const TABLES = [
  CERTIFICATES_AND_NAMES,
  ENDPOINTS,
  ENVIRONMENTS,
  EVENTS,
  FUNCTIONS,
  IDENTITY,
  KEY_GRANTS,
  KEYS_AND_LOGS,
  LOAD_BALANCING,
  NETWORK,
  NETWORK_ACLS,
  QUEUES_AND_ALARMS,
  ROUTING,
  SECURITY,
  SHARING,
  STORAGE,
];

/** The resource types that the fake accounts play. Others get a plain life: created, updated in place, deleted. */
export const SERVICES: ReadonlyMap<string, Service> = new Map(
  TABLES.flat().map((service) => [service.token, service] as const),
);
