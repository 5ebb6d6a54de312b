/**
 * No false alarm: tenants change while they are read. In each run one object of
 * each list, which is more than 1 % of them, is made, renamed or deleted in the
 * middle, and every step succeeds.
 */
import {
  answers,
  startEmulator,
  type Emulator,
  type FaultRule,
  type Tenant,
} from '../emulator';
import { runsAll } from '../support/extent';
import { shortPages } from './matrix/shortPages';
import { matrixTenant } from './matrix/tenant';
import { runIntegration, type Run } from './runIntegration';

jest.setTimeout(30_000);

type Change = 'make' | 'rename' | 'delete';
const changes: readonly Change[] = ['make', 'rename', 'delete'];

interface Named {
  readonly id: string;
  readonly displayName?: string | null;
}

/** Numbers in [0, 1), the same for a seed. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function numbers(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** The lists of a tenant, as arrays of its own. */
function changingTenant(): Tenant & { readonly lists: readonly Named[][] } {
  const { intune, members, ...directory } = matrixTenant;
  const data = intune?.data;
  const users = [...directory.users];
  const groups = [...directory.groups];
  if (!intune || !data) {
    throw new Error('The tenant has no Intune');
  }
  const deviceCompliancePolicies = [...data.compliancePolicies];
  const deviceConfigurations = [...data.deviceConfigurations];
  const mobileApps = [...data.mobileApps];
  return {
    ...directory,
    users,
    groups,
    members: new Map(members),
    intune: {
      ...intune,
      data: {
        ...data,
        compliancePolicies: deviceCompliancePolicies,
        deviceConfigurations,
        mobileApps,
      },
    },
    lists: [
      users,
      groups,
      deviceCompliancePolicies,
      deviceConfigurations,
      mobileApps,
    ],
  };
}

function change(list: Named[], how: Change, random: () => number): void {
  const at = Math.floor(random() * list.length);
  const object = list[at];
  if (how === 'delete') {
    list.splice(at, 1);
  } else if (how === 'rename') {
    list[at] = { ...object, displayName: `Renamed ${at}` };
  } else {
    const id = object.id.replace(/^.{8}/, 'c0ffee00');
    list.push({ ...object, id, displayName: `New ${at}` });
  }
}

function changeDevice(emulator: Emulator, how: Change, random: () => number) {
  const devices = matrixTenant.intune?.data.managedDevices ?? [];
  const { id } = devices[Math.floor(random() * devices.length)];
  if (how === 'delete') {
    emulator.deleteDevice(id);
  } else {
    emulator.renameDevice(id, how === 'rename' ? '!' : '~~~');
  }
}

/** Each change happens before some request of the run. */
function rulesOf(
  emulator: Emulator,
  lists: readonly Named[][],
  random: () => number,
): FaultRule[] {
  const effects = [
    ...lists.map((list) => (how: Change) => change(list, how, random)),
    (how: Change) => changeDevice(emulator, how, random),
  ];
  return effects.map((happen) => {
    const how = changes[Math.floor(random() * changes.length)];
    return {
      on: { kind: 'graph' },
      when: { nth: 1 + Math.floor(random() * REQUESTS) },
      fault: answers.effect(how, () => happen(how)),
    };
  });
}

/** A run of this tenant sends more. */
const REQUESTS = 60;

const failures = ({ steps }: Run) =>
  [...steps].flatMap(([id, { status, error }]) =>
    status === 'success' ? [] : [`${id}: ${error?.message}`],
  );

const seeds = Array.from({ length: runsAll ? 30 : 3 }, (_, seed) => seed);

test.each(seeds)(
  'a tenant that changes is collected (seed %d)',
  async (seed) => {
    const random = numbers(seed);
    const tenant = changingTenant();
    const emulator = await startEmulator({
      tenant,
      exportPolls: 1,
      largestPage: shortPages,
    });
    try {
      emulator.setFaults(rulesOf(emulator, tenant.lists, random));
      const run = await runIntegration(emulator);
      expect(failures(run)).toEqual([]);
    } finally {
      await emulator.close();
    }
  },
);
