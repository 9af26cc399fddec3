import { describeArguments } from './command-arguments';
import { isSecretSetting } from './secret-settings';

/**
 * Takes out of a command line what is not for the eyes of whoever reads the slow log.
 *
 * @param args the command line, of whatever length and content; the server may have cut it
 * @param mode `secrets` hides passwords and the names that go with them, on every version alike: older ones log
 *   some in clear. `values` hides the data of the application as well and keeps the command, its options and
 *   numbers, and the names of keys, which are what a slow command is found by
 * @returns a new line. A secret reads `(redacted)`, as the server has it; a value `(masked)`, several in a row
 *   `(masked ×7)`. Of a command that is not known the first argument stays.
 */
export function redactCommand(args: readonly string[], mode: 'secrets' | 'values'): string[] {
  const line = redactSecrets(args);
  if (mode === 'secrets') return line;

  const shown = line.slice(0, 1);
  let masked = 0;
  const flush = () => {
    if (masked > 0) shown.push(masked === 1 ? '(masked)' : `(masked ×${masked})`);
    masked = 0;
  };
  for (const { role, text } of describeArguments(line)) {
    if (role === 'value' && text !== REDACTED) masked++;
    else {
      flush();
      shown.push(text);
    }
  }
  flush();
  return shown;
}

const REDACTED = '(redacted)';

function redactSecrets(args: readonly string[]): string[] {
  const words = args.map((arg) => arg.toLowerCase());
  const [command, subcommand] = words;
  const hide = (isSecret: (index: number) => boolean) =>
    args.map((arg, index) =>
      isSecret(index) && !/^\.\.\. \(\d+ more arguments\)$/.test(arg) ? REDACTED : arg,
    );
  const behind = (index: number, word: string, count: number) => {
    const at = words.indexOf(word, 1);
    return at > 0 && index > at && index <= at + count;
  };

  switch (command) {
    case 'auth':
      return hide((i) => i > 0);
    case 'hello':
      return hide((i) => behind(i, 'auth', 2));
    case 'migrate':
      return hide((i) => behind(i, 'auth', 1) || behind(i, 'auth2', 2));
    case 'acl':
      if (subcommand === 'dryrun') return [...args.slice(0, 3), ...redactSecrets(args.slice(3))];
      return hide((i) => i > 1 && /^(?:setuser|getuser|deluser)$/.test(subcommand ?? ''));
    case 'config':
    case 'sentinel':
      // CONFIG SET, SENTINEL SET name, SENTINEL CONFIG SET: a value stands behind its name.
      return hide((i) => i > 2 && words.includes('set') && isSecretSetting(words[i - 1] ?? ''));
    case 'module':
      return hide((i) => i > 2 && (subcommand === 'load' || subcommand === 'loadex'));
    case 'namespace':
      return hide((i) => i > 2);
    default:
      return [...args];
  }
}
