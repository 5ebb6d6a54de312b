/** Answers that are gone when the request is sent again, and answers that only look different. */
import { answers, pages, type Fault } from '../../emulator';
import { batchedListings, batchedObjects, batches } from './batchTargets';
import type { Cell } from './cell';
import { healing } from './everyRequest';
import { optionalRequests } from './optionalTargets';
import { reportTargets } from './reportTargets';
import { rulesOf, type Target } from './target';
import { listings, singleRequests } from './targets';

/** Sent by themselves. */
const whole: readonly Target[] = [
  ...singleRequests,
  ...listings,
  ...batches,
  ...optionalRequests,
  ...reportTargets,
];
const inBatches: readonly Target[] = [...batchedListings, ...batchedObjects];

const refusals: readonly Fault[] = [
  ...answers.momentary,
  answers.brokenToken,
  answers.errorWithSuccess,
  answers.emptyListWithError,
  answers.emptyObject,
  answers.noContent,
  ...answers.absurdRetryAfter,
];

/** Of any request, and in every answer: nobody may notice. */
const unseen = (target: Target, fault: Fault): Cell => ({
  fault: fault.name,
  steps: target.steps,
  request: target.request,
  way: target.way,
  rules: () => rulesOf(target, { fault }),
  expectation: target.healed ?? { kind: 'same' },
});

const paged = listings.filter(({ hasOnePage }) => !hasOnePage);

export const momentCells: readonly Cell[] = [
  ...[...whole, ...inBatches].flatMap((target) =>
    refusals.map((fault) => healing(target, fault)),
  ),
  ...whole.flatMap((target) =>
    answers.otherForms.map((fault) => unseen(target, fault)),
  ),
  ...paged.flatMap((target) => [
    ...pages.otherLinks.map((fault) => unseen(target, fault)),
    healing(target, pages.misspelledLink),
  ]),
];
