/** How a value looks, wherever it stands. */
import { number, oneLine } from '../text';
import { valueAt } from './coded';
import { create } from './elements';
import { displayText, formatRow } from './filters';

export function cellContent(table, index, row) {
  const column = table.columns[index];
  const value = valueAt(table.coded[index], row);
  if (value === undefined) {
    return create('span', { className: 'none', textContent: '–' });
  }
  if (column.kind === 'number') {
    return create('span', { textContent: number(value) });
  }
  const text = oneLine(displayText(column, value), 200) || '(no name)';
  if (column.id === 'webLink') {
    return outerLink(value, 'Open');
  }
  const address = addressOf(table, index, row);
  if (address) {
    return create(
      'a',
      { href: formatRow(address) },
      create('bdi', { textContent: text }),
    );
  }
  return create('bdi', {
    className: `value ${toneOf(column, value)}`,
    textContent: text,
  });
}

/** Addresses come from the result: only those that browsers fetch by https become links. */
export function outerLink(address, text) {
  return address.startsWith('https://')
    ? create('a', {
        href: address,
        target: '_blank',
        rel: 'noreferrer noopener',
        textContent: text,
      })
    : create('bdi', { textContent: oneLine(address, 200) });
}

function addressOf(table, index, row) {
  const { kind, target, id } = table.columns[index];
  if (kind === 'reference') {
    const other = valueAt(table.numbers[index], row);
    return typeof other === 'number'
      ? { table: target, row: other }
      : undefined;
  }
  return id === 'name' ? { table: table.id, row } : undefined;
}

const bad = {
  compliant: 'No',
  encrypted: 'No',
  isMfaEnabled: 'No',
  jailBroken: 'Yes',
  severity: 'high',
};

function toneOf({ id }, value) {
  return Object.hasOwn(bad, id) && bad[id] === value ? 'act' : '';
}

export function facts(table, row, indexes) {
  return create(
    'dl',
    {},
    ...indexes.flatMap((index) => [
      create('dt', { textContent: table.columns[index].title }),
      create('dd', {}, cellContent(table, index, row)),
    ]),
  );
}
