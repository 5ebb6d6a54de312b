/** A JSON answer of the login endpoints. */
import { randomUUID } from 'node:crypto';
import type { HttpAnswer } from '../http/message';

export function jsonAnswer(status: number, body: object): HttpAnswer {
  return {
    status,
    headers: {
      'Cache-Control': 'no-store, no-cache',
      Pragma: 'no-cache',
      'Content-Type': 'application/json; charset=utf-8',
      'x-ms-request-id': randomUUID(),
    },
    body: JSON.stringify(body),
  };
}
