/** What reports and exports are given of a client: how they send, and what they may cost. */
import { objectOf } from './http/answers';
import { CallSender, type ViewOptions } from './callSender';
import { exportAccess, type ExportAccess } from './exports/exportAccess';
import type { GraphStack } from './graphStack';
import { readReportContent, type ReportAccess } from './reports';

export function reportAccessOf(
  stack: GraphStack,
  view: ViewOptions,
): ReportAccess {
  const { reportNames: names, reportForms: forms, limits } = stack;
  const sender = new CallSender(stack, view);
  return {
    post: (request, body) =>
      sender.fetch({
        request,
        body,
        read: (endpoint, answer) => readReportContent(endpoint, answer, limits),
      }),
    names,
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
    (request, relativeUrl, body) =>
      sender.fetch({
        request,
        relativeUrl,
        body,
        read: (endpoint, answer) => objectOf(endpoint, answer),
      }),
  );
}
