/** GUIDs of an answer in another case: the components of Microsoft's services differ among themselves. */
import type { IdCase } from './behaviour';

const GUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** `id`, `userId`, `intuneAccountId` …; the id of a status has three GUIDs. */
const ID = /(?:^id|Id)$/;

/** @returns the body itself where ids stay in lower case */
export function withIdCase(body: unknown, idCase: IdCase): unknown {
  if (idCase === 'lower') return body;
  let count = 0;
  const write = (guid: string): string => {
    count += 1;
    return idCase === 'upper' || count % 2 === 0 ? guid.toUpperCase() : guid;
  };
  return JSON.parse(JSON.stringify(body), (name, value: unknown) =>
    ID.test(name) && typeof value === 'string'
      ? value.replace(GUID, write)
      : value,
  );
}
