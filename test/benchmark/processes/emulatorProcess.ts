/** Starts and stops the process of the emulator. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../workspace';
import type {
  EmulatorReport,
  FromEmulator,
  StartedEmulator,
  StartOptions,
  ToEmulator,
} from './messages';

export interface EmulatorProcess extends Omit<StartedEmulator, 'kind'> {
  /** Ends the process. */
  finish(): Promise<EmulatorReport>;
  /** For when something failed; may come after `finish`. */
  kill(): void;
}

export async function startEmulatorProcess(
  options: StartOptions,
): Promise<EmulatorProcess> {
  const child = fork(path.join(__dirname, 'emulatorChild.ts'), {
    cwd: projectRoot,
    execArgv: ['--require', 'ts-node/register'],
  });
  const started = await ask(child, { kind: 'start', ...options });
  if (started.kind !== 'started') {
    throw new Error('The emulator did not start.');
  }
  return {
    ...started,
    finish: async () => {
      const report = await ask(child, { kind: 'finish' });
      if (report.kind !== 'report') {
        throw new Error('The emulator did not report.');
      }
      return report;
    },
    kill: () => void child.kill(),
  };
}

/** @throws Error when the process ends before it answers */
function ask(child: ChildProcess, message: ToEmulator): Promise<FromEmulator> {
  return new Promise((resolve, reject) => {
    const fail = () =>
      reject(new Error('The process of the emulator ended early.'));
    child.once('exit', fail);
    child.once('message', (answer: FromEmulator) => {
      child.off('exit', fail);
      resolve(answer);
    });
    child.send(message);
  });
}
