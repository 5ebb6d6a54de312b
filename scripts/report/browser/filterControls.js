/** What a reader filters by and which columns they choose. */
import { oneLine } from '../text';
import { afterKeys, create, panel } from './elements';
import { sortTexts } from './order';
import { changeFilter, changeView, current, shownColumns } from './view';

/** A choice of more values than these is typed. */
const MOST_CHOICES = 60;

/** A list for few values, a field for many. */
export function filterControl(column, index) {
  const { table } = current;
  const label = `Filter ${column.title}`;
  const choices =
    column.kind === 'choice' ? choicesOf(table.coded[index]) : undefined;
  const control = choices
    ? create('select', { ariaLabel: label }, ...options(choices))
    : create('input', {
        type: 'search',
        ariaLabel: label,
        placeholder: column.kind === 'number' ? '> 30' : '',
        title: 'Text, =exactly, >5, <2025-06-30, 2..7, or = for not known',
      });
  const listen = () => changeFilter(column.id, control.value);
  if (choices) {
    control.addEventListener('change', listen);
  } else {
    control.addEventListener('input', afterKeys(listen));
  }
  current.controls.set(column.id, (expression) => {
    if (
      choices &&
      expression !== '' &&
      ![...control.options].some(({ value }) => value === expression)
    ) {
      control.append(
        create('option', {
          value: expression,
          textContent: inWords(expression),
        }),
      );
    }
    if (control.value !== expression) {
      control.value = expression;
    }
  });
  current.controls.get(column.id)(current.view.filters.get(column.id) ?? '');
  return control;
}

function choicesOf({ values }) {
  const texts = new Set(values);
  const isNotKnown = texts.delete(undefined);
  return texts.size > MOST_CHOICES
    ? undefined
    : [...sortTexts([...texts]), ...(isNotKnown ? [undefined] : [])];
}

function options(choices) {
  return [
    create('option', { value: '', textContent: 'All' }),
    ...choices.map((choice) =>
      create('option', {
        value: `=${choice ?? ''}`,
        textContent: choice === undefined ? 'Not known' : oneLine(choice, 60),
      }),
    ),
  ];
}

export function filterPanel(table) {
  const fields = table.columns.map((column, index) =>
    create(
      'label',
      {},
      create('span', { textContent: column.title }),
      filterControl(column, index),
    ),
  );
  return panel('Filter', create('div', { className: 'fields' }, ...fields));
}

export function columnPanel(table) {
  const boxes = table.columns.slice(1).map(({ id, title }) => {
    const box = create('input', { type: 'checkbox' });
    box.checked = shownColumns().includes(id);
    box.addEventListener('change', () => {
      const shown = new Set(shownColumns());
      if (box.checked) {
        shown.add(id);
      } else {
        shown.delete(id);
      }
      const inOrder = table.columns.filter((column) => shown.has(column.id));
      changeView({ columns: inOrder.map((column) => column.id) });
    });
    current.controls.set(`column ${id}`, () => {
      box.checked = shownColumns().includes(id);
    });
    return create('label', {}, box, create('span', { textContent: title }));
  });
  return panel('Columns', create('div', { className: 'boxes' }, ...boxes));
}

export function inWords(expression) {
  if (expression === '=') {
    return 'is not known';
  }
  return expression.startsWith('=')
    ? `is ${oneLine(expression.slice(1), 60)}`
    : oneLine(expression, 60);
}
