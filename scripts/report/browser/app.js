/**
 * The script of the page, which begins here: shows what the address asks for. It
 * becomes a part of the page, after Tabulator, and runs in browsers only.
 */
/* eslint-env browser */
import { loadHeads, loadTable, tables } from './data';
import { parseRow, parseView } from './filters';
import { rowScreen } from './rowScreen';
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
  await loadHeads();
  window.addEventListener('hashchange', show);
  document.addEventListener('keydown', onKey);
  phone.addEventListener('change', () => {
    setCurrent(undefined);
    show();
  });
  await show();
  // Most look at the first table first.
  const [first] = tables.keys();
  window.requestIdleCallback?.(() => loadTable(first));
}

let asked = 0;

/** The page is not ready while it unpacks what nobody has looked at before. */
async function show() {
  asked += 1;
  const turn = asked;
  const { dataset } = document.documentElement;
  delete dataset.ready;
  const draw = await screenOf(window.location.hash);
  // Somebody may have gone on in the meantime.
  if (turn === asked) {
    draw();
    dataset.ready = 'yes';
  }
}

/** @returns draws what an address asks for */
async function screenOf(hash) {
  const address = parseRow(hash);
  const view = parseView(hash);
  const id = address?.table ?? view.table;
  if (address && tables.get(id)?.rows > address.row) {
    await loadTable(id);
    const drawRow = await rowScreen(address);
    return () => {
      drawRow();
      markCurrent(id);
    };
  }
  if (tables.has(view.table)) {
    await loadTable(id);
    return () => {
      showTable(view);
      markCurrent(id);
    };
  }
  return () => {
    setCurrent(undefined);
    showOverview(hash);
    markCurrent(id);
  };
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
  if (current) {
    current.search.focus();
  } else {
    history.pushState(null, '', '#devices');
    void show().then(() => current?.search.focus());
  }
}
