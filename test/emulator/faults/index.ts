/** Fault injection: rules that say which requests go wrong, and how. */
export * as answers from './answers';
export * as clocks from './clockSkew';
export * as envelopes from './envelopes';
export * as exportFaults from './exports';
export * as logins from './login';
export * as pages from './pages';
export * as reports from './reports';
export { transientFaults } from './transient';
export type {
  Fault,
  FaultedRequest,
  FaultRule,
  Occurrence,
  RandomShare,
  RequestKind,
  RequestPattern,
} from './rule';
