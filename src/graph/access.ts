/** What reports and exports are given of a client: how they send, and what they may cost. */
import { objectOf } from './answers';
import { CallSender, type ViewOptions } from './callSender';
import { exportAccess, type ExportAccess } from './exports/exportAccess';
import type { GraphStack } from './graphStack';
import {
  readReportContent,
  type ReportAccess,
  type ReportRequest,
} from './reports';

export function reportAccessOf(
  stack: GraphStack,
  view: ViewOptions,
  request: ReportRequest<string>,
): ReportAccess {
  const { reportForms: forms, limits } = stack;
  const sender = new CallSender(stack, view);
  const url = `${sender.root(request.version)}${request.path}`;
  return {
    post: (body) =>
      sender.fetch(
        request,
        url,
        (endpoint, answer) => readReportContent(endpoint, answer, limits),
        body,
      ),
    forms,
    limits,
    signal: view.signal,
  };
}

export function exportAccessOf(
  stack: GraphStack,
  view: ViewOptions,
): ExportAccess {
  const { exports, clock, random, arrivals } = stack;
  const sender = new CallSender(stack, view);
  return exportAccess(
    { ...exports, ...view, clock, random, giveWay: () => arrivals.giveWay() },
    (endpoint, path, body) =>
      sender.fetch(
        endpoint,
        `${sender.root(endpoint.version)}${path}`,
        objectOf,
        body,
      ),
  );
}
