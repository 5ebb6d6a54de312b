/** The SDK's command line never runs what a file contained before. */
import { sourceFolder } from '../support/sourceFolder';

const commandLine =
  require.resolve('@jupiterone/integration-sdk-cli/bin/j1-integration');
const { run, write, editUnseen, begin, end } = sourceFolder('edited-sources');

beforeAll(begin);

afterAll(end);

test('runs sources as they are now', async () => {
  await write('src/text.ts', "export const text: string = 'as it was';\n");
  await write(
    'src/index.ts',
    `import { text } from './text';
export const invocationConfig = {
  instanceConfigFields: {},
  validateInvocation: () => Promise.reject(new Error(text)),
  integrationSteps: [],
};
`,
  );
  await expect(run(commandLine, 'collect')).rejects.toThrow('as it was');
  await editUnseen('src/text.ts', 'as it was', 'as it is.');
  await expect(run(commandLine, 'collect')).rejects.toThrow('as it is.');
});
