/**
 * A stand-in for `pulumi-resource-pulumi-nodejs`, which ships with a full installation only: it starts the dynamic
 * provider of the project's own `@pulumi/pulumi`, as the installed one does.
 */
import { createRequire } from "node:module";
import * as path from "node:path";

createRequire(path.join(process.cwd(), "package.json"))("@pulumi/pulumi/cmd/dynamic-provider");
