/**
 * The floors of the house: imports only point down, and the three rooms of the first floor do not
 * know each other. Ground: mwaa, reasoning. First: components, preflight, rollout. Top: index.ts,
 * policies, cli.
 */
const ground = "^(mwaa|reasoning)/";
const top = "^(policies|cli)/|^index\\.ts$";

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "ground-imports-nothing-above",
      severity: "error",
      from: { path: ground },
      to: { path: `^(components|preflight|rollout)/|${top}` },
    },
    {
      name: "reasoning-knows-no-mwaa",
      severity: "error",
      from: { path: "^reasoning/" },
      to: { path: "^mwaa/" },
    },
    {
      name: "mwaa-does-not-reason",
      severity: "error",
      from: { path: "^mwaa/" },
      to: { path: "^reasoning/" },
    },
    {
      name: "ground-is-pure",
      comment: "No Pulumi and no input or output on the ground floor.",
      severity: "error",
      from: { path: ground },
      to: { path: "@pulumi/|^(node:)?(fs|net|http|https|child_process|os)$" },
    },
    {
      name: "first-floor-neighbours-do-not-meet",
      severity: "error",
      from: { path: "^(components|preflight|rollout)/" },
      to: { path: "^(components|preflight|rollout)/", pathNot: "^$1/" },
    },
    {
      name: "first-floor-imports-nothing-above",
      severity: "error",
      from: { path: "^(components|preflight|rollout)/" },
      to: { path: top },
    },
    {
      name: "checks-know-no-pulumi",
      comment: "Only the readers of a symbolic plan touch the Pulumi runtime.",
      severity: "error",
      from: { path: "^preflight/", pathNot: "^preflight/readers/symbolic-plan/" },
      to: { path: "@pulumi/" },
    },
    {
      name: "pack-loads-no-aws",
      comment: "@pulumi/aws costs 0.4 s and 140 MB at load; the pack matches by type token.",
      severity: "error",
      from: { path: "^(policies|cli|preflight)/" },
      to: { path: "@pulumi/aws" },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
