/** The parts of Microsoft's services write the same GUID in either case: nothing may depend on it. */
import * as fc from 'fast-check';
import { batchReply, isBatch, type SubReply } from '#test/graph/batchReplies';
import { ok, page, type HttpReply } from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { runStep, scriptedStep } from '#test/support/stepContext';
import { accountKey } from '../model/keys';
import { compliancePoliciesStep } from './compliancePolicies';
import { deviceConfigurationsStep } from './deviceConfigurations';
import { managedDevicesStep } from './devices';
import { groupMembersStep } from './groupMembers';
import { groupsStep } from './groups';
import { groupUsersStep } from './groupMembers/groupUsers';
import { userDevicesStep } from './userDevices';
import { usersStep } from './users';

const guid = (last: string) => `4a3b1d2c-00ab-4000-8000-0000000000${last}`;
const ann = guid('a1');
const bob = guid('b1');
const team = guid('c1');
const inner = guid('c2');
const laptop = guid('d1');
const principal = guid('e1');
const policy = guid('f1');
const configuration = guid('f2');

/** Writes an id in some case, another one each time. */
type Write = (id: string) => string;

const typed = (type: string, id: string) => ({
  '@odata.type': `#microsoft.graph.${type}`,
  id,
});

/** What a tenant answers, by the end of the path. Lists repeat some items, in another case. */
function answers(write: Write): Readonly<Record<string, HttpReply>> {
  const objects = (properties: object, ...ids: string[]) =>
    page(ids.map((id) => ({ id: write(id), ...properties })));
  return {
    users: objects({ accountEnabled: true }, ann, bob, ann),
    'users/$count': ok(2),
    groups: objects(
      { mailEnabled: false, securityEnabled: true },
      ...[team, inner, team],
    ),
    'groups/$count': ok(2),
    [`${team}/members`]: page([
      typed('user', write(ann)),
      typed('user', write(ann)),
      typed('group', write(inner)),
      typed('servicePrincipal', write(principal)),
    ]),
    [`${inner}/members`]: page([typed('user', write(bob))]),
    'directoryObjects/getByIds': page([
      { ...typed('servicePrincipal', write(principal)), displayName: 'App' },
    ]),
    'deviceManagement/managedDevices': page([
      {
        id: write(laptop),
        complianceState: 'compliant',
        isEncrypted: true,
        managementState: 'managed',
        ownerType: 'company',
        userId: write(ann),
        azureADDeviceId: write(guid('d2')),
        usersLoggedOn: [{ userId: write(bob) }, { userId: write(bob) }],
      },
    ]),
    [`managedDevices/${laptop}`]: ok({ id: write(laptop), udid: 'UDID-1' }),
    'deviceManagement/managedDeviceOverview': ok({ enrolledDeviceCount: 1 }),
    deviceCompliancePolicies: objects({ displayName: 'P' }, policy, policy),
    deviceConfigurations: objects(
      { displayName: 'C' },
      ...[configuration, configuration],
    ),
  };
}

function script(write: Write): Script {
  const answer = (url: string): HttpReply => {
    const path = url.split('?')[0].toLowerCase();
    const [found] = Object.entries(answers(write))
      .filter(([end]) => path.endsWith(`/${end.toLowerCase()}`))
      .map(([, reply]) => reply);
    return found ?? page([]);
  };
  return (request) =>
    isBatch(request)
      ? batchReply(request, (url): SubReply => answer(url))
      : answer(request.url);
}

async function collect(write: Write) {
  const step = scriptedStep(script(write));
  const { context } = step;
  const { instance, jobState } = context;
  const config = { ...instance.config, includeAdvancedDeviceDetails: true };
  for (const each of [
    usersStep,
    groupsStep,
    groupMembersStep,
    groupUsersStep,
    managedDevicesStep,
    userDevicesStep,
    compliancePoliciesStep,
    deviceConfigurationsStep,
  ]) {
    await runStep(each, {
      context: { ...context, instance: { ...instance, config } },
    });
  }
  return {
    entities: jobState.collectedEntities,
    relationships: jobState.collectedRelationships,
    account: accountKey(instance.id),
  };
}

test('the case of ids in any list makes no difference', async () => {
  const expected = await collect((id) => id);
  const { account } = expected;
  const keys = expected.entities.map(({ _key }) => _key);
  expect([...keys].sort()).toEqual(
    [
      ...[ann, bob, team, inner, principal, laptop, policy, configuration],
      `intune-host-agent:${laptop}`,
    ].sort(),
  );
  const links = expected.relationships.map(({ _key }) => _key);
  expect([...links].sort()).toEqual(
    [
      ...[ann, bob, team, inner].map((id) => `${account}|has|${id}`),
      ...[ann, inner, principal].map((id) => `${team}|has|${id}`),
      `${inner}|has|${bob}`,
      `${ann}|has|${laptop}`,
      `${bob}|uses|${laptop}`,
      `intune-host-agent:${laptop}|manages|${laptop}`,
    ].sort(),
  );
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (isUpper) => {
      const write: Write = (id) =>
        [...id]
          .map((digit) => (isUpper.next().value ? digit.toUpperCase() : digit))
          .join('');
      expect(await collect(write)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
