/** The HTTPS server of the blob storage: a host of its own, as in reality. */
import type { Certificate } from '../http/certificate';
import { withMiddleware, type HttpMiddleware } from '../http/message';
import { listen, originOf } from '../http/server';
import { createBlobStore, type BlobStore } from './blobStore';

export interface BlobServer {
  readonly origin: string;
  readonly store: BlobStore;
  close(): Promise<void>;
}

/** @param publicHost stands in the addresses of files, instead of this machine and its port */
export async function startBlobServer(
  certificate: Certificate,
  middleware: readonly HttpMiddleware[],
  publicHost?: string,
): Promise<BlobServer> {
  // Nothing is published, so nothing can be asked for, before the origin is known.
  let origin = '';
  const store = createBlobStore(() =>
    publicHost === undefined ? origin : `https://${publicHost}`,
  );
  const handler = withMiddleware(middleware, (request) =>
    store.answer(request),
  );
  const server = await listen(certificate, 0, handler);
  origin = originOf(server);
  return { origin, store, close: () => server.close() };
}
