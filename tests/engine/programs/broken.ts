/**
 * The product's program with something broken (`mwaa-broken:edits`), as a transformation or a hand edit would break
 * it: what the plan has to foresee and the policy pack has to stop.
 */
import * as pulumi from "@pulumi/pulumi";

import { applyEdits } from "./edits";
import type { Edit } from "./edits";

applyEdits(new pulumi.Config("mwaa-broken").getObject<readonly Edit[]>("edits") ?? []);

// The program runs as soon as it is loaded, and has to find the transformation in place.
// eslint-disable-next-line @typescript-eslint/no-require-imports
export = require("../../../index") as Promise<unknown>;
