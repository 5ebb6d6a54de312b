/** Finds the route of a request, or says in Graph's words why there is none. */
import createFinder from 'find-my-way';
import { unknownSegment, wrongMethod } from './errors';
import { bothVersions, type GraphVersion, type Route } from './route';

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string | undefined>>;
}

export interface Router {
  /** Throws a `GraphError` when there is no such route. */
  match(version: GraphVersion, method: string, path: string): RouteMatch;
}

export function createRouter(routes: readonly Route[]): Router {
  const finders = new Map(
    bothVersions.map((version) => {
      const own = routes.filter((route) => route.versions.includes(version));
      return [version, createVersionFinder(own)];
    }),
  );
  return {
    match: (version, method, path) => {
      const find = finders.get(version);
      if (find === undefined) throw new Error(`No routes of ${version}`);
      return find(method, keysAsSegments(path));
    },
  };
}

/** `users('id')` is the same as `users/id`. */
function keysAsSegments(path: string): string {
  return path.replace(/\((?:'|%27)([^/]*?)(?:'|%27)\)/g, '/$1');
}

function createVersionFinder(routes: readonly Route[]) {
  const finder = createFinder({
    ignoreTrailingSlash: true,
    // Graph's paths are case-insensitive.
    caseSensitive: false,
  });
  for (const route of routes) {
    finder.on(route.method, route.path, () => undefined, route);
  }
  return (method: string, path: string): RouteMatch => {
    const found = finder.find(method === 'POST' ? 'POST' : 'GET', path);
    if (found !== null && (method === 'GET' || method === 'POST')) {
      return { route: found.store as Route, params: found.params };
    }
    const isKnownPath = finder.find('GET', path) ?? finder.find('POST', path);
    throw isKnownPath ? wrongMethod() : unknownPath(routes, path);
  };
}

/** Names the first segment that no route continues with. */
function unknownPath(routes: readonly Route[], path: string) {
  let candidates = routes.map((route) => segmentsOf(route.path));
  const segments = segmentsOf(path);
  for (const [index, segment] of segments.entries()) {
    candidates = candidates.filter((candidate) =>
      continuesWith(candidate[index], segment),
    );
    if (candidates.length === 0) return unknownSegment(segment);
  }
  return unknownSegment(segments.at(-1) ?? '');
}

function continuesWith(pattern: string | undefined, segment: string) {
  if (pattern === undefined) return false;
  return (
    pattern.startsWith(':') || pattern.toLowerCase() === segment.toLowerCase()
  );
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}
