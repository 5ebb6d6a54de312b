const usesOfOneFile = /\bjest\s*\.|\b(before|after)(Each|All)\(/;

/** Whether a module with this text uses what Jest gives to one test file only: `jest`, `afterEach` and its like. */
const belongsToOneFile = (text) => usesOfOneFile.test(text);

module.exports = { belongsToOneFile };
