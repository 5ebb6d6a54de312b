/** jupiterone/questions/questions.yaml, as far as tests need it. `npm run questions:check` looks at its form. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface Question {
  readonly id: string;
  /** As it stands in the file. */
  readonly yaml: string;
  /** Texts of its queries. */
  readonly queries: readonly string[];
}

export function readQuestions(): Question[] {
  const file = readFileSync(
    path.join(__dirname, '../../../jupiterone/questions/questions.yaml'),
    'utf8',
  );
  return file
    .split(/^ {2}- id: /m)
    .slice(1)
    .map((yaml) => {
      const texts = yaml.matchAll(/ query: \|\n((?: {10,}.*\n)+)/g);
      return {
        id: yaml.split('\n')[0],
        yaml,
        queries: Array.from(texts, ([, text]) => text),
      };
    });
}

/** `{{Name}}` is what JupiterOne asks for before it runs a query. */
export function fillIn(
  query: string,
  values: Readonly<Record<string, string>>,
): string {
  return query.replace(
    /{{([^}]*)}}/g,
    (placeholder, name: string) => values[name] ?? placeholder,
  );
}
