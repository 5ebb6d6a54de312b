/** Who issued a certificate that was refused. */
import type { Agent } from 'node:http';
import { request } from 'node:https';
import { TLSSocket } from 'node:tls';
import { readableMessage } from '../errors/errorText';

const ISSUER_MS = 5_000;

/**
 * The issuer of the certificate at an address, in words. A connection is made and
 * closed; nothing is sent over it, since whoever is there is not trusted.
 *
 * @param agent makes the connection in the way of the requests, through a proxy if they go through one
 */
export function issuerAt(url: URL, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    // A request without `end` only opens a connection.
    const probe = request(url, {
      agent,
      // The certificate was refused already; only its issuer is asked for.
      rejectUnauthorized: false,
    });
    const end = (issuer: string) => {
      clearTimeout(timer);
      resolve(issuer);
      probe.destroy();
    };
    const timer = setTimeout(() => end('not known'), ISSUER_MS);
    probe.on('error', () => end('not known'));
    probe.once('socket', (socket) => {
      if (socket instanceof TLSSocket) {
        socket.once('secureConnect', () => end(issuerOf(socket)));
      }
    });
  });
}

function issuerOf(socket: TLSSocket): string {
  const { CN, O } = socket.getPeerCertificate().issuer;
  const names = [CN, O].flat().filter(Boolean).join(', ');
  return readableMessage(names) || 'not named';
}
