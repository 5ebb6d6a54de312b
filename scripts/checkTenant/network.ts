/** How the check reaches hosts: in the way of a run. */
import { Agent } from 'node:https';
import { errorCode } from '../../src/graph/errors/errors';
import type { Connector } from './hosts';

const CERTIFICATE_FAULT = /CERT|SIGNATURE|^ERR_TLS/;

/** @param ca a certificate (PEM) to trust instead of the system's, for an emulator */
export function createConnector(ca?: string): Connector {
  const agent = new Agent({ ca });
  return {
    agentFor: () => agent,
    obstacle: (error, { host }) =>
      Promise.resolve({ sentence: sentenceOf(errorCode(error), host) }),
  };
}

function sentenceOf(code: string, host: string): string {
  if (CERTIFICATE_FAULT.test(code)) {
    return `the certificate of ${host} is not trusted (${code}): something between here and Microsoft opens TLS, and the certificate of its issuer belongs into the file that NODE_EXTRA_CA_CERTS names`;
  }
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN'
    ? `the name ${host} is not known here (${code}): check DNS`
    : `${host} was not reached (${code}): let this machine connect to it on port 443`;
}
