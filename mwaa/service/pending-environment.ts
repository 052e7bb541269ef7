import type { Source } from "../source";

/** Where it stands what keeps an environment in a shared VPC from coming up. */
export const PENDING_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html",
  section: "Troubleshooting",
  read: "2026-11-22",
};

/**
 * How many hours an environment waits in `PENDING` for the endpoints that its customer makes. Then
 * it is `CREATE_FAILED` for good, and has to be deleted and created anew.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html,
 * "EndpointManagement", read 2026-11-22.
 */
export const PENDING_HOURS = 72;

/** What to look at when an environment waits too long for its endpoints. */
export const STAYS_PENDING: readonly string[] = [
  "the endpoint of the database is in the state available, and so is the one of the web server, which every private web server needs",
  "both were made by the account that owns the VPC, for the services that the environment names",
];

/** What to look at when an environment with endpoints of the customer could not be created. */
export const CREATION_FAILED: readonly string[] = [
  "the owner of the VPC shares both subnets with the environment's account",
  "the endpoints stand in the environment's own two subnets",
  "their security group admits the environment's, written <account>/<security group> where the accounts differ",
  `they were there within ${PENDING_HOURS} hours`,
];
