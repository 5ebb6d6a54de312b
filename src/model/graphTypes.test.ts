import { graphTypeName } from './graphTypes';

describe('graphTypeName', () => {
  it.each([
    ['#microsoft.graph.iosCompliancePolicy', 'iosCompliancePolicy'],
    [
      '#microsoft.graph.windows10GeneralConfiguration',
      'windows10GeneralConfiguration',
    ],
    ['iosCompliancePolicy', 'iosCompliancePolicy'],
    ['a #microsoft.graph.thing', 'a #microsoft.graph.thing'],
  ])('%s is %s', (type, expected) => {
    expect(graphTypeName(type)).toBe(expected);
  });

  it.each(['#microsoft.graph.', '', ' ', null, undefined, 1, {}])(
    '%j names no type',
    (type) => {
      expect(graphTypeName(type)).toBeUndefined();
    },
  );
});
