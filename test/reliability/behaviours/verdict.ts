/** A run held against the whole graph and what was foreseen of it: everything that is not as it should be. */
import { isDeepStrictEqual } from 'node:util';
import type { PublishEventInput } from '@jupiterone/integration-sdk-core';
import type { CollectedGraph } from '../memoryStore';
import {
  byName,
  changes,
  failedSteps,
  typesOf,
  withDependents,
  type GraphObject,
} from '../outcome';
import type { Run } from '../runIntegration';
import type { Lack } from './lacking';
import type { Loss } from './losses';

/** What must come of a run. */
export interface Prediction {
  readonly losses: readonly Loss[];
  readonly lacking: readonly Lack[];
}

/** Complaints of one kind that are shown; thousands of relationships may be missing. */
const SHOWN = 5;

export function complaintsOf(
  run: Run,
  whole: CollectedGraph,
  { losses, lacking }: Prediction,
): string[] {
  const failed = failedSteps(run);
  // Where it is not sure that something is missing, nothing is when the step succeeds.
  const prediction = {
    lacking,
    losses: losses.filter(
      ({ isSure, step }) => isSure || failed.includes(step),
    ),
  };
  return [
    ...stepComplaints(run, prediction),
    ...eventComplaints(run, prediction),
    ...graphComplaints(run.graph, whole, prediction),
  ];
}

/** Those that fail for a loss, and no other; their types, and no other, are partial. */
function stepComplaints(run: Run, { losses }: Prediction): string[] {
  const partial = losses.filter(({ isPartial }) => isPartial);
  const own = [...new Set(partial.map(({ step }) => step))];
  const expected = withDependents(own);
  const failed = failedSteps(run);
  const types = [...new Set(typesOf(expected))].sort();
  const partialTypes = [...run.partialTypes].sort();
  return [
    ...failed
      .filter((id) => !expected.includes(id))
      .map((id) => `${id} failed: ${run.steps.get(id)?.error?.message}`),
    ...expected
      .filter((id) => !failed.includes(id))
      .map((id) => `${id} succeeded, though something is missing`),
    ...partial
      .filter(({ step, subject }) => {
        const message = run.steps.get(step)?.error?.message;
        return message !== undefined && !subject.test(message);
      })
      .map(({ step, what }) => `the error of ${step} does not tell of ${what}`),
    ...(isDeepStrictEqual(types, partialTypes) ||
    failed.join() !== expected.join()
      ? []
      : [`partial are ${partialTypes.join()} instead of ${types.join()}`]),
  ];
}

/** Each loss has its event, with a count; nobody is told of a loss that is none. */
function eventComplaints(run: Run, { losses }: Prediction): string[] {
  const told = run.published.filter(isOfLoss);
  const untold = losses.filter(
    ({ subject }) =>
      !told.some(
        ({ description }) =>
          subject.test(description) && /\d/.test(description),
      ),
  );
  const unfounded = told.filter(
    ({ description }) =>
      !losses.some(({ subject }) => subject.test(description)),
  );
  return [
    ...untold.map(({ what }) => `no event tells of ${what}`),
    ...unfounded.map(({ description }) => `unfounded event: ${description}`),
  ];
}

/** `warn_incomplete_data` is what JupiterOne calls it. */
export function isOfLoss({ name }: PublishEventInput): boolean {
  return name === 'warn_incomplete_data';
}

function graphComplaints(
  actual: CollectedGraph,
  whole: CollectedGraph,
  { losses, lacking }: Prediction,
): string[] {
  const [theirs, ours] = [byName(actual), byName(whole)];
  const isTaken = (object: GraphObject) =>
    losses.some(({ takes }) => takes(object));
  const isGone = (object: GraphObject) =>
    losses.some(({ isPartial, takes }) => !isPartial && takes(object));
  const missing = [...ours].filter(
    ([name, object]) => !theirs.has(name) && !isTaken(object),
  );
  const unexpected = [...theirs].filter(([name]) => !ours.has(name));
  const invented = [...theirs].filter(
    ([name, object]) => ours.has(name) && isGone(object),
  );
  const changed = [...theirs].flatMap(([name, object]) =>
    changes(object, ours.get(name) ?? object)
      .filter((property) => !mayDiffer(object, property, losses, lacking))
      .map((property) => `${name}: ${property}`),
  );
  const names = (found: readonly (readonly [string, GraphObject])[]) =>
    found.map(([name]) => name);
  return [
    ...shown('missing', names(missing)),
    ...shown('unexpected', names(unexpected)),
    ...shown('there, though no source has it', names(invented)),
    ...shown('changed', changed),
  ];
}

function mayDiffer(
  object: GraphObject,
  property: string,
  losses: readonly Loss[],
  lacking: readonly Lack[],
): boolean {
  const isAbsent = object[property] === undefined || object[property] === null;
  return (
    losses.some((loss) => loss.changes?.(object, property)) ||
    lacking.some(
      ({ properties, mayDiffer: isFree = false, isOf }) =>
        (isAbsent || isFree) && properties.includes(property) && isOf(object),
    )
  );
}

function shown(kind: string, names: readonly string[]): string[] {
  const rest = names.length - SHOWN;
  return [
    ...names.slice(0, SHOWN).map((name) => `${kind}: ${name}`),
    ...(rest > 0 ? [`${kind}: ${rest} more`] : []),
  ];
}
