/** A word in the filter of a table, in quotes where it is none by itself. */
const quoted = (word: string) => (/^[\w|.-]+$/.test(word) ? word : `"${word}"`);

/** The clients page, with only those whose last command it was. */
export const clientsOf = (instance: string, command: string): string =>
  `/instances/${instance}/clients?q=${encodeURIComponent(`cmd=${quoted(command)}`)}`;

/** The slow log, with only the entries of this command. */
export const slowlogOf = (instance: string, command: string): string =>
  `/instances/${instance}/slowlog?command=${encodeURIComponent(command)}`;
