import { describeArguments, type Argument } from './command-arguments';
import { keyShape } from './key-shape';

/**
 * What a command has in common with others of its kind: the name under which slow log entries are counted.
 *
 * The rule: the command and its words, keys by their shape (see `keyShape`), every other argument `?`. Of
 * repeated arguments of one kind (the keys of MGET, the fields of HSET) the first is shown and the others are
 * `…`, and so are more than two `?` in a row. Values never get into a fingerprint.
 *
 * @param args the command line, of whatever length and content
 * @returns `HGETALL user:*`, `ZRANGE leaderboard:* ? ?`, `MGET session:* …`, `CONFIG SET maxmemory ?`; empty for
 *   an empty line
 */
export function fingerprintCommand(args: readonly string[]): string {
  if (args.length === 0) return '';
  const command = printable(args[0]!).toUpperCase();
  const shown = [command];
  const described = describeArguments(args);
  const shapes = new Set<string>();
  described.forEach((argument, index) => {
    const part = partOf(command, argument, index);
    const isKnownKey = argument.isRepeated && (shapes.has(part) || shapes.size >= MAX_SHAPES);
    const isOneMore = part === '?' ? endsLongRun(described, index) : isKnownKey;
    if (argument.role === 'key') shapes.add(part);
    if (!isOneMore && part !== '…') shown.push(part);
    else if (shown.at(-1) !== '…') shown.push('…');
  });
  return shown.join(' ');
}

/** MGET may name a thousand keys, and no two alike. */
const MAX_SHAPES = 3;

function partOf(command: string, { role, text }: Argument, index: number): string {
  if (role === 'key') return keyShape(text);
  if (role === 'more') return '…';
  if (role !== 'word') return '?';
  if (/^[0-9a-f]{40}$/i.test(text)) return `${text.slice(0, 8).toLowerCase()}…`;
  // Names of functions and settings are not the command's own words.
  if (command.startsWith('FCALL')) return printable(text);
  return command === 'CONFIG' && index > 0 ? printable(text).toLowerCase() : printable(text).toUpperCase();
}

/** Whether the `?` of this argument is the second of a repetition or the third in a row. */
function endsLongRun(described: Argument[], index: number): boolean {
  const isUnknown = (argument: Argument | undefined) =>
    argument?.role === 'value' || argument?.role === 'detail';
  const [before, twoBefore] = [described[index - 1], described[index - 2]];
  if (!isUnknown(before)) return false;
  return (described[index]!.isRepeated && before!.isRepeated) || isUnknown(twoBefore);
}

/** Whoever speaks TLS or HTTP to a Redis port has sent bytes as a command. */
const printable = (word: string) => word.slice(0, 40).replace(/[^\x21-\x7e]/g, '?');
