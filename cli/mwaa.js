#!/usr/bin/env node
"use strict";
// In a clone the sources run as they are, so that no build can be stale; the package on npm holds
// the build only. Both are told apart by what stands beside this file.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (existsSync(join(__dirname, "main.ts"))) {
  require("../tools/load-sources.cjs");
  require("./main").runProcess();
} else {
  require("../dist/cli/main").runProcess();
}
