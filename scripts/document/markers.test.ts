import { markdownTable, replaceGenerated } from './markers';

const document = [
  'before',
  '<!-- generated:one -->',
  'old',
  '<!-- /generated:one -->',
  'between',
  '<!-- generated:two -->',
  '<!-- /generated:two -->',
  'after',
].join('\n');

describe('replaceGenerated', () => {
  it('replaces the part between its markers, and nothing else', () => {
    expect(replaceGenerated(document, 'one', 'new')).toBe(
      document.replace('\nold\n', '\n\nnew\n\n'),
    );
  });

  it('fills a part that was empty', () => {
    expect(replaceGenerated(document, 'two', 'new')).toContain(
      '<!-- generated:two -->\n\nnew\n\n<!-- /generated:two -->\nafter',
    );
  });

  it('writes the same when it is done again', () => {
    const once = replaceGenerated(document, 'one', 'new');
    expect(replaceGenerated(once, 'one', 'new')).toBe(once);
  });

  it('takes the content as it is', () => {
    expect(replaceGenerated(document, 'one', "$& $1 $'")).toContain(
      "\n$& $1 $'\n",
    );
  });

  it.each([
    ['no markers', 'text'],
    ['no end', '<!-- generated:one -->'],
    ['no start', '<!-- /generated:one -->'],
    ['the end first', '<!-- /generated:one --><!-- generated:one -->'],
    [
      'markers of another name',
      '<!-- generated:ones --><!-- /generated:ones -->',
    ],
  ])('refuses a document with %s', (_, markdown) => {
    expect(() => replaceGenerated(markdown, 'one', 'new')).toThrow(
      'The document lacks <!-- generated:one --> … <!-- /generated:one -->',
    );
  });
});

describe('markdownTable', () => {
  it('has a header and a row for each row', () => {
    expect(
      markdownTable(
        ['A', 'B'],
        [
          ['1', '2'],
          ['a | b', ''],
        ],
      ),
    ).toBe('| A | B |\n| --- | --- |\n| 1 | 2 |\n| a \\| b |  |');
  });
});
