/** Why a request of a run is not tried. */
import { isNotApplicableToTenant } from '../../../src/graph/errors/errors';
import { includes } from '../../../src/run/permissions/names';
import { isExport, type PlannedRequest } from './plannedRequests';

/** What is switched on and granted. */
export interface RunChoices {
  /** Of the configuration: what is switched on. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Names in the token; undefined when it cannot be read. */
  readonly granted: ReadonlySet<string> | undefined;
  readonly postsExports: boolean;
}

/** Ends a trial before it is sent. */
export class NotTried extends Error {}

/**
 * @param askIntune tries the request that tells whether the tenant has Intune
 * @throws NotTried for what this run does not ask
 */
export async function checkReason(
  planned: PlannedRequest,
  { config, granted, postsExports }: RunChoices,
  askIntune: () => Promise<{ readonly failure?: Error } | undefined>,
): Promise<void> {
  const { request, requiresIntune, datasets } = planned;
  const fields = datasets.map(({ onlyWith }) => onlyWith);
  const [field] = fields;
  if (field !== undefined && fields.every((each) => each && !config[each])) {
    throw new NotTried(`the run asks for it with ${field} only`);
  }
  const { anyOf, isUnrequested } = request.permission;
  if (isUnrequested && granted && !isGranted(granted, anyOf)) {
    throw new NotTried(
      'the run asks for it only where the token has the permission',
    );
  }
  if (isExport(request) && !postsExports) {
    throw new NotTried('--no-exports: no export job is posted');
  }
  if (requiresIntune) {
    const account = await askIntune();
    if (isNotApplicableToTenant(account?.failure)) {
      throw new NotTried(
        'the tenant has no Intune, so the run does not ask either',
      );
    }
  }
}

function isGranted(
  granted: ReadonlySet<string>,
  anyOf: readonly string[],
): boolean {
  return anyOf.some((wanted) =>
    [...granted].some((name) => includes(name, wanted)),
  );
}
