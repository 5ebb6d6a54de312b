/** The requests that a run makes, from what its steps declare: there is no other list of them. */
import type { ExportDeclaration } from '../../../src/graph/exports/exportRequest';
import {
  endpointName,
  type GraphRequest,
  type RequestDeclaration,
} from '../../../src/graph/request';
import type { ReportOfOne, ReportRequest } from '../../../src/graph/reports';
import type { Microsoft365Step } from '../../../src/run/defineStep';
import type { Dataset } from '../../../src/run/dataset';

/** A step for which a request is made, and what becomes of others when it fails. */
export interface RequestingStep {
  readonly id: string;
  readonly need: Need;
  /** The ids of the steps that do not start when this one fails. */
  readonly dependents: readonly string[];
}

/** What the run loses without an answer. */
export type Need =
  /** A step fails. */
  | 'required'
  /** Details are missing. */
  | 'optional'
  /** Nothing: another source has the same, or it only counts or checks. */
  | 'replaceable';

export interface PlannedRequest {
  readonly request: RequestDeclaration;
  /** `GET /v1.0/users`; of an export also the name of the report. */
  readonly name: string;
  /** What is asked for. */
  readonly datasets: readonly Dataset[];
  readonly steps: readonly RequestingStep[];
  /** True when no step that runs in a tenant without Intune makes it. */
  readonly requiresIntune: boolean;
  /** The strongest of all steps. */
  readonly need: Need;
}

/** @param steps those that run, in dependency order */
export function plannedRequests(
  steps: readonly Microsoft365Step[],
): PlannedRequest[] {
  const requests = new Set(steps.flatMap((step) => step.requests));
  return [...requests].map((request) => {
    const asking = steps.filter((step) => step.requests.includes(request));
    const datasets = asking.flatMap((step) =>
      step.datasets.filter((dataset) => dataset.requests.includes(request)),
    );
    const requesting = asking.map((step): RequestingStep => ({
      id: step.id,
      need: step.datasets.some(
        (dataset) => dataset.isRequired && datasets.includes(dataset),
      )
        ? 'required'
        : needOf(request),
      dependents: dependentsOf(step.id, steps),
    }));
    return {
      request,
      name: nameOf(request),
      datasets,
      steps: requesting,
      requiresIntune: asking.every((step) => step.requiresIntune),
      need: requesting.some(({ need }) => need === 'required')
        ? 'required'
        : needOf(request),
    };
  });
}

function needOf({ permission, ...request }: RequestDeclaration): Need {
  if (request.isReplaceable === true || request.isShortcut) {
    return 'replaceable';
  }
  return permission.isOptional ? 'optional' : 'required';
}

function nameOf(request: RequestDeclaration): string {
  const endpoint = endpointName(request);
  return isExport(request)
    ? `${endpoint} ${request.exportRequest.reportName}`
    : endpoint;
}

/** Indirect ones included. */
function dependentsOf(
  root: string,
  steps: readonly Microsoft365Step[],
): string[] {
  const stopped = new Set([root]);
  for (const { id, dependsOn = [] } of steps) {
    if (dependsOn.some((parent) => stopped.has(parent))) {
      stopped.add(id);
    }
  }
  return [...stopped].slice(1);
}

export function isExport(
  request: RequestDeclaration,
): request is ExportDeclaration {
  return 'exportRequest' in request;
}

export function isReport(
  request: RequestDeclaration,
): request is ReportOfOne<string> | ReportRequest<string> {
  return 'columns' in request;
}

/** A list or an object, or what is like one but for its method. */
export function hasQuery(
  request: RequestDeclaration,
): request is GraphRequest<unknown> {
  return 'query' in request;
}
