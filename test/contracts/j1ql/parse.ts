/**
 * Reads the part of J1QL that the questions of this project use, and refuses
 * the rest: https://docs.jupiterone.io/j1ql/basic-keywords
 *
 *     query      FIND entity traversal* optional? [WHERE or] RETURN columns [ORDER BY title [ASC|DESC]] [LIMIT number]
 *     entity     names [WITH or] [AS alias]
 *     names      name | ( name | name … )
 *     traversal  THAT [!]VERB [AS alias] entity
 *     optional   ( traversal+ )?
 *     or         and OR and …
 *     and        condition AND condition …
 *     condition  ( or ) | property operator operands
 *     operands   operand | ( operand OR operand … )
 *     operand    text | number | true | false | undefined | date.now [+|- number day(s)] | property
 *     columns    property [AS name] | count(alias) [AS name] , …
 *
 * Keywords are in capitals: JupiterOne reads small ones, too.
 */
import {
  comparisonsOf,
  operators,
  patternsOf,
  type Column,
  type Comparison,
  type EntityPattern,
  type Expression,
  type Operand,
  type Operator,
  type Order,
  type PropertyReference,
  type Query,
  type Traversal,
} from './query';
import { tokenize, type Token } from './tokens';

const keywords = new Set(
  'FIND WITH THAT AS WHERE RETURN ORDER BY LIMIT SKIP AND OR ASC DESC UNIQUE'.split(
    ' ',
  ),
);

/** @throws for what it does not understand, and for names that nothing in the query has */
export function parse(text: string): Query {
  const query = new Parser(tokenize(text)).query();
  checkAliases(query);
  return query;
}

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    this.#expect('FIND');
    const start = this.#entity();
    const traversals: Traversal[] = [];
    while (this.#isNext('THAT')) {
      traversals.push(this.#traversal());
    }
    const optional = this.#isNext('(') ? this.#optional() : [];
    const where = this.#take('WHERE') ? this.#or('qualified') : undefined;
    this.#expect('RETURN');
    const columns = this.#list(() => this.#column(), ',');
    const orderBy = this.#take('ORDER') ? this.#order() : undefined;
    const limit = this.#take('LIMIT') ? this.#number() : undefined;
    if (this.#next.kind !== 'end') {
      throw this.#notUnderstood();
    }
    return { start, traversals, optional, where, columns, orderBy, limit };
  }

  #entity(): EntityPattern {
    const names = this.#take('(') ? this.#list(() => this.#name(), '|') : [];
    if (names.length > 0) {
      this.#expect(')');
    } else {
      names.push(this.#name());
    }
    const filter = this.#take('WITH') ? this.#or('plain') : undefined;
    return { names, filter, alias: this.#alias() };
  }

  #traversal(): Traversal {
    this.#expect('THAT');
    const isNegated = this.#take('!');
    const verb = this.#name();
    if (verb !== verb.toUpperCase()) {
      throw new Error(`Not a relationship: ${verb}`);
    }
    return { isNegated, verb, alias: this.#alias(), target: this.#entity() };
  }

  #optional(): Traversal[] {
    this.#expect('(');
    const traversals = [this.#traversal()];
    while (this.#isNext('THAT')) {
      traversals.push(this.#traversal());
    }
    this.#expect(')');
    this.#expect('?');
    return traversals;
  }

  #or(kind: ReferenceKind): Expression {
    return joined(
      'OR',
      this.#list(() => this.#and(kind), 'OR'),
    );
  }

  #and(kind: ReferenceKind): Expression {
    return joined(
      'AND',
      this.#list(() => this.#condition(kind), 'AND'),
    );
  }

  #condition(kind: ReferenceKind): Expression {
    if (this.#take('(')) {
      const inner = this.#or(kind);
      this.#expect(')');
      return inner;
    }
    return this.#comparison(kind);
  }

  #comparison(kind: ReferenceKind): Comparison {
    const property =
      kind === 'plain' ? { name: this.#name() } : this.#reference();
    const operator = this.#operator();
    if (!this.#take('(')) {
      return { property, operator, operands: [this.#operand(kind)] };
    }
    const operands = this.#list(() => this.#operand(kind), 'OR');
    this.#expect(')');
    return { property, operator, operands };
  }

  #operator(): Operator {
    const { kind, text } = this.#next;
    const operator = operators.find((each) => each === text);
    if (kind !== 'symbol' || operator === undefined) {
      throw this.#notUnderstood();
    }
    this.#position += 1;
    return operator;
  }

  #operand(kind: ReferenceKind): Operand {
    const { kind: tokenKind, text } = this.#next;
    if (tokenKind === 'text') {
      this.#position += 1;
      return { value: text };
    }
    if (tokenKind === 'number') {
      return { value: this.#number() };
    }
    if (tokenKind === 'word' && constants.has(text)) {
      this.#position += 1;
      return { value: constants.get(text) };
    }
    if (text === 'date') {
      return this.#date();
    }
    if (kind === 'plain') {
      throw this.#notUnderstood();
    }
    return { reference: this.#reference() };
  }

  #date(): Operand {
    this.#expect('date');
    this.#expect('.');
    this.#expect('now');
    const sign = this.#take('-') ? -1 : Number(this.#take('+'));
    if (sign === 0) {
      return { daysFromNow: 0 };
    }
    const days = this.#number();
    if (!this.#take('days')) {
      this.#expect('day');
    }
    return { daysFromNow: sign * days };
  }

  #column(): Column {
    if (this.#take('count')) {
      this.#expect('(');
      const alias = this.#name();
      this.#expect(')');
      return { alias, title: this.#alias() ?? `count(${alias})` };
    }
    const { alias = '', name } = this.#reference();
    return { alias, name, title: this.#alias() ?? `${alias}.${name}` };
  }

  #order(): Order {
    this.#expect('BY');
    const first = this.#name();
    const title = this.#take('.') ? `${first}.${this.#name()}` : first;
    const isDescending = this.#take('DESC');
    if (!isDescending) {
      this.#take('ASC');
    }
    return { title, isDescending };
  }

  #reference(): PropertyReference {
    const alias = this.#name();
    this.#expect('.');
    return { alias, name: this.#name() };
  }

  #alias(): string | undefined {
    return this.#take('AS') ? this.#name() : undefined;
  }

  #name(): string {
    const { kind, text } = this.#next;
    if (kind !== 'word' || keywords.has(text)) {
      throw this.#notUnderstood();
    }
    this.#position += 1;
    return text;
  }

  #number(): number {
    const { kind, text } = this.#next;
    if (kind !== 'number') {
      throw this.#notUnderstood();
    }
    this.#position += 1;
    return Number(text);
  }

  #list<Item>(read: () => Item, separator: string): Item[] {
    const items = [read()];
    while (this.#take(separator)) {
      items.push(read());
    }
    return items;
  }

  get #next(): Token {
    return this.#tokens[this.#position];
  }

  #isNext(text: string): boolean {
    return this.#next.kind !== 'text' && this.#next.text === text;
  }

  #take(text: string): boolean {
    const isNext = this.#isNext(text);
    this.#position += Number(isNext);
    return isNext;
  }

  #expect(text: string): void {
    if (!this.#take(text)) {
      throw this.#notUnderstood(text);
    }
  }

  #notUnderstood(expected?: string): Error {
    const rest = this.#tokens.slice(this.#position, this.#position + 6);
    const found = rest.map(({ text }) => text).join(' ');
    const instead = expected === undefined ? '' : `, where ${expected} was due`;
    return new Error(`Not understood: ${found || 'the end'}${instead}`);
  }
}

