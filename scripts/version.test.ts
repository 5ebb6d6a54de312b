import { version } from '../package.json';
import { ownVersion } from './version';

test('the version is that of package.json, from however deep', () => {
  expect(ownVersion()).toBe(version);
  expect(ownVersion('/')).toBe('unknown');
});
