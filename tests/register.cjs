// Tests run the sources as they are; types are checked once, by `npm run typecheck`.
require("../tools/load-sources.cjs");
