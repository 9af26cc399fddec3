/** A number that JavaScript would change: its own digits. */
export class JsonNumber {
  constructor(readonly digits: string) {}
}

/** What is no number first, so that digits in a text are not taken for one. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON, with numbers as they are written: `9007199254740993` and `1.10` are neither rounded nor shortened.
 * @returns `undefined` where it is no JSON
 */
export function parseExactJson(text: string): unknown {
  let mark = 'number:';
  while (text.includes(mark)) mark += ':';
  const marked = text.replace(TOKEN, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : JSON.stringify(mark + token),
  );
  try {
    return JSON.parse(marked, (_key, value: unknown) =>
      typeof value === 'string' && value.startsWith(mark) ? new JsonNumber(value.slice(mark.length)) : value,
    ) as unknown;
  } catch {
    return undefined;
  }
}
