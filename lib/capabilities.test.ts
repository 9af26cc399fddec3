import { expect, it } from 'vitest';
import { may, whyNot, type Capability } from './capabilities';

it.each<[Capability, boolean, string | null]>([
  [{ state: 'allowed' }, true, null],
  // Redis itself answers when the time comes.
  [{ state: 'unknown' }, true, null],
  [{ state: 'denied', grant: 'ACL SETUSER a +bgsave' }, false, 'Your Redis user may not run BGSAVE.'],
  [{ state: 'unsupported' }, false, 'This server is too old for BGSAVE.'],
  [{ state: 'blocked' }, false, 'The provider of this server has blocked BGSAVE.'],
])('%j: worth trying %s, else %j', (capability, worth, reason) => {
  expect(may(capability)).toBe(worth);
  expect(whyNot(capability, 'BGSAVE')).toBe(reason);
});
