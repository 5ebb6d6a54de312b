import { REQUESTS_SUMMARY } from '../graph/pacing/statistics';
import { ClientSecretCredential } from '@azure/identity';
import { RecordingLogger } from '#test/graph/recordingLogger';
import {
  cloudNames,
  clouds,
  EmulatorOriginError,
  globalCloud,
} from '../graph/clouds/clouds';
import * as creation from '../graph/createGraphClient';
import * as credentials from '../graph/login/credential';
import {
  cloudOf,
  EMULATOR_VARIABLE,
  loadExecutionConfig,
} from './loadExecutionConfig';

// Copies whose functions can be spied on.
jest.mock('../graph/createGraphClient', () => ({
  __esModule: true,
  ...jest.requireActual<typeof creation>('../graph/createGraphClient'),
}));
jest.mock('../graph/login/credential', () => ({
  __esModule: true,
  ...jest.requireActual<typeof credentials>('../graph/login/credential'),
}));

const GUID = '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10';
const good = { clientId: GUID, clientSecret: 'hush~8Q', tenant: 'contoso.com' };

describe('loadExecutionConfig', () => {
  beforeEach(() => {
    jest.replaceProperty(process, 'env', {});
  });

  it.each([{}, { tenant: '', clientId: 'x' }, good])(
    'builds nothing until something is asked for: %j',
    (config) => {
      const create = jest.spyOn(creation, 'createGraphClient');
      expect(() => loadExecutionConfig({ config })).not.toThrow();
      expect(create).not.toHaveBeenCalled();
    },
  );

  it('builds one client for all', () => {
    const create = jest.spyOn(creation, 'createGraphClient');
    const executionConfig = loadExecutionConfig({ config: good });
    expect(executionConfig.graph).toBe(executionConfig.graph);
    expect(create).toHaveBeenCalledTimes(1);
    expect(create).toHaveBeenCalledWith({
      cloud: globalCloud,
      credential: expect.any(ClientSecretCredential),
    });
    executionConfig.close(new RecordingLogger());
  });

  it('logs in with the values as validation takes them, without blanks', () => {
    const create = jest.spyOn(credentials, 'createCredential');
    const config = {
      clientId: ` ${good.clientId}`,
      clientSecret: `${good.clientSecret}\n`,
      tenant: ` ${good.tenant} `,
    };
    expect(loadExecutionConfig({ config }).graph).toBeDefined();
    expect(create).toHaveBeenCalledWith(
      good,
      globalCloud,
      undefined,
      undefined,
    );
  });

  it.each(cloudNames)(
    'talks to the cloud %s when that is configured',
    (cloud) => {
      const create = jest.spyOn(creation, 'createGraphClient');
      expect(
        loadExecutionConfig({ config: { ...good, cloud } }).graph,
      ).toBeDefined();
      expect(create).toHaveBeenCalledWith({
        cloud: clouds[cloud],
        credential: expect.any(ClientSecretCredential),
      });
    },
  );

  it('refuses an emulator elsewhere at the first use, not before', () => {
    process.env[EMULATOR_VARIABLE] = 'https://emulator.example.org';
    const executionConfig = loadExecutionConfig({ config: good });
    expect(() => executionConfig.graph).toThrow(EmulatorOriginError);
  });
});

describe('close', () => {
  it('tells what was sent, and ends the connections', () => {
    const executionConfig = loadExecutionConfig({ config: good });
    const end = jest.spyOn(executionConfig.graph, 'close');
    const logger = new RecordingLogger();
    executionConfig.close(logger);
    expect(logger.lines).toEqual([
      {
        level: 'info',
        fields: expect.objectContaining({ requests: 0, retries: 0 }),
        message: REQUESTS_SUMMARY,
      },
    ]);
    expect(end).toHaveBeenCalledTimes(1);
  });

  it('builds no client to say that there was none', () => {
    const logger = new RecordingLogger();
    loadExecutionConfig({ config: {} }).close(logger);
    expect(logger.lines).toEqual([]);
  });
});

describe('cloudOf', () => {
  it.each([
    {},
    { [EMULATOR_VARIABLE]: '' },
    { [EMULATOR_VARIABLE]: undefined },
  ])('is Microsoft’s own with %j', (environment) => {
    for (const name of cloudNames) {
      expect(cloudOf(name, environment)).toBe(clouds[name]);
    }
  });

  it.each(['https://127.0.0.1:8443', 'https://localhost:8443'])(
    'is the emulator at %s, whichever cloud is configured',
    (origin) => {
      for (const name of cloudNames) {
        expect(cloudOf(name, { [EMULATOR_VARIABLE]: origin })).toMatchObject({
          authorityHost: origin,
          graphOrigin: origin,
          isEmulated: true,
        });
      }
    },
  );

  it.each([
    'https://graph.example.org',
    'https://127.0.0.1.example.org',
    'https://localhost@example.org',
    'https://10.0.0.1:8443',
    'http://127.0.0.1:8443',
    'https://127.0.0.1:8443/path',
    '127.0.0.1',
    'rubbish',
  ])('refuses %s', (origin) => {
    expect(() => cloudOf('global', { [EMULATOR_VARIABLE]: origin })).toThrow(
      EmulatorOriginError,
    );
  });
});
