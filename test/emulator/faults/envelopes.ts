/** Faults of a $batch as an envelope, whatever is in it. */
import { rewriteJson } from './pages';

interface BatchBody {
  readonly responses: readonly { readonly id: string }[];
}

export const half = rewriteJson(
  'batch answered by half',
  ({ responses }: BatchBody) => ({
    responses: responses.slice(0, Math.floor(responses.length / 2)),
  }),
);

export const unknownIds = rewriteJson(
  'batch answered with unknown ids',
  ({ responses }: BatchBody) => ({
    responses: responses.map((response) => ({
      ...response,
      id: `other-${response.id}`,
    })),
  }),
);

export const none = rewriteJson('batch answered without answers', () => ({
  responses: null,
}));
