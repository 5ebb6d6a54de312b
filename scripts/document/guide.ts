/** docs/jupiterone.md: the pages for users of JupiterOne as one, because its own site shows one file of a project. */

/** A page, and the file that others link to it by. */
export interface Page {
  /** Relative to `docs`. */
  readonly file: string;
  readonly markdown: string;
}

const PART_OF_SDK = '{J1_DOCUMENTATION_MARKER_START}';

/**
 * One document of several pages, each a chapter. Links between the pages become
 * links inside the document. The comments that mark generated parts are left
 * out: nobody edits or generates the parts here. Those of the SDK stay, because
 * its command line looks for them. The chapters of a page with them keep their
 * level, which is that of what the SDK writes.
 *
 * @param introduction what stands above the chapters, with the title of the document
 * @throws when a page has no title
 */
export function joinPages(
  introduction: string,
  pages: readonly Page[],
): string {
  const chapters = pages.map((page) => ({
    ...page,
    markdown: chapterOf(page),
  }));
  const texts = chapters.map(({ markdown }) => linkInside(markdown, chapters));
  return `${[introduction.trim(), ...texts].join('\n\n')}\n`;
}

/** The anchor that GitHub makes of a heading: https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

function chapterOf({ file, markdown }: Page): string {
  if (!markdown.startsWith('# ')) {
    throw new Error(`${file} has no title`);
  }
  const text = markdown.replaceAll(/^<!-- \/?generated:.* -->\n\n?/gm, '');
  return (
    text.includes(PART_OF_SDK)
      ? text.slice(text.indexOf('\n'))
      : demoteHeadings(text)
  ).trim();
}

/** Each heading one level down; comments of shell scripts begin like headings. */
function demoteHeadings(markdown: string): string {
  let isCode = false;
  return markdown
    .split('\n')
    .map((line) => {
      isCode = line.startsWith('```') ? !isCode : isCode;
      return /^#+ /.test(line) && !isCode ? `#${line}` : line;
    })
    .join('\n');
}

/** A link to a page as a whole leads to the first heading of its chapter. */
function linkInside(markdown: string, chapters: readonly Page[]): string {
  return chapters.reduce((text, { file, markdown: chapter }) => {
    const [, heading = ''] = /^#+ (.+)$/m.exec(chapter) ?? [];
    return text
      .replaceAll(`](${file}#`, '](#')
      .replaceAll(`](${file})`, `](#${anchorOf(heading)})`);
  }, markdown);
}
