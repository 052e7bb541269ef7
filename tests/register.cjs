// Tests run transpile-only: types are checked once, by `npm run typecheck`, not at every start.
process.env.TS_NODE_TRANSPILE_ONLY ??= "1";
require("ts-node/register");
