/** The questions ask for what is collected. That the file is well formed is for `npm run questions:check` to say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { integrationSteps } from '../../src/steps';

const file = readFileSync(
  path.join(__dirname, '..', '..', 'jupiterone', 'questions', 'questions.yaml'),
  'utf8',
);

const entityTypes = new Set(
  integrationSteps.flatMap(({ entities }) =>
    entities.map(({ _type }) => _type),
  ),
);

test('there are at least ten', () => {
  expect(file.match(/^ {2}- id: /gm)?.length).toBeGreaterThanOrEqual(10);
});

test('they name declared types only', () => {
  const named = file.match(/\b(?:azure|intune|microsoft_365)_[a-z_]+/g) ?? [];
  expect(named.filter((type) => !entityTypes.has(type))).toEqual([]);
});

test('each is described and tagged', () => {
  const questions = file.split(/^ {2}- id: /m).slice(1);
  for (const question of questions) {
    expect(question).toMatch(
      /title: [\s\S]*description:[\s\S]*queries:[\s\S]*tags:/,
    );
  }
});
