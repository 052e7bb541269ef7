/**
 * What AWS's services can be asked for: actions with their access level, resource types and condition
 * keys, from the Service Authorization Reference. The table is about 270 kB of text; a service is
 * decoded when it is first asked for.
 */
export {
  ACTION_DATA_NOTICE,
  ACTION_DATA_SOURCE,
  findAction,
  globalKeys,
  KNOWN_SERVICES,
  serviceActions,
} from "./catalogue";
export { findKey, isKey } from "./key-names";
export type { KeyLookup } from "./key-names";
export type {
  AccessLevel,
  Action,
  ActionResource,
  ConditionKey,
  KeyType,
  ResourceType,
  ServiceActions,
} from "./types";
