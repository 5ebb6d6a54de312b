/** Middleware that lets the rules of the moment loose on requests, those inside a $batch included. */
import type { HttpAnswer, HttpMiddleware, HttpRequest } from '../http/message';
import { answerItems, type Hit } from './batchItems';
import { createDraw, type Draw } from './occurrence';
import {
  fits,
  type FaultedRequest,
  type FaultRule,
  type RequestKind,
} from './rule';

export interface FaultInjector {
  /** Instead of the rules before; all counts begin anew. */
  setRules(rules: readonly FaultRule[]): void;
  /** How many requests the rules of the moment have hit. */
  hits(): number;
  /** For one server; several share the rules and their counts. */
  middleware(kindOf: (url: string) => RequestKind): HttpMiddleware;
}

interface ArmedRule {
  readonly on: FaultRule['on'];
  readonly draw: Draw;
}

export function createFaultInjector(
  rules: readonly FaultRule[] = [],
): FaultInjector {
  let armed = arm(rules);
  let hitCount = 0;
  const hit: Hit = (request) => {
    const hits = armed
      .filter(({ on }) => fits(on, request))
      .flatMap(({ draw }) => draw(request) ?? []);
    if (hits.length === 0) return undefined;
    hitCount += 1;
    return (answer) => {
      // The first rule is the outermost.
      const faulty = hits.reduceRight<() => Promise<HttpAnswer>>(
        (next, fault) => () => fault.apply(next, request),
        answer,
      );
      return faulty();
    };
  };
  return {
    setRules: (next) => {
      armed = arm(next);
      hitCount = 0;
    },
    hits: () => hitCount,
    middleware: (kindOf) => (request, next) => {
      const answer = async () => answerItems(request, await next(request), hit);
      const fault = hit(toFaulted(request, kindOf(request.url)));
      return fault ? fault(answer) : answer();
    },
  };
}

function arm(rules: readonly FaultRule[]): ArmedRule[] {
  return rules.map((rule) => ({ on: rule.on, draw: createDraw(rule) }));
}

function toFaulted(
  { method, url, body }: HttpRequest,
  kind: RequestKind,
): FaultedRequest {
  return { kind, method, url, body };
}
