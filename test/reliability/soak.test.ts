import { generateTenant } from '../emulator';
import { FAULTY_SHARE, startSoak, type Soak } from './soak';
import { shortPages } from './matrix/shortPages';

jest.setTimeout(60_000);

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

let soak: Soak;

beforeAll(async () => {
  const tenant = generateTenant({ size: 'small' });
  soak = await startSoak({ tenant, largestPage: shortPages });
});

afterAll(() => soak.end());

test.each(seeds)(
  'with a fifth of all requests failing the graph is the same (seed %i)',
  async (seed) => {
    const { hits, requests, difference, failures } = await soak.run(seed);
    expect(failures).toEqual([]);
    expect(difference).toEqual({ missing: [], unexpected: [], changed: [] });
    expect(hits).toBeGreaterThan((requests * FAULTY_SHARE) / 2);
  },
);
