import 'server-only';
import { may, type Capabilities } from '@/lib/capabilities';
import { LENGTH_COMMANDS, QUESTIONS, type Fact } from './questions';
import type { Refusals } from './scan-node';

/** Policies under which nobody asks when a key was last used: to look at it does no harm. */
const FORGETFUL = /^(?:noeviction|(?:allkeys|volatile)-(?:random|ttl))$/;

/**
 * What an analysis asks of each key. TYPE, PTTL, MEMORY USAGE and OBJECT leave the key's idle time alone; the commands
 * that tell a length do not, so that looking would keep the key alive under a policy that goes by its use.
 * @param policy maxmemory-policy; `null` where it is not known
 * @param keepsIdleTimes whether the connection was told NO-TOUCH
 */
export function planScan(
  detail: 'basic' | 'full',
  policy: string | null,
  keepsIdleTimes: boolean,
): { facts: Fact[]; lengths: boolean } {
  const facts: Fact[] = ['type', 'ttlMs', 'bytes'];
  if (detail === 'basic') return { facts, lengths: false };
  const isForgetful = policy !== null && FORGETFUL.test(policy);
  facts.push('encoding');
  if (policy?.endsWith('-lfu')) facts.push('frequency');
  else if (keepsIdleTimes || !isForgetful) facts.push('idleSeconds');
  return { facts, lengths: keepsIdleTimes || isForgetful };
}

/** The commands of a plan that are known to be refused: to send them would only fill the ACL log. */
export function refusedOf(
  { facts, lengths }: { facts: readonly Fact[]; lengths: boolean },
  { commands }: Capabilities,
): Refusals {
  const asked = [...facts.map((fact) => QUESTIONS[fact].id), ...(lengths ? LENGTH_COMMANDS : [])];
  return new Map(
    asked
      .filter((id) => !may(commands[id]))
      // A server that is too old for XLEN has no streams either.
      .filter((id) => commands[id].state !== 'unsupported' || !LENGTH_COMMANDS.includes(id))
      .map((id) => [id, commands[id].state === 'denied' ? 'denied' : 'unsupported']),
  );
}
