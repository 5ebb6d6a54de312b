/** Reads the body of a $batch and refuses a malformed one as a whole. */
import { badRequest, GraphError, notEmulated } from './errors';

const maximumBatchSize = 20;

export interface BatchItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function readBatch(body: unknown): BatchItem[] {
  const requests = isObject(body) ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) {
    throw badRequest('Invalid batch payload format.');
  }
  if (requests.length > maximumBatchSize) {
    throw new GraphError(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${maximumBatchSize}.`,
    );
  }
  const items = requests.map(readItem);
  refuseRepeatedIds(items);
  return items;
}

function readItem(item: unknown): BatchItem {
  if (
    !isObject(item) ||
    typeof item.id !== 'string' ||
    typeof item.method !== 'string' ||
    typeof item.url !== 'string'
  ) {
    throw badRequest('Invalid batch payload format.');
  }
  if (item.dependsOn !== undefined) {
    throw notEmulated('dependsOn in a $batch');
  }
  const { id, url, body } = item;
  const method = item.method.toUpperCase();
  const headers = readHeaders(item.headers);
  if (method !== 'GET' && !('content-type' in headers && body !== undefined)) {
    throw badRequest(
      `Write request id : ${id} does not contain Content-Type header or body.`,
    );
  }
  return { id, method, url, headers, body };
}

function readHeaders(headers: unknown): Record<string, string> {
  if (!isObject(headers)) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
}

/** Ids are compared without regard to case. */
function refuseRepeatedIds(items: readonly BatchItem[]): void {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id.toLowerCase())) {
      throw badRequest(`Request Id ${id} has to be unique in a batch.`);
    }
    seen.add(id.toLowerCase());
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
