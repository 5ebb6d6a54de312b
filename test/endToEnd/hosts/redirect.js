/**
 * Loaded into the command line by `node --require`: whoever connects to one of
 * the given places (host:port) gets to a port of this machine, and every other one
 * is refused. Names of hosts stay what they are, so certificates are checked for
 * real. Each host that anybody wanted is noted in a file.
 */
'use strict';
const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');

/** @type {{ports: Record<string, number>, log: string}} */
const { ports, log } = JSON.parse(process.env.REDIRECTED_HOSTS);
const connect = Socket.prototype.connect;

Socket.prototype.connect = function (...args) {
  // `net.connect` hands on its arguments as one list, `tls.connect` as they are.
  const list = Array.isArray(args[0]) ? args[0] : args;
  const options = list[0];
  if (typeof options !== 'object' || !options.port) {
    return connect.apply(this, args);
  }
  appendFileSync(log, `${options.host}:${options.port}\n`);
  const port = ports[`${options.host}:${options.port}`];
  if (port === undefined) {
    process.nextTick(() => this.destroy(new Error('not a host of this cloud')));
    return this;
  }
  list[0] = { ...options, host: '127.0.0.1', port };
  return connect.apply(this, args);
};
