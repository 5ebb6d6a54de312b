/** Recordings are published with the code: they say where they come from, and give nothing away. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Header {
  readonly name: string;
  readonly value: string;
}

interface Har {
  readonly log: {
    readonly entries: readonly {
      readonly comment?: string;
      readonly request: { readonly url: string; readonly headers: Header[] };
    }[];
  };
}

const source = path.join(__dirname, '..', '..', 'src');

const recordings = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.har'))
  .map(
    (name) => [name, readFileSync(path.join(source, name), 'utf8')] as const,
  );

test('there is one for each step', () => {
  expect(recordings.length).toBeGreaterThanOrEqual(12);
});

test.each(recordings)('%s is labelled, redacted and general', (_, text) => {
  const { entries } = (JSON.parse(text) as Har).log;
  for (const { comment, request } of entries) {
    expect(comment).toMatch(/^Recorded from /);
    const authorization = request.headers.filter(
      ({ name }) => name.toLowerCase() === 'authorization',
    );
    const { origin } = new URL(request.url);
    if (origin === 'https://graph.microsoft.com') {
      expect(authorization.map(({ value }) => value)).toEqual(['[REDACTED]']);
    } else {
      expect(origin).toBe('https://recorded.blob.core.windows.net');
      expect(authorization).toEqual([]);
    }
  }
  expect(text).not.toContain('127.0.0.1');
  // The signature of a download lets everybody download.
  expect(text.match(/sig=(?!redacted)[\w%]{5,}/g)).toBeNull();
  // A JWT: header and payload, both base64 of {"…
  expect(text).not.toMatch(/eyJ[\w-]+\.eyJ/);
});
