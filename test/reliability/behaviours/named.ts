/** Combinations that somebody thought of: where one way around a doubt leads into another one. */
import type { Oddities } from './doubts';

const noExports: Oddities = { 'export permission': 'nobody' };

export const namedOddities: readonly Oddities[] = [
  noExports,
  {
    ...noExports,
    'name of the install report': 'old',
    'repeated rows': 'always',
  },
  {
    ...noExports,
    'name of the install report': 'both',
    'accepted orders': 'none',
  },
  {
    ...noExports,
    'report of installations': 'forbidden',
    'summary of installations': 'forbidden',
  },
  { ...noExports, 'accepted orders': 'none', 'repeated rows': 'always' },
  { ...noExports, 'accepted orders': 'every', 'repeated rows': 'always' },
  { ...noExports, 'accepted orders': 'none', 'repeated rows': 'once' },
  {
    ...noExports,
    'lists of statuses are cut': 'always',
    'repeated rows': 'always',
  },
  {
    ...noExports,
    'lists of statuses are cut': 'always',
    'intents in reports': 'absent',
  },
  {
    ...noExports,
    'lists of statuses are cut': 'always',
    'where lists of statuses are cut': 'after 5 rows',
  },
  {
    ...noExports,
    'lists of statuses are cut': 'always',
    'where lists of statuses are cut': 'after 5 rows',
    'intents in reports': 'absent',
  },
  {
    ...noExports,
    'lists of statuses are cut': 'always',
    'overviews count': 'rows',
    'report of compliance': 'unsupported',
  },
  {
    ...noExports,
    'lists of statuses are cut': 'always',
    'report of compliance': 'forbidden',
    'report of configurations': 'forbidden',
  },
  {
    ...noExports,
    'report of compliance': 'unsupported',
    'report of configurations': 'unsupported',
  },
  {
    ...noExports,
    'types of beta on v1.0': 'mixed',
    'lists of statuses are cut': 'always',
  },
  {
    ...noExports,
    'expanded detected applications': 'refused',
    'list of detected applications': 'cut',
  },
  {
    ...noExports,
    'expanded detected applications': 'empty',
    'list of detected applications': 'cut',
  },
  {
    ...noExports,
    'expanded detected applications': 'refused',
    'list of detected applications': 'pages',
  },
  {
    ...noExports,
    'expanded detected applications': 'empty',
    'list of detected applications': 'pages',
  },
  {
    ...noExports,
    'expanded detected applications': 'refused',
    'advanced details': 'unwanted',
  },
  {
    ...noExports,
    'states of catalog compliance policies': 'nowhere',
    'lists of statuses are cut': 'never',
  },
  {
    ...noExports,
    'states of catalog compliance policies': 'in reports',
    'repeated rows': 'always',
  },
  {
    'states of catalog compliance policies': 'nowhere',
    'report of compliance': 'forbidden',
  },
  {
    'states of catalog compliance policies': 'in exports',
    'export of compliance': 'unsupported',
  },
  {
    ...noExports,
    'form of reports': 'base64',
    'form of states': 'name and number',
    'case of reported ids': 'upper',
  },
  {
    ...noExports,
    'missing columns': 'PspdpuLastModifiedTimeUtc',
    'form of states': 'name',
  },
  {
    ...noExports,
    'missing columns': 'PolicyStatus',
    'lists of statuses are cut': 'always',
  },
  {
    'case of headers': 'other',
    'case of reported ids': 'upper',
    'form of states': 'name',
  },
  {
    'export of detected applications': 'stuck',
    'export of installations': 'stuck',
    'export of compliance': 'stuck',
    'export of configurations': 'stuck',
  },
  {
    'export of detected applications': 'stuck once',
    'export of installations': 'stuck once',
    'export of compliance': 'stuck once',
    'export of configurations': 'stuck once',
  },
  {
    'export of detected applications': 'unsupported',
    'expanded detected applications': 'refused',
  },
  {
    'export of configurations': 'unsupported',
    'report of configurations': 'forbidden',
  },
  {
    'export of installations': 'needs a filter',
    'name of the install report': 'old',
  },
  {
    'export of installations': 'needs a filter',
    'repeated rows': 'always',
    'accepted orders': 'none',
  },
];
