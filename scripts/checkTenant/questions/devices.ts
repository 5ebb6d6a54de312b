/** What a device tells of its hardware. */
import { asObject } from '../../../src/graph/basics/json';
import { forParameters } from '../../../src/graph/request';
import {
  deviceDetailsRequest,
  managedDevicesRequest,
} from '../../../src/steps/devices/request';
import {
  describeStatus,
  itemsOf,
  lengthOf,
  Open,
  SOME,
  someDevices,
  type Question,
} from './question';

export const deviceQuestions: readonly Question[] = [
  {
    id: 'chassis-type',
    question: 'Does chassisType say anything, in lists and of single devices?',
    answer: async ({ trials, ask }) => {
      const [id] = await someDevices(trials, ask);
      const query = { $select: 'id,chassisType' };
      const list = await ask(({ graph }) =>
        graph.get<object>({
          ...managedDevicesRequest,
          query: { ...query, $top: String(SOME) },
        }),
      );
      const single = await ask(({ graph }) =>
        graph.get<object>({
          ...deviceDetailsRequest,
          query,
          parameters: { id },
        }),
      );
      if (!list.answer || !single.answer) {
        const failed = list.answer ? single : list;
        throw new Open(describeStatus(failed.status, failed.failure));
      }
      const values = itemsOf(list.answer).map((each) =>
        enumerationOf(asObject(each)?.chassisType),
      );
      const ofOne = enumerationOf(asObject(single.answer)?.chassisType);
      return `in the list: ${[...new Set(values)].join(', ')}; of a single device: ${ofOne}`;
    },
  },
  {
    id: 'addresses-of-devices',
    question:
      'Has hardwareInformation of a single device an ipAddressV4 or wiredIPv4Addresses?',
    answer: async ({ trials, ask }) => {
      const devices = await someDevices(trials, ask);
      const told = await Promise.all(
        devices.map(async (id) => {
          const { answer } = await ask(({ graph }) =>
            graph.get(forParameters(deviceDetailsRequest, { id })),
          );
          return asObject(answer?.hardwareInformation);
        }),
      );
      const known = told.filter((each) => each !== undefined);
      if (known.length === 0) {
        throw new Open('no device reported its hardware');
      }
      const having = (has: (value: unknown) => boolean, name: string) =>
        known.filter((each) => has(each[name])).length;
      const isText = (value: unknown) =>
        typeof value === 'string' && value !== '';
      return `of ${known.length} devices ${having(isText, 'ipAddressV4')} have ipAddressV4 and ${having((list) => lengthOf(list) > 0, 'wiredIPv4Addresses')} have wiredIPv4Addresses`;
    },
  },
];

/** https://learn.microsoft.com/graph/api/resources/intune-devices-chassistype?view=graph-rest-beta */
const CHASSIS_TYPES = new Set([
  'unknown',
  'desktop',
  'laptop',
  'worksWorkstation',
  'enterpriseServer',
  'phone',
  'tablet',
  'mobileOther',
  'mobileUnknown',
]);

/** A word of a closed list, never a free text. */
function enumerationOf(value: unknown): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  return CHASSIS_TYPES.has(String(value)) ? String(value) : 'another value';
}
