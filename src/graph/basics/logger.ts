/** What the client needs of a logger; the SDK's loggers have it. */
export interface GraphLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export const silentLogger: GraphLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};
