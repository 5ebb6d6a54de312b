/** `/directoryObjects/getByIds`: objects of any type, by their ids. https://learn.microsoft.com/graph/api/directoryobject-getbyids */
import type { DirectoryObjectRef } from '../../tenant';
import type { GraphContext } from '../context';
import {
  directoryObject,
  directoryObjectTypes,
  refuseUnknown,
} from '../directoryObject';
import { readDirectory } from '../directoryPermissions';
import { directoryBadRequest } from '../errors';
import { readQuery } from '../odata/query';
import { contextOf, selectedNames } from '../odata/select';
import { bothVersions, type Route } from '../route';
import { guid } from './groups';

const largestRequest = 1_000;

export const directoryObjectRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/directoryObjects/getByIds',
    versions: bothVersions,
    service: 'directory',
    permissions: readDirectory,
    resourceUnits: 5,
    resourceUnitsWithSelect: 2,
    handle: (call, context) => {
      const selected = selectedNames(readQuery(call, ['$select']));
      refuseUnknown(selected ?? [], call.version);
      const refs = findAll(readIds(call.body), context);
      return {
        status: 200,
        body: {
          '@odata.context': contextOf(
            context.origin,
            call.version,
            'directoryObjects',
            { selected, properties: [] },
          ),
          value: refs.map((ref) =>
            directoryObject(ref, selected, call, context),
          ),
        },
      };
    },
  },
];

/** The filter by `types` is not modelled: nothing here asks for it. */
function readIds(body: unknown): readonly string[] {
  const { ids, ...others } = { ...Object(body) } as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw directoryBadRequest(
      `The parameter '${other}' in the request payload is not a valid parameter for the operation 'getByIds'.`,
    );
  }
  if (!Array.isArray(ids) || !ids.every(isGuid)) {
    throw directoryBadRequest("Invalid GUID specified in collection 'ids'.");
  }
  if (ids.length > largestRequest) {
    throw directoryBadRequest(
      `Too many items in collection 'ids': the maximum is ${largestRequest}.`,
    );
  }
  return ids;
}

const isGuid = (id: unknown): id is string =>
  typeof id === 'string' && guid.test(id);

/** Those that are there, each once: a deleted user is not. */
function findAll(
  ids: readonly string[],
  { tenant, directory }: GraphContext,
): DirectoryObjectRef[] {
  const deleted = new Set(tenant.deletedUsers.map(({ id }) => id));
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  return wanted
    .filter((id) => !deleted.has(id))
    .flatMap((id) =>
      directoryObjectTypes
        .filter((type) => directory.find(type, id) !== undefined)
        .map((type) => ({ type, id })),
    );
}