/** In WITH a property stands alone, in WHERE after its alias. */
type ReferenceKind = 'plain' | 'qualified';

const constants = new Map([
  ['true', true],
  ['false', false],
  ['undefined', undefined],
]);

function joined(join: 'AND' | 'OR', parts: Expression[]): Expression {
  return parts.length === 1 ? parts[0] : { join, parts };
}

/** @throws for names that nothing has, or two things */
function checkAliases(query: Query): void {
  const { traversals, optional, columns, orderBy, where } = query;
  const steps = [...traversals, ...optional];
  const negated = steps.findIndex(({ isNegated }) => isNegated);
  if (negated >= 0 && negated < steps.length - 1) {
    throw new Error('Not understood: what comes after a negated relationship');
  }
  // What is not there has no name.
  const named = [
    query.start,
    ...steps
      .filter(({ isNegated }) => !isNegated)
      .flatMap((step) => [step, step.target]),
  ].flatMap(({ alias }) => alias ?? []);
  const used = [
    ...columns.map(({ alias }) => alias),
    ...comparisonsOf(where).flatMap(({ property, operands }) => [
      property.alias ?? '',
      ...operands.flatMap((operand) =>
        'reference' in operand ? (operand.reference.alias ?? '') : [],
      ),
    ]),
  ];
  const unknown = used.filter((alias) => !named.includes(alias));
  const given = patternsOf(query).length;
  if (unknown.length > 0) {
    throw new Error(`Nothing has the name ${unknown.join(', ')}`);
  }
  if (new Set(named).size < named.length) {
    throw new Error(`Two of ${given} entities have the same name`);
  }
  const titles = columns.map(({ title }) => title);
  if (new Set(titles).size < titles.length) {
    throw new Error('Two columns have the same title');
  }
  if (orderBy && !titles.includes(orderBy.title)) {
    throw new Error(`Ordered by ${orderBy.title}, which is not returned`);
  }
}
