import { formatDuration } from '@/lib/format';
import type { KeyAction } from './key-actions';
import type { Expiry } from '@/lib/keyspace/write/expire-keys';
import { plural } from '@/lib/plural';
import { fine, warning, type ResultSentence } from './result-sentence';

/** How far an action on all keys that match has come, and in the end what it did. */
export interface BulkReport {
  /**
   * `bound`: as many keys were changed as had been confirmed, and there are more. An action that fails stays `running`
   * here: how it failed, the audit entry says.
   */
  state: 'running' | 'done' | 'bound' | 'cancelled';
  /** Names that SCAN brought, of all there are about. */
  looked: number;
  total: number | null;
  /** Names that fitted, their type and time left too. */
  matched: number;
  /** Keys that were removed or got a time to live. */
  changed: number;
  /** Keys that the ACL keeps from the person. */
  refused: number;
  /** Keys that went, or came to another node, before their turn. */
  vanished: number;
  moved: number;
  batches: number;
  /** Keys of the batch that was being sent when this was written: after a crash nobody knows which of them went. */
  underWay: number;
  /** Some of the names that were changed, as the API has them. */
  sample: string[];
}

const uncovered = (count: number) =>
  `${plural(count, 'key')} ${count === 1 ? 'is' : 'are'} not covered by your ACL.`;

const GONE = warning('The key is gone already.');

/**
 * Says what an action on keys did.
 * @param facts what its route answered, as `lib/server/actions` returns it
 */
export function describeKeyResult(id: KeyAction, facts: Record<string, unknown>): ResultSentence {
  const state = String(facts.state);
  switch (id) {
    case 'key.expire':
      return describeExpiry(facts as unknown as Expiry);
    case 'key.persist':
      if (state === 'gone') return GONE;
      return state === 'persisted'
        ? fine('The key stays for ever.')
        : warning('The key never expired anyway.');
    case 'key.rename':
      return state === 'renamed' ? fine(`The key is called ${String(facts.to)} now.`) : GONE;
    case 'key.unlink':
      return describeUnlinked(facts as unknown as Unlinked);
    case 'key.edit':
      return fine('The value is changed.');
    case 'element.add':
      if (state === 'gone') return warning('The key is gone: nothing was added.');
      return state === 'added' ? fine('Added.') : warning('That is there already: nothing was changed.');
    case 'element.remove':
      if (state !== 'removed') return warning('That is gone already.');
      return fine(facts.last === true ? 'Removed. It was the last one: the key is gone too.' : 'Removed.');
    case 'keys.unlink':
      return describeBulk(facts as unknown as BulkReport, 'Removed');
    case 'keys.expire':
      return describeBulk(facts as unknown as BulkReport, 'Set the time to live of');
    case 'bulk.cancel':
      return state === 'cancelling'
        ? fine('It ends after the batch that is under way.')
        : warning('It has ended already.');
  }
}

function describeExpiry({ set, kept, gone, refused, ttlMs }: Expiry): ResultSentence {
  const when = ttlMs === null ? null : formatDuration(ttlMs / 1000);
  if (set + kept + gone + refused === 1) {
    if (gone === 1) return GONE;
    if (set === 1) return fine(when === null ? 'The key expires.' : `The key is gone in ${when}.`);
    return warning(
      when === null
        ? 'The condition is not met: the key never expires.'
        : `The condition is not met: the key is gone in ${when}, as before.`,
    );
  }
  const sentences = [
    set === 0
      ? 'No time to live was set.'
      : `${plural(set, 'key')} ${set === 1 ? 'is' : 'are'} gone in ${when ?? 'that time'}.`,
  ];
  if (kept > 0) sentences.push(`The condition is not met by ${plural(kept, 'key')}.`);
  if (gone > 0) sentences.push(`${plural(gone, 'key')} had gone already.`);
  if (refused > 0) sentences.push(uncovered(refused));
  return set > 0 && refused === 0 ? fine(sentences.join(' ')) : warning(sentences.join(' '));
}

interface Unlinked {
  removed: number;
  gone: number;
  refused: number;
}

function describeUnlinked({ removed, gone, refused }: Unlinked): ResultSentence {
  const sentences = [removed === 0 ? 'Nothing was removed.' : `Removed ${plural(removed, 'key')}.`];
  if (gone > 0) sentences.push(`${plural(gone, 'key')} had gone already.`);
  if (refused > 0) sentences.push(uncovered(refused));
  return removed > 0 && refused === 0 ? fine(sentences.join(' ')) : warning(sentences.join(' '));
}

function describeBulk({ state, changed, refused, moved }: BulkReport, verb: string): ResultSentence {
  const sentences = [changed === 0 ? 'No key was changed.' : `${verb} ${plural(changed, 'key')}.`];
  if (state === 'cancelled') sentences.unshift('Cancelled.');
  if (state === 'bound') sentences.push('More match than were confirmed: look again.');
  if (refused > 0) sentences.push(uncovered(refused));
  if (moved > 0) sentences.push(`${plural(moved, 'key')} moved to another node meanwhile: run it again.`);
  const isFine = state === 'done' && changed > 0 && refused + moved === 0;
  return isFine ? fine(sentences.join(' ')) : warning(sentences.join(' '));
}

/** What to say while an action on all that match goes on. */
export function describeBulkProgress({ looked, total, changed }: BulkReport): string {
  const share = total ? ` (${Math.min(99, Math.floor((looked / total) * 100))} %)` : '';
  return `Changed ${plural(changed, 'key')}, looked over ${plural(looked, 'name')}${share} …`;
}
