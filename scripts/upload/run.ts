/**
 * What `npm run upload` does: one run that collects and uploads. JupiterOne gets
 * all of it, or keeps what it has.
 */
import type { IntegrationInvocationConfig } from '@jupiterone/integration-sdk-core';
import {
  createEventPublishingQueue,
  createIntegrationInstanceForLocalExecution,
  executeIntegrationInstance,
  FileSystemGraphObjectStore,
  type ApiClient,
} from '@jupiterone/integration-sdk-runtime';
import { invocationConfig } from '../../src';
import type { IntegrationConfig } from '../../src/config/fields';
import { STORAGE_VARIABLE } from '../../src/run/storage/storageFolder';
import { exitCodeOf } from '../collect/childRun';
import { formatCount } from '../collect/numbers';
import { exitCodes } from '../exitCodes';
import type { Run } from '../runs/openRun';
