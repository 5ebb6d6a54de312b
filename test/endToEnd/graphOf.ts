/** A collected graph in the words of `expectedGraph`. */
import type { Results } from './workspace';
import { sorted, type ExpectedGraph } from './expectedGraph';

export function graphOf({
  entities,
  relationships,
}: Pick<Results, 'entities' | 'relationships'>): ExpectedGraph {
  return {
    entities: sorted(entities.map(({ _type, _key }) => `${_type} ${_key}`)),
    relationships: sorted(
      relationships.map((r) =>
        [
          r._type,
          r._fromEntityKey,
          '->',
          r._toEntityKey,
          r.version ?? r.complianceStatus ?? '',
        ]
          .join(' ')
          .trim(),
      ),
    ),
  };
}
