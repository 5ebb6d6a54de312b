'use strict';

/**
 * Calls back with `(null, exists)`: false where nothing answers, or with a status of 400 to 499.
 * It never calls back with an error, as the original.
 */
module.exports = function urlExists(url, callback) {
  fetch(url, { method: 'HEAD' }).then(
    ({ status }) => callback(null, status < 400 || status > 499),
    () => callback(null, false),
  );
};
