/**
 * Every code is declared once, belongs to one message, and has an anchor in
 * docs/troubleshooting.md, in the row or paragraph about that message.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { scripts } from '../../package.json';
import {
  coded,
  messageCodes,
  retiredCodes,
} from '../../src/graph/basics/messageCodes';

const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const CODE = /^M365-[A-Z]+-\d{3}$/;

const files = ['src', 'scripts'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .filter((name) => !name.endsWith('messageCodes.ts')),
);

interface Use {
  readonly code: string;
  readonly file: string;
  /** The fixed parts of what stands beside the code, `…` for what differs; "" where the code stands alone. */
  readonly words: string;
}

const parsed = files.map((file) =>
  ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true),
);

function everyNode(visit: (node: ts.Node, file: string) => void): void {
  for (const source of parsed) {
    const walk = (node: ts.Node): void => {
      visit(node, source.fileName);
      ts.forEachChild(node, walk);
    };
    walk(source);
  }
}

function usesInSource(): Use[] {
  const found: Use[] = [];
  everyNode((node, file) => {
    if (ts.isStringLiteral(node) && CODE.test(node.text)) {
      found.push({ code: node.text, file, words: wordsBeside(node) });
    }
  });
  return found;
}

function wordsBeside({ parent, ...node }: ts.StringLiteral): string {
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return (parent.arguments ?? [])
      .filter(({ pos }) => pos !== node.pos)
      .map(fixedParts)
      .join(' ');
  }
  if (ts.isArrayLiteralExpression(parent)) {
    return parent.elements
      .filter(({ pos }) => pos !== node.pos)
      .map(fixedParts)
      .join(' ');
  }
  return ts.isPropertyAssignment(parent) && parent.name.getText() === 'code'
    ? fixedParts(parent.parent)
    : '';
}

function fixedParts(node: ts.Node): string {
  const parts: string[] = [];
  const walk = (child: ts.Node): void => {
    if (
      (ts.isStringLiteralLike(child) && !CODE.test(child.text)) ||
      ts.isTemplateHead(child) ||
      ts.isTemplateMiddleOrTemplateTail(child)
    ) {
      parts.push(child.text);
    }
    ts.forEachChild(child, walk);
  };
  walk(node);
  return parts.join('…');
}

const uses = usesInSource();

describe('the codes', () => {
  test('are all used, and no others', () => {
    const used = new Set(uses.map(({ code }) => code));
    expect([...used].sort()).toEqual([...messageCodes].sort());
  });

  test('belong to one message each', () => {
    const texts = new Map<string, Set<string>>();
    for (const { code, words } of uses) {
      texts.set(code, (texts.get(code) ?? new Set()).add(words));
    }
    const places = uses.map(({ code, words }) => `${code} ${words}`);
    const ambiguous = [...texts].filter(([, words]) => words.size > 1);
    expect(ambiguous.map(([code]) => code)).toEqual([]);
    // Without words beside it, nobody could see that it is the same message.
    const alone = places.filter((place) => CODE.test(place.trim()));
    expect(alone).toHaveLength(new Set(alone).size);
  });

  test('are numbered without a gap: those of messages that are gone are retired, and never used again', () => {
    const all = [...messageCodes, ...retiredCodes];
    expect(new Set(all).size).toBe(all.length);
    const numbers = new Map<string, number[]>();
    for (const code of all) {
      expect(code).toMatch(CODE);
      const [, area, number] = code.split('-');
      numbers.set(area, [...(numbers.get(area) ?? []), Number(number)]);
    }
    for (const [area, found] of numbers) {
      const sorted = found.sort((a, b) => a - b);
      expect([area, sorted]).toEqual([area, sorted.map((_, i) => i + 1)]);
    }
  });

  test('stand at the end of the message', () => {
    expect(coded('M365-CONFIG-001', 'tenant is missing')).toBe(
      'tenant is missing [M365-CONFIG-001]',
    );
  });
});

describe('docs/troubleshooting.md', () => {
  const chapter = read('docs/troubleshooting.md');
  const anchors = [...chapter.matchAll(/<a id="(m365-[^"]+)"><\/a>/g)];

  test('has an anchor for each code, with the code behind it, and no others', () => {
    const named = anchors.map(([, id]) => id);
    expect(named.sort()).toEqual(
      messageCodes.map((code) => code.toLowerCase()).sort(),
    );
    for (const code of messageCodes) {
      expect(chapter).toContain(
        `<a id="${code.toLowerCase()}"></a>\`${code}\``,
      );
    }
  });

  test('has the anchor beside the words of the message', () => {
    const blocks = chapter
      .split(/\n(?=\|)|\n\n/)
      .map((block) => block.replace(/\s+/g, ' '));
    const far = uses.filter(({ code, words }) => {
      const block = blocks.find((it) =>
        it.includes(`id="${code.toLowerCase()}"`),
      );
      const parts = searched(words);
      return parts.length > 0 && !parts.some((part) => block?.includes(part));
    });
    expect(far).toEqual([]);
  });
});

/** Who searches for a message types some of its words. */
const SEARCHED_LENGTH = 40;
const SHORTEST = 8;

