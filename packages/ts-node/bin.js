#!/usr/bin/env node
/** `ts-node <script> [arguments]`: as `node`, for a script in TypeScript. */
const Module = require('node:module');
const path = require('node:path');
require('./index').register();

const [node, , script, ...args] = process.argv;
process.argv = [node, path.resolve(script), ...args];
Module.runMain();
