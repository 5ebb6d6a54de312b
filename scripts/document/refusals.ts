/** What error answers mean, as a table: the first row that fits an answer decides. */
import {
  refusalMeanings,
  type RefusalKind,
  type RefusalRule,
} from '../../src/graph/errors/refusals';
import { markdownTable } from './markers';

export function refusalRows(rules: readonly RefusalRule[]): string {
  return markdownTable(
    ['Status', 'Code', 'Words of the message', 'What it means', 'What follows'],
    [
      ...rules.map(({ status, code, message, kind }) => [
        status?.join(', ') ?? 'any',
        patternOf(code),
        patternOf(message),
        ...refusalMeanings[kind],
      ]),
      ...others.map(([status, kind]) => [
        status,
        'any',
        'any',
        ...refusalMeanings[kind],
      ]),
    ],
  );
}

/** What no rule fits. */
const others: readonly (readonly [status: string, kind: RefusalKind])[] = [
  ['other 5xx', 'serverError'],
  ['other', 'refused'],
];

/** A regular expression, without what only says that it is the whole text. */
function patternOf(pattern: RegExp | undefined): string {
  if (!pattern) {
    return 'any';
  }
  const source = pattern.source.replace(/^\^|\$$/g, '');
  const [, names = source, optional] =
    /^\(\?:([^()]*)\)(\??)$/.exec(source) ?? [];
  if (names === '') {
    return 'none';
  }
  return `\`${names}\`${optional ? ', or none' : ''}`;
}
