/** What every text that users are told must be: whole English, without secrets. */
import { leaksIn } from '../endToEnd/leaks';

const flaws: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['begins in the middle', /^[^A-Z\d"]/],
  ['does not end, or has no code', /(?<![.)] \[M365-[A-Z]+-\d{3}\])$/],
  ['has a value that is none', /\b(?:undefined|null|NaN)\b|\[object /],
  ['has a gap', / {2}|\( | \)/],
  ['has a stray mark', / [.,;:]|[.,;:]{2}|[,;:]\.|\(\)/],
  ['repeats a word', /\b([a-z]+) \1\b/],
];

/** Empty when all is well. */
export function flawsOf(
  text: string,
  secrets: readonly string[] = [],
): string[] {
  const traces = {
    texts: new Map([['text', text]]),
    commandLines: [],
    requests: [],
  };
  return [
    ...flaws
      .filter(([, pattern]) => pattern.test(text))
      .map(([what]) => `${what}: ${text}`),
    ...(isBalanced(text) ? [] : [`has an open bracket: ${text}`]),
    ...leaksIn(traces, secrets),
  ];
}

function isBalanced(text: string): boolean {
  return text.split('(').length === text.split(')').length;
}
