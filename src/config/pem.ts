/** PEM, in whatever state a form or a .env file left it: https://www.rfc-editor.org/rfc/rfc7468 */

export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY`, `RSA PRIVATE KEY` and so on. */
  readonly label: string;
  /** The block with its line breaks where they belong. */
  readonly pem: string;
  /** Whether a passphrase is needed to read it. */
  readonly isEncrypted: boolean;
}

const BLOCK = /-----BEGIN ([A-Z\d ]+)-----([\s\S]*?)-----END \1-----/g;

/** Forms take line breaks away, and variables have them as `\n`. */
const LOST_LINE_BREAK = /\\[nr]|\s/g;

/** The blocks of a text in their order; what stands around them is left out. */
export function pemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label, body]) => {
    const lines = body.replace(LOST_LINE_BREAK, '').match(/.{1,64}/g) ?? [];
    return {
      label,
      pem: [
        `-----BEGIN ${label}-----`,
        ...lines,
        `-----END ${label}-----`,
        '',
      ].join('\n'),
      // The second is how older keys say it, in a header of the block.
      isEncrypted: label.startsWith('ENCRYPTED') || body.includes('Proc-Type'),
    };
  });
}
