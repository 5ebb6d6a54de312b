/** What users and groups cost, and what they give. */
import { asObject } from '../../../src/graph/basics/json';
import { isLesser } from '../../../src/run/permissions/names';
import { groupMembersRequest } from '../../../src/steps/groupMembers/request';
import { groupsRequest } from '../../../src/steps/groups/request';
import { registrationsRequest } from '../../../src/steps/users/extras/request';
import {
  usersRequest,
  usersWithSignInRequest,
} from '../../../src/steps/users/request';
import {
  answered,
  describeStatus,
  itemsOf,
  Open,
  settled,
  type Question,
} from './question';

export const directoryQuestions: readonly Question[] = [
  {
    id: 'resource-units',
    question: 'How many resource units do users, groups and members cost?',
    answer: async ({ trials }) => {
      const requests = [usersRequest, groupsRequest, groupMembersRequest];
      const tried = await Promise.all(
        requests.map((request) => settled(trials, request)),
      );
      const said = tried.filter(
        ({ resourceUnits }) => resourceUnits !== undefined,
      );
      if (said.length === 0) {
        throw new Open('no answer had the header x-ms-resource-unit');
      }
      return said
        .map(
          ({ planned, resourceUnits }) =>
            `${planned.name} with $select and $top=1: ${resourceUnits}`,
        )
        .join('; ');
    },
  },
  {
    id: 'sign-in-list',
    question: 'Are users listed with signInActivity?',
    answer: async ({ trials }) => {
      const trial = await settled(trials, usersWithSignInRequest);
      const [user] = trial.answer?.items ?? [];
      const has =
        user && (user.signInActivity ? ', with a time' : ', without a time');
      return `${trial.answer ? 'yes' : 'no'}: ${answered(trial)}${has ?? ''}`;
    },
  },
  {
    id: 'registration-select',
    question: 'Does the report of authentication methods take $select?',
    answer: async ({ trials, ask }) => {
      const whole = await settled(trials, registrationsRequest);
      if (!whole.answer) {
        throw new Open(`without $select: ${answered(whole)}`);
      }
      const selecting: typeof registrationsRequest = {
        ...registrationsRequest,
        query: { $select: 'id,isMfaCapable', $top: '1' },
      };
      const { answer, status, failure } = await ask(({ graph }) =>
        graph.get<object>(selecting),
      );
      if (!answer) {
        return `no: ${describeStatus(status, failure)}`;
      }
      const [row] = itemsOf(answer);
      const names = Object.keys(asObject(row) ?? {});
      return names.length === 0
        ? 'it is taken, and there was no row'
        : `it is taken, and a row has ${names.length} properties: ${names.sort().join(', ')}`;
    },
  },
  {
    id: 'lesser-permissions',
    question: 'Which properties of groups do the ReadBasic permissions give?',
    answer: async ({ trials, granted }) => {
      const { anyOf } = groupsRequest.permission;
      const basic = [...(granted ?? [])].filter((name) =>
        anyOf.some((wanted) => isLesser(name, wanted)),
      );
      const full = anyOf.filter((name) => granted?.has(name));
      if (basic.length === 0 || full.length > 0) {
        throw new Open(
          basic.length === 0
            ? 'the token has none of them'
            : `the token also has ${full.join(', ')}`,
        );
      }
      const trial = await settled(trials, groupsRequest);
      const [group] = trial.answer?.items ?? [];
      if (!group) {
        return `none with ${basic.join(', ')}: ${answered(trial)}`;
      }
      const names = Object.keys(group).filter((name) => group[name] !== null);
      return `with ${basic.join(', ')} a group has values of ${names.sort().join(', ')}`;
    },
  },
];
