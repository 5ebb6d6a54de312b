/**
 * Values of which Microsoft documents all members, with a number for each. The
 * same member comes as a name from one request, as a number from another and as
 * the portal's words from a third.
 */

/** Reads one value; undefined when it is none of the list. */
export type ClosedListReader<Member extends string> = (
  value: unknown,
) => Member | undefined;

/** A whole number, also one below zero. */
const NUMBER = /^[+-]?\d{1,10}$/;

/** `nonCompliant (4)`: a name, and its number in parentheses. */
const NAME_AND_NUMBER = /^([^()]+)\(([^()]+)\)$/;

/**
 * @param numbers of all members
 * @param aliases other names, in any case, as the portal or a report writes them
 */
export function closedList<Member extends string>(
  numbers: Readonly<Record<Member, number>>,
  aliases: Readonly<Record<string, Member>> = {},
): ClosedListReader<Member> {
  const members = Object.keys(numbers) as Member[];
  const byNumber = new Map<unknown, Member>(
    members.map((member) => [numbers[member], member]),
  );
  const byName = new Map<string, Member>([
    ...members.map((member) => [plain(member), member] as const),
    ...Object.entries(aliases).map(
      ([alias, member]) => [plain(alias), member] as const,
    ),
  ]);
  /** What nearly all values are: reports have millions of rows. */
  const asWritten = new Map<unknown, Member>([
    ...byNumber,
    ...members.flatMap(
      (member) =>
        [
          [member, member],
          [String(numbers[member]), member],
        ] as const,
    ),
  ]);
  const readPart = (part: string) =>
    NUMBER.test(part) ? byNumber.get(Number(part)) : byName.get(plain(part));
  const readText = (text: string): Member | undefined => {
    const parts = NAME_AND_NUMBER.exec(text);
    if (!parts) {
      return readPart(text);
    }
    // Of two that contradict each other, neither can be believed.
    const [name, number] = parts.slice(1).map((part) => part.trim());
    const member = NUMBER.test(name) ? undefined : readPart(name);
    return NUMBER.test(number) && readPart(number) === member
      ? member
      : undefined;
  };
  return (value) =>
    asWritten.get(value) ??
    (typeof value === 'string' ? readText(value.trim()) : undefined);
}

/**
 * The same of names that no answer writes as numbers. The result is spelled as
 * Microsoft documents it.
 */
export function closedNames<Member extends string>(
  members: readonly Member[],
): ClosedListReader<Member> {
  const byName = new Map<unknown, Member>([
    ...members.map((member) => [plain(member), member] as const),
    // What nearly all values are.
    ...members.map((member) => [member, member] as const),
  ]);
  return (value) =>
    byName.get(value) ??
    (typeof value === 'string' ? byName.get(plain(value.trim())) : undefined);
}

/** Whether there is a value, and none of the list: it is left out, and has to be counted. */
export function isOutside(
  read: ClosedListReader<string>,
  value: unknown,
): boolean {
  const isTold = value !== undefined && value !== null && value !== '';
  return isTold && read(value) === undefined;
}

/** "Not applicable", "not-applicable" and "notApplicable" are one name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}
