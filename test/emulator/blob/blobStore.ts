/**
 * The storage that exports are downloaded from: another host than Graph, open to whoever has the signed URL, and closed
 * to those who send a token as well. https://learn.microsoft.com/azure/storage/common/storage-sas-overview
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpRequest } from '../http/message';
import { archiveOf, emptyZip, type Packed } from './zip';

export interface Blob {
  readonly member: string;
  readonly content: () => Promise<Packed>;
  readonly damage?: 'emptyZip' | 'corruptZip';
}

export interface PublishedBlob {
  readonly url: string;
  readonly expirationDateTime: string;
}

export interface BlobStore {
  publish(name: string, blob: Blob): PublishedBlob;
  answer(request: HttpRequest): Promise<HttpAnswer>;
}

const hours = 60 * 60 * 1000;
const lifetime = 6 * hours;

export function createBlobStore(origin: () => string): BlobStore {
  const key = randomBytes(32);
  const container = randomUUID();
  const blobs = new Map<string, Blob>();
  const sign = (path: string, expiry: string) =>
    createHmac('sha256', key).update(`${path}\n${expiry}`).digest('base64');
  return {
    publish: (name, blob) => {
      const path = `/${container}/${name}.zip`;
      blobs.set(path, blob);
      const expirationDateTime = new Date(Date.now() + lifetime).toISOString();
      const expiry = `${expirationDateTime.slice(0, 19)}Z`;
      const query = signedQuery(expiry, sign(path, expiry));
      return { url: `${origin()}${path}?${query}`, expirationDateTime };
    },
    answer: async ({ method, url, headers }) => {
      const { pathname, searchParams } = new URL(url, origin());
      const expiry = searchParams.get('se') ?? '';
      const isSigned = searchParams.get('sig') === sign(pathname, expiry);
      const isOpen = isSigned && Date.parse(expiry) > Date.now();
      if (!isOpen || headers.authorization !== undefined) return forbidden;
      const blob = blobs.get(pathname);
      if (blob === undefined) return notFound;
      if (method !== 'GET') return wrongMethod;
      return download(await fileOf(blob));
    },
  };
}

/** The form of a user delegation SAS: read only, one blob. */
function signedQuery(expiry: string, signature: string): string {
  return new URLSearchParams({
    sv: '2019-02-02',
    sr: 'b',
    sig: signature,
    skoid: randomUUID(),
    sktid: '72f988bf-86f1-41af-91ab-2d7cd011db47',
    skt: expiry,
    ske: expiry,
    sks: 'b',
    skv: '2019-02-02',
    se: expiry,
    sp: 'r',
  }).toString();
}

async function fileOf({ member, content, damage }: Blob): Promise<Buffer> {
  if (damage === 'emptyZip') return emptyZip();
  const archive = archiveOf(member, await content());
  return damage === undefined ? archive : corrupt(archive);
}

/** As when a transfer broke off: the first half only. */
function corrupt(archive: Buffer): Buffer {
  return archive.subarray(0, Math.floor(archive.length / 2));
}

function download(body: Buffer): HttpAnswer {
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(body.length),
      'x-ms-blob-type': 'BlockBlob',
      'x-ms-version': '2019-02-02',
    },
    body,
  };
}

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const refusal = (
  status: number,
  code: string,
  message: string,
): HttpAnswer => ({
  status,
  headers: { 'Content-Type': 'application/xml', 'x-ms-error-code': code },
  body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const forbidden = refusal(
  403,
  'AuthenticationFailed',
  'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
);
const notFound = refusal(
  404,
  'BlobNotFound',
  'The specified blob does not exist.',
);
const wrongMethod = refusal(
  405,
  'UnsupportedHttpVerb',
  'The resource doesn’t support the specified HTTP verb.',
);
