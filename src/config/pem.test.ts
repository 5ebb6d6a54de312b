import fc from 'fast-check';
import { pemBlocks } from './pem';

const body = Buffer.alloc(100, 7).toString('base64');
const block = (label: string, text = body) =>
  `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;

describe('pemBlocks', () => {
  test('finds every block, whatever stands around them', () => {
    const text = `Bag Attributes\n  x: 1\n${block('CERTIFICATE')}Key Attributes: <No Attributes>\n${block('PRIVATE KEY')}`;
    expect(pemBlocks(text).map(({ label }) => label)).toEqual([
      'CERTIFICATE',
      'PRIVATE KEY',
    ]);
  });

  test('puts line breaks back, wherever they were lost', () => {
    const [{ pem }] = pemBlocks(block('CERTIFICATE'));
    const breaks = fc.constantFrom(
      '',
      ' ',
      '\n',
      '\r\n',
      '\\n',
      '\\r\\n',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(breaks, { minLength: 5 }), (written) => {
        const lines = pem.trimEnd().split('\n');
        const text = lines
          .map((line, index) => line + written[index % written.length])
          .join('');
        expect(pemBlocks(text)).toEqual([
          { label: 'CERTIFICATE', pem, isEncrypted: false },
        ]);
      }),
    );
  });

  test.each([
    ['ENCRYPTED PRIVATE KEY', body, true],
    [
      'RSA PRIVATE KEY',
      `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n${body}`,
      true,
    ],
    ['RSA PRIVATE KEY', body, false],
    ['PRIVATE KEY', body, false],
  ])('knows whether a %s is encrypted', (label, text, expected) => {
    expect(pemBlocks(block(label, text))[0].isEncrypted).toBe(expected);
  });

  test.each([
    '',
    'rubbish',
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----AAAA-----END PRIVATE KEY-----',
  ])('finds nothing in %j', (text) => {
    expect(pemBlocks(text)).toEqual([]);
  });
});
