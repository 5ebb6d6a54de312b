import { RecordingLogger } from '#test/graph/recordingLogger';
import { Oddities } from './oddities';

function createAudience() {
  const logger = new RecordingLogger();
  const meter = { countOdd: jest.fn() };
  return { logger, meter };
}

const descriptions = { lost: 'Lost ones', repeated: 'Repeated ones' };

describe('Oddities', () => {
  it('logs each kind that occurred once, with its count', () => {
    const oddities = new Oddities(descriptions);
    oddities.count('lost');
    oddities.count('repeated', 2);
    oddities.count('lost', 3);
    const audience = createAudience();
    oddities.log(audience);
    expect(audience.logger.lines).toEqual([
      {
        level: 'warn',
        fields: { kind: 'lost', count: 4 },
        message: 'Lost ones',
      },
      {
        level: 'warn',
        fields: { kind: 'repeated', count: 2 },
        message: 'Repeated ones',
      },
    ]);
    expect(audience.meter.countOdd.mock.calls).toEqual([
      ['lost', 4],
      ['repeated', 2],
    ]);
  });

  it('logs nothing when nothing was odd', () => {
    const oddities = new Oddities(descriptions);
    oddities.count('lost', 0);
    const audience = createAudience();
    oddities.log(audience);
    expect(audience.logger.lines).toEqual([]);
    expect(audience.meter.countOdd).not.toHaveBeenCalled();
    expect(oddities.counted('lost')).toBe(0);
  });

  it('tells how many there were', () => {
    const oddities = new Oddities(descriptions);
    oddities.count('lost', 2);
    oddities.count('lost');
    expect(oddities.counted('lost')).toBe(3);
    expect(oddities.counted('repeated')).toBe(0);
  });
});
