/** The integration as it is, with a mark where its work begins: nothing of it is asked for earlier. */
import { invocationConfig as integration } from '../../../src';
import { startWork } from './usage';

export const invocationConfig: typeof integration = {
  ...integration,
  loadExecutionConfig: (options) => {
    startWork();
    return integration.loadExecutionConfig?.(options) ?? {};
  },
};
