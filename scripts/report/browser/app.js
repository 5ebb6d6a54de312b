/**
 * The script of the page, which begins here: shows what the address asks for. It
 * becomes a part of the page, after Tabulator, and runs in browsers only.
 */
/* eslint-env browser */
import { loadTables, tables } from './data';
import { parseRow, parseView } from './filters';
import { showRow } from './rowScreen';
import { phone, showOverview } from './screen';
import { showTable } from './tableScreen';
import { current, setCurrent } from './view';

const trouble = document.getElementById('trouble');

start().catch((error) => {
  // Without the tables, the lists that are in the page have to do.
  document.documentElement.classList.remove('js');
  trouble.textContent = `The tables cannot be shown: ${error.message}. The first rows of each list are above.`;
  trouble.hidden = false;
});

async function start() {
  await loadTables();
  window.addEventListener('hashchange', show);
  document.addEventListener('keydown', onKey);
  phone.addEventListener('change', () => {
    setCurrent(undefined);
    show();
  });
  await show();
  document.documentElement.dataset.ready = 'yes';
}

async function show() {
  const { hash } = window.location;
  const address = parseRow(hash);
  const view = parseView(hash);
  if (address && tables.get(address.table)?.rows > address.row) {
    await showRow(address);
  } else if (tables.has(view.table)) {
    showTable(view);
  } else {
    setCurrent(undefined);
    showOverview(hash);
  }
  markCurrent(address?.table ?? view.table);
}

function markCurrent(id) {
  for (const link of document.querySelectorAll('nav a')) {
    const target = link.getAttribute('href').slice(1);
    const isOverview = target === 'overview' && id === '';
    if (target === id || isOverview) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function onKey(event) {
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(
    document.activeElement?.tagName ?? '',
  );
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  if (!current) {
    window.location.hash = '#devices';
    setTimeout(() => current?.search.focus());
  } else {
    current.search.focus();
  }
}
