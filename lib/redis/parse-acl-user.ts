import { entries, list, string, type Reply } from './reply';

/** One set of permissions, in the server's syntax: all three parts together allow a command. */
export interface AclRules {
  /** `-@all +get +config|get` */
  commands: string;
  /** `%R~app:* ~cache:*`; empty for no key at all. */
  keys: string;
  /** `&chan:*`; empty for no channel at all. */
  channels: string;
}

/** What a user may do. Password hashes are dropped on reading: nothing downstream can leak them. */
export interface AclUser {
  /** Whether the user may log in; a connection that is open already stays. */
  enabled: boolean;
  /** The user's own rules first, then one entry a selector (7.0). Any of them suffices. */
  rules: AclRules[];
}

/**
 * Reads the reply of ACL GETUSER, of either protocol: keys and channels are arrays on 6.x and texts from 7.0 on.
 * @returns `null` where there is no such user, and for errors
 */
export function parseAclUser(reply: Reply): AclUser | null {
  const fields = new Map(entries(reply));
  if (!fields.has('flags')) return null;
  const flags = list(fields.get('flags')).map(string);
  const selectors = list(fields.get('selectors')).map((selector) => rulesOf(new Map(entries(selector)), []));
  return { enabled: flags.includes('on'), rules: [rulesOf(fields, flags), ...selectors] };
}

function rulesOf(fields: Map<string, Reply>, flags: (string | null)[]): AclRules {
  const commands = string(fields.get('commands')) ?? '';
  return {
    commands: flags.includes('allcommands') && commands === '' ? '+@all' : commands,
    keys: flags.includes('allkeys') ? '~*' : patterns(fields.get('keys'), '~'),
    // 6.0 knows no rules for channels: all are open.
    channels:
      flags.includes('allchannels') || !fields.has('channels') ? '&*' : patterns(fields.get('channels'), '&'),
  };
}

function patterns(reply: Reply | undefined, sign: string): string {
  const whole = string(reply);
  return (
    whole ??
    list(reply)
      .map((pattern) => `${sign}${string(pattern) ?? ''}`)
      .join(' ')
  );
}
