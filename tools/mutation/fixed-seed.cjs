// A mutant that only some random cases kill would be alive on one run and dead on the next.
require("fast-check").configureGlobal({ seed: 20261122 });
