/** Elements of the page. What a tenant wrote gets into them as text only. */
/* eslint-env browser */
import { number } from '../text';

/** Rows that cards and lists begin with, and get more of. */
const PAGE_ROWS = 100;
/** Texts among the children are text, whatever is in them. */
export function create(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    element[property] = value;
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function button(text, act) {
  const element = create('button', { type: 'button', textContent: text });
  element.addEventListener('click', act);
  return element;
}

/** Once for all keys that wait: what they begin may take longer than the next key. */
export function afterKeys(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act);
  };
}

export function panel(title, content) {
  return create(
    'details',
    { className: 'panel' },
    create('summary', { textContent: title }),
    content,
  );
}

/** A list that a button makes longer. */
export function growing(list, rows, toItem) {
  let end = 0;
  const more = button('', () => grow());
  const grow = () => {
    const next = rows.slice(end, end + PAGE_ROWS);
    list.append(...next.map(toItem));
    end += next.length;
    more.hidden = end >= rows.length;
    more.textContent = `Show more of ${number(rows.length)}`;
  };
  grow();
  return more;
}
