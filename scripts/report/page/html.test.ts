import * as fc from 'fast-check';
import { html, toMarkup, trusted, type HtmlValue } from './html';

const characters: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
];

function unescape(markup: string): string {
  return characters.reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    markup,
  );
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'lt', '#39'),
  }),
);

describe('html', () => {
  it.each([
    [
      'a tag',
      '<script>alert(1)</script>',
      '&lt;script&gt;alert(1)&lt;/script&gt;',
    ],
    ['the end of an attribute', '" onload="x', '&quot; onload=&quot;x'],
    ['a single quote', "it's", 'it&#39;s'],
    ['what is escaped already', '&lt;', '&amp;lt;'],
    ['a number', 1234, '1234'],
    ['nothing', undefined, ''],
    ['a list', ['<', 1, undefined, '>'], '&lt;1&gt;'],
  ])('escapes %s', (_, value: HtmlValue, expected) => {
    expect(toMarkup(html`<p>${value}</p>`)).toBe(`<p>${expected}</p>`);
  });

  it('puts markup into markup as it is', () => {
    const parts = ['a', '<'].map((text) => html`<b>${text}</b>`);
    expect(toMarkup(html`<i>${parts}</i>`)).toBe('<i><b>a</b><b>&lt;</b></i>');
  });

  it('trusts what it is told to trust', () => {
    expect(toMarkup(trusted('<svg></svg>'))).toBe('<svg></svg>');
  });

  it('keeps backslashes of texts and dollars of values', () => {
    expect(toMarkup(html`<p>${'$& \\n ${x}'}</p>`)).toBe(
      '<p>$&amp; \\n ${x}</p>',
    );
  });

  it('lets no text out of its place, and loses none', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const markup = toMarkup(html`${text}`);
        expect(markup).not.toMatch(/[<>"']/);
        expect(unescape(markup)).toBe(text);
      }),
    );
  });
});
