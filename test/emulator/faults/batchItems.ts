/** The answers inside a $batch, each as an HTTP answer that faults can be applied to. */
import type { BatchItemRecord, HttpAnswer, HttpRequest } from '../http/message';
import type { FaultedRequest } from './rule';

interface BatchItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

interface ItemAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What the rules of the moment make of an answer; undefined when none hits the request. */
export type Hit = (
  request: FaultedRequest,
) => ((answer: () => Promise<HttpAnswer>) => Promise<HttpAnswer>) | undefined;

/** The requests of a batch; none for every other request. */
function itemsOf({ method, url, body }: HttpRequest): BatchItem[] {
  if (method !== 'POST' || !/\$batch$/.test(url)) return [];
  const { requests } = JSON.parse(body) as { requests: BatchItem[] };
  return requests;
}

/** The batch's answer, with faults let loose on each of its items. */
export async function answerItems(
  request: HttpRequest,
  answer: HttpAnswer,
  hit: Hit,
): Promise<HttpAnswer> {
  // Only a batch that is well formed is answered so.
  const items = answer.status === 200 ? itemsOf(request) : [];
  if (items.length === 0) return answer;
  const envelope = JSON.parse(String(answer.body)) as {
    responses: ItemAnswer[];
  };
  const originals = new Map(envelope.responses.map((each) => [each.id, each]));
  const responses: ItemAnswer[] = [];
  const batch: BatchItemRecord[] = [];
  let isChanged = false;
  for (const item of items) {
    const { id, method, url } = item;
    const original = originals.get(id);
    if (original === undefined) continue;
    const fault = hit({ kind: 'batchItem', method, url, body: '' });
    if (!fault) {
      batch.push({ method, url, status: original.status });
      responses.push(original);
      continue;
    }
    isChanged = true;
    const changed = await fault(() => Promise.resolve(toHttp(original)));
    batch.push({ method, url, status: changed.status });
    // What does not arrive is left out.
    if (changed.delivery === undefined) {
      responses.push(fromHttp(id, changed));
    }
  }
  // Taking a batch apart and putting it together takes longer than answering it.
  return isChanged
    ? { ...answer, batch, body: bodyOf(envelope, responses) }
    : { ...answer, batch };
}

function bodyOf(
  envelope: { readonly responses: readonly ItemAnswer[] },
  responses: readonly ItemAnswer[],
): string {
  return JSON.stringify({ responses: inOrderOf(envelope, responses) });
}

/** The odd order in which the batch was answered. */
function inOrderOf(
  envelope: { readonly responses: readonly ItemAnswer[] },
  responses: readonly ItemAnswer[],
): ItemAnswer[] {
  return envelope.responses.flatMap(
    ({ id }) => responses.find((response) => response.id === id) ?? [],
  );
}

function toHttp({ status, headers = {}, body }: ItemAnswer): HttpAnswer {
  return { status, headers, body: JSON.stringify(body) ?? '' };
}

/** A body that is no JSON stands in the envelope as a text. */
function fromHttp(id: string, { status, headers, body }: HttpAnswer) {
  const given = Object.entries(headers).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  return {
    id,
    status,
    headers: Object.fromEntries(given),
    body: parsed(String(body)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
