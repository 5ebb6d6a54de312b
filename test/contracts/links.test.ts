/** Each relative link in the docs leads to a file that exists, and to a heading that the file has. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { anchorOf } from '../../scripts/document/guide';
import { markdownFiles, proseOf } from './markdownFiles';

const root = path.join(__dirname, '..', '..');

/** Without what stands in code, where brackets mean something else. */
function textOf(file: string): string {
  return proseOf(file).replaceAll(/`[^`\n]*`/g, (code) =>
    'x'.repeat(code.length),
  );
}

function anchorsOf(file: string): Set<string> {
  const markdown = proseOf(file);
  const anchors = new Set<string>();
  for (const [, heading] of markdown.matchAll(/^#+ (.+)$/gm)) {
    const anchor = anchorOf(heading);
    const same = [...anchors].filter((name) =>
      new RegExp(`^${anchor}(-\\d+)?$`).test(name),
    ).length;
    anchors.add(same === 0 ? anchor : `${anchor}-${same}`);
  }
  for (const [, name] of markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)) {
    anchors.add(name);
  }
  return anchors;
}

test.each(markdownFiles)('%s has no dead link', (file) => {
  const dead = [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [name, anchor] = target.split('#');
      const linked = name
        ? path.join(path.dirname(file), decodeURIComponent(name))
        : file;
      if (!existsSync(path.join(root, linked))) return true;
      return (
        anchor !== undefined &&
        linked.endsWith('.md') &&
        !anchorsOf(linked).has(anchor)
      );
    });
  expect(dead).toEqual([]);
});
