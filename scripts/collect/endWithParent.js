/**
 * Loaded into the command line by runCollect.ts: ends it with the process that
 * started it. Alone, it would go on forever, since the SDK logs that its output
 * is closed, which fails, which it logs.
 */
process.once('disconnect', () => process.exit(1));
// The channel itself must not keep the process alive.
process.channel.unref();
