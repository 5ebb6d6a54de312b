/**
 * The order of test files: those that start processes or run whole
 * collections come first, so that no worker is left alone with one at the end.
 */
const Sequencer = require('@jest/test-sequencer').default;

const first = ['test/endToEnd/', 'test/reliability/', 'test/emulator/'];

class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path, context }) => {
      const below = path.slice(context.config.rootDir.length + 1);
      const place = first.findIndex((folder) => below.startsWith(folder));
      return place === -1 ? first.length : place;
    };
    // Jest's own order among its kind: last time's duration, or else size.
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirst;
