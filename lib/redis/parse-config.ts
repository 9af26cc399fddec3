import { entries, string, type Reply } from './reply';
import { isSecretSetting } from './secret-settings';

/**
 * Reads the reply of CONFIG GET, of either protocol.
 * @returns settings by name in the server's order, passwords in clear: see `maskConfig`. Empty for errors.
 */
export function parseConfig(reply: Reply): Map<string, string> {
  return new Map(entries(reply).map(([name, value]) => [name, string(value) ?? '']));
}

/**
 * The same settings without their secrets.
 * @returns a new map in which passwords and user names read `(hidden)`. An empty one stays empty: that no
 *   password is set is no secret, and a reason to set one.
 */
export function maskConfig(config: Map<string, string>): Map<string, string> {
  return new Map(
    [...config].map(([name, value]) => [name, value !== '' && isSecretSetting(name) ? '(hidden)' : value]),
  );
}
