/**
 * Whether a value of the graph fulfills a comparison, as JupiterOne documents it:
 * https://docs.jupiterone.io/j1ql/comparisons
 *
 * - Values, operators and names of properties distinguish case.
 * - A list fulfills `=`, `~=` and `^=` if one of its items does.
 * - `undefined` is the absence of a property. An absent property fulfills
 *   `!= value`, and no comparison with a value but that.
 * - `= (a OR b)` is either of them, `!= (a OR b)` is neither.
 *
 * What nobody could check without an account of JupiterOne:
 *
 * - That null and an empty list are the same as absent. Converters emit null where
 *   the data model wants a property and Graph has no value.
 * - That an absent property is neither less nor greater than anything.
 *
 * A comparison that no value of the property can fulfill (a number with a text)
 * is a mistake in the question, and an error here.
 */
import type { Operator } from './query';

export type Plain = string | number | boolean;

/** @param operand undefined for absence */
export function fulfills(
  actual: unknown,
  operator: Operator,
  operand: Plain | undefined,
): boolean {
  if (operator === '!=') {
    return !fulfills(actual, '=', operand);
  }
  const items = [actual].flat().filter((item) => item != null);
  if (operand === undefined) {
    if (operator !== '=') {
      throw new Error(`Nothing is ${operator} undefined`);
    }
    return items.length === 0;
  }
  if (Array.isArray(actual) && isOrder(operator)) {
    throw new Error(`A list is not ${operator} ${operand}`);
  }
  return items.some((item) => fulfillsOne(item, operator, operand));
}

function isOrder(operator: Operator): boolean {
  return ['<', '<=', '>', '>='].includes(operator);
}

function fulfillsOne(
  item: unknown,
  operator: Exclude<Operator, '!='>,
  operand: Plain,
): boolean {
  const isText = typeof operand === 'string';
  const needed = isOrder(operator) ? 'number' : 'string';
  const isFitting = operator === '=' || typeof operand === needed;
  if (typeof item !== typeof operand || !isFitting) {
    throw new Error(
      `${JSON.stringify(item)} ${operator} ${JSON.stringify(operand)} is never so: they are of other types`,
    );
  }
  switch (operator) {
    case '=':
      return item === operand;
    case '~=':
      return isText && String(item).includes(operand);
    case '^=':
      return isText && String(item).startsWith(operand);
    case '<':
      return Number(item) < Number(operand);
    case '<=':
      return Number(item) <= Number(operand);
    case '>':
      return Number(item) > Number(operand);
    case '>=':
      return Number(item) >= Number(operand);
  }
}
