/**
 * The product's program with one thing broken (`mwaa-broken:what`), as a transformation or a hand edit would break
 * it: what the policy pack has to stop.
 */
import * as pulumi from "@pulumi/pulumi";

import { breakerNamed } from "./breakers";

const breaker = breakerNamed(new pulumi.Config("mwaa-broken").require("what"));

pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) =>
  type === breaker.type && breaker.names.test(name)
    ? { props: breaker.change(props), opts }
    : undefined,
);

// The program runs as soon as it is loaded, and has to find the transformation in place.
// eslint-disable-next-line @typescript-eslint/no-require-imports
export = require("../../../index") as Promise<unknown>;
