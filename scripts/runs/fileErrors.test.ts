import { describeFileError, findFileError, withFolder } from './fileErrors';

const errorOf = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: ...`), { code, path });

describe('describeFileError', () => {
  it.each([
    ['ENOSPC', /no space left on the disk\. Free some\. \[M365-RUN-002\]$/],
    ['EDQUOT', /share of the disk is full\. Free some\. \[M365-RUN-002\]$/],
    [
      'EROFS',
      /read-only\. Use a folder that can be written to\. \[M365-RUN-002\]$/,
    ],
    ['EACCES', /may not write there\. Give the folder to that user/],
    [
      'EIO',
      /reports an error\. Look for it in the log of the system\. \[M365-RUN-002\]$/,
    ],
    [
      'EXDEV',
      /on another disk than \.j1-integration-runs\. Move it away\. \[M365-RUN-002\]$/,
    ],
    [
      'EISDIR',
      /a folder is where a file must be\. Move it away\. \[M365-RUN-002\]$/,
    ],
    [
      'ENOTDIR',
      /a file is where a folder must be\. Move it away\. \[M365-RUN-002\]$/,
    ],
  ])('says of %s what it is, where, and the way out', (code, text) => {
    const sentence = describeFileError(errorOf(code, '/data/a'), '/data');
    expect(sentence).toMatch(/^\/data\/a cannot be written: /);
    expect(sentence).toMatch(text);
  });

  it('names the folder when the system names no file', () => {
    expect(describeFileError(errorOf('ENOSPC'), '/data')).toContain('/data ');
  });

  it.each([new Error('Other'), errorOf('ENOENT'), 'text', undefined])(
    'has no word for %p',
    (error) => {
      expect(describeFileError(error, '/data')).toBeUndefined();
    },
  );
});

describe('findFileError', () => {
  it.each([
    [
      '[Error: ENOSPC: no space left on device, write] {\n  errno: -28',
      '/data cannot be written: there is no space',
    ],
    [
      "Error: EROFS: read-only file system, mkdir '/data/graph/users'\n    at",
      '/data/graph/users cannot be written: the disk is read-only',
    ],
    [
      "ECONNREFUSED: no\nError: EDQUOT: quota exceeded, open '/data/x'",
      '/data/x cannot be written: the user',
    ],
  ])('finds it in %j', (text, start) => {
    expect(findFileError(text, '/data')).toMatch(new RegExp(`^${start}`));
  });

  it.each([
    '',
    'Error: ECONNREFUSED: no',
    "Error: EACCES: permission denied, open '/certificates/key.pem'",
  ])('does not blame the folder for %j', (text) => {
    expect(findFileError(text, '/data')).toBeUndefined();
  });
});

describe('withFolder', () => {
  it('makes a sentence of a refusal, and keeps its cause', async () => {
    const cause = errorOf('ENOSPC');
    const work = withFolder('/data', () => Promise.reject(cause));
    await expect(work).rejects.toMatchObject({
      name: 'RunFolderError',
      message: expect.stringContaining('no space left') as string,
      cause,
    });
  });

  it('passes on what is no refusal', async () => {
    const other = new TypeError('A mistake');
    const work = withFolder('/data', () => Promise.reject(other));
    await expect(work).rejects.toBe(other);
  });
});
