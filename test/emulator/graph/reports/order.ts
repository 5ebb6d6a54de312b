/** `orderBy` of a report: `DeviceName asc`. */
import type { ReportOrder } from '../behaviour';
import { intuneBadRequest } from '../intuneErrors';
import type { Cell } from './column';

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

interface OrderRules {
  readonly columns: readonly string[];
  /** What callers are known to send with success. */
  readonly knownOrder: readonly string[];
  /** What is known to fail. */
  readonly refusedOrder?: readonly string[];
}

/** Throws a `GraphError` for an order that the tenant does not accept. */
export function readOrder(
  value: unknown,
  rules: OrderRules,
  accepted: ReportOrder,
): Order[] {
  const texts = Array.isArray(value) ? value.map(String) : [];
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const order = parseOrder(text);
      if (order !== undefined && isAccepted(order, rules, accepted)) {
        return order;
      }
      throw intuneBadRequest(`Invalid orderBy ${text}`);
    });
}

function parseOrder(text: string): Order | undefined {
  const match = /^(\w+)(?:\s+(asc|desc))?$/i.exec(text);
  if (match === null) return undefined;
  const [, column, direction = 'asc'] = match;
  return { column, descending: direction.toLowerCase() === 'desc' };
}

function isAccepted(
  order: Order,
  { columns, knownOrder, refusedOrder = [] }: OrderRules,
  accepted: ReportOrder,
): boolean {
  if (refusedOrder.includes(order.column)) return false;
  switch (accepted) {
    case 'known':
      return knownOrder.some((known) => {
        const { column, descending } = { ...parseOrder(known) };
        return column === order.column && descending === order.descending;
      });
    case 'every':
      return columns.includes(order.column);
    case 'none':
      return false;
  }
}

/** For a sort that leaves equal rows as they are. */
export function comparison<Row>(
  order: readonly Order[],
  valueOf: (column: string) => (row: Row) => Cell,
): (a: Row, b: Row) => number {
  const keys = order.map(({ column, descending }) => ({
    value: valueOf(column),
    sign: descending ? -1 : 1,
  }));
  return (a, b) => {
    for (const { value, sign } of keys) {
      const [left, right] = [value(a), value(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}