function searched(words: string): string[] {
  return words
    .split('…')
    .map((part) => part.replace(/\s+/g, ' ').replace(/^\W+|[\s("]+$/g, ''))
    .filter((part) => part.length >= SHORTEST)
    .map((part) =>
      part.length > SEARCHED_LENGTH
        ? part.slice(0, part.lastIndexOf(' ', SEARCHED_LENGTH))
        : part,
    );
}

describe('the source has a code', () => {
  /** They hand on messages that have one. */
  const handOn =
    /^src\/(?:run\/(?:events|oddities|failures)|config\/(?:readResult|validateInvocation))\.ts$/;

  test('in every warning', () => {
    const bare: string[] = [];
    everyNode((node, file) => {
      if (
        file.startsWith('src/') &&
        !handOn.test(file) &&
        ts.isCallExpression(node) &&
        /(?:^|\.)warn$/.test(node.expression.getText()) &&
        !node.arguments.at(-1)?.getText().startsWith('coded(')
      ) {
        bare.push(`${file}: ${node.getText()}`);
      }
    });
    expect(bare).toEqual([]);
  });

  test('in every error of the SDK', () => {
    const bare: string[] = [];
    everyNode((node, file) => {
      if (
        file.startsWith('src/') &&
        !handOn.test(file) &&
        ts.isNewExpression(node) &&
        /^Integration\w*Error$/.test(node.expression.getText()) &&
        // Its own constructor has it.
        node.expression.getText() !== 'IntegrationPartialStepError' &&
        !node.getText().includes('coded(')
      ) {
        bare.push(`${file}: ${node.getText()}`);
      }
    });
    expect(bare).toEqual([]);
  });
});

/**
 * What users run, against what is for developers: a command of package.json that
 * troubleshooting.md says has codes. All that it imports of ours speaks to users.
 */
describe('what users run', () => {
  const ofUsers = [
    ...['start', 'demo', 'report', 'upload', 'check:tenant'],
    ...['collect:compare', 'support'],
  ] as const;
  const entries = ofUsers.map((name) => scripts[name].replace('ts-node ', ''));
  const reached = new Set<string>();
  const reach = (file: string): void => {
    if (!reached.has(file)) {
      reached.add(file);
      ts.preProcessFile(read(file))
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => path.join(path.dirname(file), fileName))
        .map((name) => [`${name}.ts`, `${name}/index.ts`])
        .flatMap((names) => names.filter((name) => files.includes(name)))
        .forEach(reach);
    }
  };
  entries.forEach(reach);
  const everyOwnNode = (visit: (node: ts.Node, file: string) => void) =>
    everyNode((node, file) => reached.has(file) && visit(node, file));

  test('is named in troubleshooting.md, and nothing else is', () => {
    const [paragraph = ''] =
      /everything that says what is wrong[^]*?\n\n/.exec(
        read('docs/troubleshooting.md'),
      ) ?? [];
    const named = [...paragraph.matchAll(/`(?:npm (?:run )?)?([a-z:]+)`/g)];
    expect(named.map(([, name]) => name).sort()).toEqual([...ofUsers].sort());
    expect(reached.size).toBeGreaterThan(150);
  });

  test('has one way to say what is wrong', () => {
    const others: string[] = [];
    everyOwnNode((node, file) => {
      const isTold =
        ts.isPropertyAccessExpression(node) &&
        /^(?:console\.(?:error|warn)|process\.stderr)$/.test(node.getText());
      if (isTold && file !== 'scripts/problem.ts') {
        others.push(`${file}: ${node.parent.getText()}`);
      }
    });
    expect(others).toEqual([]);
  });

  test('begins by the function that prints what is thrown', () => {
    // What a run uploads may be under way when it is given up: it ends by itself.
    const own = entries.filter((file) => file !== 'scripts/upload.ts');
    const without = own.filter(
      (file) => !/^void runCommand\(/m.test(read(file)),
    );
    expect(without).toEqual([]);
  });

  test('says for no text that it has a code, but where that is checked', () => {
    const claims: string[] = [];
    everyOwnNode((node, file) => {
      if (ts.isAsExpression(node) && node.type.getText() === 'CodedText') {
        claims.push(`${file}: ${node.getText()}`);
      }
    });
    expect(claims).toEqual([]);
  });

  /** Always caught where they are thrown, or thrown at who writes code. */
  const internal =
    /^(?:TypeError|RangeError|NestingError|BodyTooLargeError|ExportFileError|TunnelError|NotTried|Open)$/;
  /** Their classes give the code, or take nothing else. */
  const codedClasses = new Set<string>();
  everyNode((node) => {
    if (
      ts.isClassDeclaration(node) &&
      /messageCode|coded\(|CodedText|extends UserError/.test(node.getText())
    ) {
      codedClasses.add(node.name?.text ?? '');
    }
  });

  test('throws nothing without a code', () => {
    const bare: string[] = [];
    everyOwnNode((node, file) => {
      if (ts.isThrowStatement(node) && ts.isNewExpression(node.expression)) {
        const name = node.expression.expression.getText();
        const hasCode =
          codedClasses.has(name) ||
          internal.test(name) ||
          name === 'IntegrationPartialStepError' ||
          /coded\(|listed\(/.test(node.getText());
        if (!hasCode) {
          bare.push(`${file}: ${node.getText()}`);
        }
      }
    });
    expect(bare).toEqual([]);
  });
});
