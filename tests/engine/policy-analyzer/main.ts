/**
 * A stand-in for `pulumi-analyzer-policy`: the engine starts it in the pack's folder with its address and ".";
 * all that it does is run the pack with the pack's own `@pulumi/pulumi`.
 */
import { spawn } from "node:child_process";

const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [process.cwd()] });
const child = spawn(process.execPath, [runner, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => child.kill(signal));
}
child.once("error", (error) => {
  throw error;
});
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
