/** Follows a list to its end, for the emulator's own tests. */
import type { TestClient } from '../../testClient';

export interface Item {
  readonly id: string;
  readonly [property: string]: unknown;
}

export interface Page {
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Item[];
}

export async function getPages(
  client: TestClient,
  path: string,
): Promise<Page[]> {
  const pages: Page[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const answer = await client.get(next);
    expect(answer.status).toBe(200);
    pages.push(answer.json<Page>());
    next = pages[pages.length - 1]['@odata.nextLink'];
  }
  return pages;
}

export const items = (pages: readonly Page[]) =>
  pages.flatMap(({ value }) => value);

export const sizesOf = (pages: readonly Page[]) =>
  pages.map(({ value }) => value.length);
