/** The parts of a client that reports and exports need: how they send, and what they may cost. */
import { objectOf } from '../http/answers';
import { CallSender, type ViewOptions } from './callSender';
import { exportAccess, type ExportAccess } from '../exports/exportAccess';
import type { ClientParts } from './clientParts';
import { readReportContent, type ReportAccess } from '../reports';

export function reportAccessOf(
  parts: ClientParts,
  view: ViewOptions,
): ReportAccess {
  const { reportNames: names, reportForms: forms, limits } = parts;
  const sender = new CallSender(parts, view);
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
  parts: ClientParts,
  view: ViewOptions,
): ExportAccess {
  const { exports, clock, random, arrivals } = parts;
  const sender = new CallSender(parts, view);
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
