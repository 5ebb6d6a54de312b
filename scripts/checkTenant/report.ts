/** What `npm run check:tenant -- --json` prints. docs/check-tenant.md has a table that is made of it. */
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import type { CodedText } from '../../src/graph/basics/messageCodes';

const object = <Properties extends Record<string, TSchema>>(
  properties: Properties,
) => Type.Object(properties, { additionalProperties: false });

const text = (description: string) => Type.String({ description });
/** Something is wrong: it ends in a code. */
const problem = (description: string) =>
  Type.Unsafe<CodedText>(text(description));
const number = (description: string) => Type.Number({ description });
const flag = (description: string) => Type.Boolean({ description });
const words = <const Words extends readonly string[]>(
  description: string,
  ...values: Words
) =>
  Type.Union(
    values.map((value) => Type.Literal(value as Words[number])),
    { description },
  );
const texts = (description: string) =>
  Type.Array(Type.String(), { description });
const { Optional } = Type;

const Host = object({
  purpose: words('What the host is for', 'login', 'graph', 'exports'),
  host: text('Name, with its port unless it is 443; empty if it is not known'),
  isReached: flag('Whether it answered'),
  addresses: texts("What this machine's DNS says"),
  proxy: Optional(text('Proxy that requests go through')),
  issuer: Optional(text('Issuer of its certificate')),
  milliseconds: Optional(number('Until the head of its answer')),
  clockAheadSeconds: Optional(
    number('How far the clock of this machine is ahead'),
  ),
  problem: Optional(problem('Why it was not reached, and the way out')),
});

const Request = object({
  request: text('Method, version and path; of an export also its report'),
  datasets: texts('What the run asks it for'),
  steps: texts('Steps that ask for it'),
  stops: texts('Steps that do not start when those fail'),
  need: words(
    'What a run loses without an answer: a step, details, or nothing',
    'required',
    'optional',
    'replaceable',
  ),
  without: text('What is missing without it'),
  permissions: texts('Permissions of which one is enough'),
  usedPermissions: texts('Those of the token that allow it'),
  outcome: words(
    'The result of the request',
    'answered',
    'refused',
    'failed',
    'notTried',
  ),
  status: Optional(number('HTTP status of the last answer')),
  milliseconds: Optional(number('How long the last attempt took')),
  attempts: number('HTTP requests that were sent'),
  reason: Optional(text('Why there is no answer, or how it differs')),
  wayOut: Optional(text('What to do')),
  code: Optional(
    text('Of a request without an answer: its anchor in troubleshooting.md'),
  ),
});

const Workload = object({
  requests: number('HTTP calls; a batch is one'),
  units: number("In the workload's own units"),
  seconds: number('The least time that its quota allows for them'),
});

const Estimate = object({
  users: number('Counted users'),
  groups: number('Counted groups'),
  devices: number('Counted devices'),
  requests: number('HTTP calls'),
  seconds: number('The least time of a run'),
  bottleneck: text('What takes this time'),
  objects: number('Entities and relationships, at most'),
  heapMb: number('Heap for them, in MB'),
  diskMb: number('Space in the result folder, in MB'),
  workloads: Type.Record(Type.String(), Workload, {
    description: 'Calls by workload',
  }),
  unknown: texts('What could not be counted'),
});

const Question = object({
  id: text('Stable name'),
  question: text('A question that public sources do not answer'),
  answer: Optional(text('What this tenant answered')),
  open: Optional(text('Why this tenant does not answer it')),
});

export const TenantCheck = object({
  version: text('Version of this integration'),
  node: text('Version of Node.js'),
  startedAt: text('ISO 8601'),
  seconds: number('How long the check took'),
  verdict: words(
    'The result that a run would have',
    'complete',
    'partial',
    'unusable',
  ),
  reasons: Type.Array(problem(''), {
    description: 'Why it is not complete',
  }),
  cloud: text('Microsoft cloud'),
  tenant: Optional(
    object({
      id: text('Tenant id'),
      domain: Optional(text('Default domain')),
    }),
  ),
  hosts: Type.Array(Host, { description: 'Login, Graph and exports' }),
  login: object({
    isGranted: flag('Whether a token was granted'),
    milliseconds: number('How long the login took'),
    problem: Optional(problem('Why not, and the way out')),
  }),
  licenses: Optional(
    object({
      premium: words('Of Microsoft Entra ID', 'P1', 'P2', 'none', 'unknown'),
      intune: words(
        'Whether a plan of Intune is enabled',
        'yes',
        'no',
        'unknown',
      ),
      intuneState: text('What Intune says of its subscription'),
    }),
  ),
  permissions: Optional(
    object({
      missing: texts('Required, and not in the token'),
      missingOptional: texts('Optional, and not in the token'),
      granted: texts('Needed, and in the token'),
      lesser: texts('Basic forms of what is needed'),
      tooBroad: texts('They allow more than is needed'),
      notNeeded: texts('No step needs them'),
      canWrite: texts('They can write'),
    }),
  ),
  requests: Type.Array(Request, {
    description: 'Each request that a run makes',
  }),
  estimate: Optional(Estimate),
  questions: Type.Array(Question, {
    description: 'What only a tenant can settle',
  }),
});

export type TenantCheck = Static<typeof TenantCheck>;
export type HostLine = Static<typeof Host>;
export type RequestLine = Static<typeof Request>;
export type EstimateLine = Static<typeof Estimate>;
