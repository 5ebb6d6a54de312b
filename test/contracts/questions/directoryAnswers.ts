/** What questions about users and groups have to return of a tenant. */
import type { Answer, Expected, Facts, Person } from './facts';

const MS_PER_DAY = 86_400_000;

/** By the id of a question: what each of its queries has to return. */
export type Answers = Readonly<
  Record<string, readonly (readonly Answer[] | Expected)[]>
>;

/** The least first. */
export function ascending(title: string, answers: readonly Answer[]): Expected {
  return { answers, order: { title, isDescending: false } };
}

/** The greatest first. */
export function descending(
  title: string,
  answers: readonly Answer[],
): Expected {
  return { answers, order: { title, isDescending: true } };
}

export function directoryAnswers(facts: Facts): Answers {
  return {
    ...answersAboutAccess(facts),
    ...answersAboutSecondFactors(facts),
    ...answersAboutGroups(facts),
  };
}

/** Whether it is longer ago. What never was is neither longer nor shorter. */
function isOlder(time: number | null, days: number, now: number): boolean {
  return time !== null && time < now - days * MS_PER_DAY;
}

function answersAboutAccess({ people, now }: Facts): Answers {
  const enabled = people.filter(({ accountEnabled }) => accountEnabled);
  const members = enabled.filter(({ isGuest }) => !isGuest);
  const guests = enabled.filter(({ isGuest }) => isGuest);
  const isNever = (person: Person) =>
    person.lastSignInOn === null && person.lastNonInteractiveSignInOn === null;
  const isUnused = (person: Person) =>
    [person.lastSignInOn, person.lastNonInteractiveSignInOn].every(
      (time) => time === null || isOlder(time, 90, now),
    );
  const isNew = ({ createdOn }: Person) =>
    createdOn !== null && !isOlder(createdOn, 90, now);
  return {
    'inactive-users': [
      ascending(
        'user.lastSignInOn',
        users(enabled.filter((person) => isUnused(person) && !isNew(person))),
      ),
    ],
    'members-never-signed-in': [
      ascending('user.createdOn', users(members.filter(isNever))),
    ],
    'old-passwords': [
      ascending(
        'user.passwordChangedOn',
        users(
          members.filter((person) =>
            isOlder(person.passwordChangedOn, 365, now),
          ),
        ),
      ),
    ],
    'forgotten-guests': [
      ascending(
        'guest.lastSignInOn',
        guests
          .filter((guest) => isUnused(guest) && guest.lastSignInOn !== null)
          .map((guest) => ({ guest })),
      ),
      ascending(
        'guest.createdOn',
        guests
          .filter(
            (guest) => isNever(guest) && isOlder(guest.createdOn, 90, now),
          )
          .map((guest) => ({ guest })),
      ),
    ],
  };
}

function answersAboutSecondFactors({ people }: Facts): Answers {
  const admins = people.filter(({ isAdmin }) => isAdmin);
  const members = people.filter(({ isGuest }) => !isGuest);
  return Object.fromEntries(
    [
      ['administrators-without-mfa', admins] as const,
      ['members-without-mfa', members] as const,
    ].map(([id, those]) => [
      id,
      [
        users(those.filter(({ isMfaEnabled }) => isMfaEnabled === false)),
        users(
          those.filter(
            (person) => person.accountEnabled && person.isMfaEnabled === null,
          ),
        ),
      ],
    ]),
  );
}

function answersAboutGroups({ people, teams, endpoints }: Facts): Answers {
  const withGuests = teams.flatMap(({ group, people: members }) =>
    members.filter(({ isGuest }) => isGuest).map((guest) => ({ group, guest })),
  );
  const failing = endpoints.filter(({ agent }) => agent.isCompliant === false);
  const ofUser = (user: Person) =>
    user.accountEnabled
      ? failing
          .filter(({ owner }) => owner === user)
          .map(({ device, agent }) => ({ user, device, agent }))
      : [];
  return {
    'guests-in-groups': [withGuests],
    'guests-in-public-groups': [
      withGuests.filter(({ group }) => group.visibility === 'Public'),
    ],
    'guests-in-privileged-groups': [
      people
        .filter(({ isGuest, isAdmin }) => isGuest && isAdmin)
        .map((guest) => ({ guest })),
      withGuests.filter(({ group }) => soundsPrivileged(group.displayName)),
    ],
    'administrators-with-noncompliant-devices': [
      people.filter(({ isAdmin }) => isAdmin).flatMap(ofUser),
      teams
        .filter(({ group }) => soundsPrivileged(group.displayName))
        .flatMap(({ group, people: members }) =>
          members.flatMap(ofUser).map((answer) => ({ group, ...answer })),
        ),
    ],
    'non-user-group-members': [
      teams.flatMap(({ group, others }) =>
        others.map((member) => ({ group, member })),
      ),
    ],
  };
}

function soundsPrivileged(name: string): boolean {
  return /[Aa]dmin|[Pp]rivileged|[Rr]oot/.test(name);
}

function users(people: readonly Person[]): Answer[] {
  return people.map((user) => ({ user }));
}
