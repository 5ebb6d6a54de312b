/** What the built package exports; `j1-integration --project-path dist` finds it in dist/src. */
export { invocationConfig } from './src';
