/** Middleware that delays each answer, as a distant service would. */
import { setTimeout } from 'node:timers/promises';
import type { HttpMiddleware } from './message';

export function latency(milliseconds: number): HttpMiddleware {
  return async (request, next) => {
    if (milliseconds > 0) await setTimeout(milliseconds);
    return next(request);
  };
}
