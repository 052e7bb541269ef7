// Mutants are tried one after the other in one process: what one of them made the engine remember
// would answer for the next, which then is neither asked nor noticed. So every test starts afresh.
const memory = require("../../reasoning/remember");

const forgets = [];

for (const [name, keep] of Object.entries(memory)) {
  memory[name] = (compute) => {
    let ask = keep(compute);
    forgets.push(() => {
      ask = keep(compute);
    });
    return (asked) => ask(asked);
  };
}

exports.mochaHooks = {
  beforeEach() {
    for (const forget of forgets) forget();
    // Mutants that never end are stopped from outside; a busy machine is none.
    this.currentTest?.timeout(0);
  },
};
