import 'server-only';

/** A Redis address with the user in it, taken apart. */
export type RedisUrl = (
  { kind: 'tcp'; host: string; port: number; tls: boolean } | { kind: 'unix'; path: string }
) & { username: string | null; password: string | null };

/**
 * Takes a `redis://`, `rediss://` or `unix://` address apart.
 *
 * @param text e.g. `redis://user:password@host:6379`, `rediss://host`, `unix:///run/redis.sock?user=u&password=p`
 * @returns host, port or path; user and password decoded, `null` where absent
 * @throws Error whose message names what is wrong and never repeats the password
 */
export function parseRedisUrl(text: string): RedisUrl {
  const scheme = /^(\w+):\/\//.exec(text)?.[1];
  if (!scheme || !['redis', 'rediss', 'unix'].includes(scheme)) {
    throw new Error('url must begin with redis://, rediss:// or unix://');
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error('url is not an address; a special character in the password must be percent-encoded');
  }
  const decoded = (part: string) => {
    try {
      return part === '' ? null : decodeURIComponent(part);
    } catch {
      throw new Error('url has a broken percent-encoding in its user or password');
    }
  };
  const username = decoded(url.username) ?? url.searchParams.get('user');
  const password = decoded(url.password) ?? url.searchParams.get('password');
  if (scheme === 'unix') {
    if (url.pathname === '' || url.pathname === '/')
      throw new Error('url names no socket, like unix:///run/redis.sock');
    return { kind: 'unix', path: decodeURIComponent(url.pathname), username, password };
  }
  if (url.hostname === '') throw new Error('url names no host');
  return {
    kind: 'tcp',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    tls: scheme === 'rediss',
    username,
    password,
  };
}
