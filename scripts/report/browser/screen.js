/** One thing is on the screen at a time: the overview, which stands in the page, or what is put in its place. */
/* eslint-env browser */

/** Narrower windows have cards instead of a table. */
export const phone = window.matchMedia('(max-width: 719px)');

const page = document.getElementById('page');
const app = document.getElementById('app');
const baseTitle = document.title;

export function showOverview(hash) {
  app.replaceChildren();
  app.hidden = true;
  page.hidden = false;
  const target = hash.length > 1 && document.getElementById(hash.slice(1));
  if (target && hash !== '#overview') {
    target.scrollIntoView();
  } else {
    window.scrollTo(0, 0);
  }
}

export function showApp(...content) {
  app.replaceChildren(...content.filter((part) => part !== undefined));
  app.hidden = false;
  page.hidden = true;
  window.scrollTo(0, 0);
}

export function nameScreen(title) {
  document.title = `${title} – ${baseTitle}`;
}
