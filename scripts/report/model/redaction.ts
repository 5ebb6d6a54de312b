/** Messages of a run without what they quote of its tenant: each name has the pseudonym that it has in the tables. */
import type { Values } from '../../support/knownValues';
import type { Pseudonyms } from '../../support/pseudonyms';
import { createScrubber } from '../../support/scrubber';
import type { Run } from '../run';
import { groups } from '../types';

const QUOTED = /"[^"]+"|“[^”]+”/gu;
const PSEUDONYM = /^[a-z]+-[\da-f]{12}$/;

/** @param names what the entities of the run call somebody or something */
export function createRedaction(
  pseudonyms: Pseudonyms,
  names: Values,
  run: Run,
): (message: string) => string {
  const own = ownWords(run);
  const telling = new Map(
    [...names].filter(([name]) => !own.has(name.toLowerCase())),
  );
  const scrub = createScrubber(pseudonyms, telling);
  const stepIds = new Set(run.steps.map(({ id }) => id));
  return (message) =>
    // What nobody could read has no entity, and is quoted all the same.
    scrub(message).replace(QUOTED, (quoted) => {
      const name = quoted.slice(1, -1);
      return stepIds.has(name) || PSEUDONYM.test(name)
        ? quoted
        : `"${pseudonyms('name', name)}"`;
    });
}

/** Who calls a group "Users" has told nobody anything, and all messages would be about it. */
function ownWords({ steps, recorded }: Run): ReadonlySet<string> {
  const meanings = (recorded?.leftOut ?? []).map(({ meaning }) => meaning);
  const titles = Object.values(groups).flatMap(({ title }) => [
    title,
    // In a message, there may be one.
    title.replace(/s$/, ''),
  ]);
  const texts = [...titles, ...steps.flatMap(({ id, name }) => [id, name])];
  return new Set(
    [...texts, ...meanings].flatMap((text = '') => [
      text.toLowerCase(),
      ...text.toLowerCase().split(/[^\p{L}]+/u),
    ]),
  );
}
