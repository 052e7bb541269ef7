// Mutants are tried one after the other in one process: what one of them made the engine remember
// would answer for the next, which then is neither asked nor noticed. So every test starts afresh.
const pattern = require("../../reasoning/iam/pattern");

const { remember } = pattern;
const forgets = [];

pattern.remember = (compute) => {
  let ask = remember(compute);
  forgets.push(() => {
    ask = remember(compute);
  });
  return (text) => ask(text);
};

exports.mochaHooks = {
  beforeEach() {
    for (const forget of forgets) forget();
  },
};
