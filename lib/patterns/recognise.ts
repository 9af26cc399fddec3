import { number, string } from '@/lib/redis/reply';
import type { Bytes } from './bytes';
import { NameIndex, type IndexedLayout, type NameMatch } from './name-index';
import { nameShape } from './name-shape';
import type { Family, KeyFacts } from './pattern';
import { ask, isRefused, together, type Plan } from './plan';
import { describeGroups, lacksRequired, type Described, type Verdict } from './things';

/** Names kept of one group of keys; of more, a random choice. What lists keys (sessions, limits) lists these. */
const NAMES_PER_GROUP = 10_000;
/** Names kept in all; beyond it each group keeps but a sample. */
const NAMES_IN_ALL = 400_000;
const SAMPLE_BEYOND = 32;
/** Groups in all; names beyond are counted only. A million different things are one too many for any page. */
const MAX_GROUPS = 60_000;

/** Keys of a group that are looked at first, where they disagree or belie their names, and where they disagree still. */
const FIRST_LOOK = 3;
const SECOND_LOOK = 24;
const THIRD_LOOK = 500;
/** After so many groups of a family without a dissenter, one key speaks for its group. */
const TRUSTED_AFTER = 40;

/** Keys whose names say the same. */
export interface Group {
  /** What they may be by their names, the most certain first; then what their content may tell. */
  candidates: readonly NameMatch[];
  count: number;
  names: Bytes[];
  /** What was found out about some of them; `null`: nothing yet. */
  verdicts: Map<Bytes, Verdict> | null;
  /** Families whose required key turned out to be missing. */
  excluded: Set<Family> | null;
}

/**
 * Recognises things from the names that a scan brings: groups the names by the rules that they match, then looks at
 * the type and content of a few keys of each group. Names go in and questions come out in any order, so that things
 * appear while the scan goes on.
 */
export class Recognition {
  /** Keys seen, whatever became of them. */
  seen = 0;
  /** Keys beyond the bounds of what can be told apart. */
  beyond = 0;
  private readonly index: NameIndex;
  private readonly groups = new Map<string, Group>();
  /** Groups of keys whose names tell no identity, by what `match` answers for all of them. */
  private readonly alike = new Map<readonly NameMatch[], Group>();
  private waiting: Group[] = [];
  private kept = 0;
  private readonly unanimous = new Map<Family, number>();
  private randomState = 1;

  /** @throws Error for a family whose template is wrong */
  constructor(families: readonly Family[]) {
    this.index = new NameIndex(families);
  }

  /** Takes the names that a scan brought. The same name twice, as SCAN may return it, counts twice. */
  add(names: readonly Bytes[]): void {
    for (const name of names) this.addName(name);
  }

  /** Groups that nobody has looked at yet. */
  get unverified(): number {
    return this.waiting.length;
  }

  /**
   * Looks at the keys of groups that came since.
   * @param most how many groups at a time
   * @param now the server's present in Unix milliseconds
   */
  *verify(most: number, now: number): Plan<void> {
    const groups = this.waiting.splice(0, most);
    yield* this.look(groups, now, (group) => group.names.slice(0, this.isTrusted(group) ? 1 : FIRST_LOOK));
    const again = groups.filter((group) => !isUnanimous(group) || isAllUnrecognised(group));
    yield* this.look(again, now, (group) => group.names.slice(0, SECOND_LOOK));
    const disputed = again.filter((group) => !isUnanimous(group));
    yield* this.look(disputed, now, (group) => group.names.slice(0, THIRD_LOOK));
    for (const group of groups) this.noteAgreement(group, isUnanimous(group));
  }

  /**
   * Thinks again, once all names are in, about keys of a family whose required key never came: they mean something
   * else.
   */
  *reconsider(now: number): Plan<void> {
    for (;;) {
      const again = lacksRequired([...this.groups.values()]);
      if (again.size === 0) return;
      for (const [group, families] of again) {
        group.excluded = new Set([...(group.excluded ?? []), ...families]);
        group.verdicts = null;
      }
      // What they are taken for next may lack its required key too; each round leaves fewer families.
      yield* this.look([...again.keys()], now, (group) => group.names.slice(0, SECOND_LOOK));
    }
  }

  /** What has been recognised so far, in no order, and what has not. */
  describe(): Described {
    return describeGroups([...this.groups.values()]);
  }

  private *look(
    groups: readonly Group[],
    now: number,
    choose: (group: Group) => readonly Bytes[],
  ): Plan<void> {
    const questions = groups.flatMap((group) =>
      choose(group)
        .filter((name) => !group.verdicts?.has(name))
        .map((name) => ({ group, name })),
    );
    const verdicts = yield* together(
      questions.map(({ group, name }) => judgeKey(name, group, this.index.byContent, now)),
    );
    questions.forEach(({ group, name }, index) => {
      const verdict = verdicts[index]!;
      group.verdicts ??= new Map();
      group.verdicts.set(name, verdict instanceof Error ? { state: 'unknown' } : verdict);
    });
  }

  private addName(name: Bytes): void {
    this.seen++;
    const group = this.groupOf(name, this.index.match(name));
    if (!group) return void this.beyond++;
    group.count++;
    this.keep(group, name);
  }

  /** @returns `null` where there are too many groups for another one */
  private groupOf(name: Bytes, candidates: readonly NameMatch[]): Group | null {
    // Names without an identity get the same array every time: no key need be put together for them.
    const alike = this.alike.get(candidates);
    if (alike) return alike;
    const key = candidates.length > 0 ? groupKey(candidates) : nameShape(name);
    let group = this.groups.get(key);
    if (!group) {
      if (this.groups.size >= MAX_GROUPS) return null;
      group = { candidates, count: 0, names: [], verdicts: null, excluded: null };
      this.groups.set(key, group);
      this.waiting.push(group);
      if (candidates.length > 0 && candidates.every(({ identity }) => identity.length === 0))
        this.alike.set(candidates, group);
    }
    return group;
  }

  /** Keeps a random choice of names (Vitter's algorithm R), of equal chance for each. */
  private keep(group: Group, name: Bytes): void {
    const room = this.kept < NAMES_IN_ALL ? NAMES_PER_GROUP : SAMPLE_BEYOND;
    if (group.names.length < room) {
      group.names.push(name);
      this.kept++;
      return;
    }
    const place = this.randomBelow(group.count);
    // The first ones stay: they are those that were looked at.
    if (place >= SECOND_LOOK && place < group.names.length) group.names[place] = name;
  }

  /** Numerical Recipes' linear congruential generator: repeatable, and even enough to choose samples. */
  private randomBelow(bound: number): number {
    this.randomState = (Math.imul(this.randomState, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.randomState / 2 ** 32) * bound);
  }

  private isTrusted({ candidates }: Group): boolean {
    const first = candidates[0];
    return first !== undefined && (this.unanimous.get(first.candidate.family) ?? 0) >= TRUSTED_AFTER;
  }

  private noteAgreement({ candidates, verdicts }: Group, agreed: boolean): void {
    const first = candidates[0];
    if (!first) return;
    const { family } = first.candidate;
    const asNamed = [...(verdicts?.values() ?? [])].every(
      (verdict) => verdict.state === 'recognised' && verdict.match.candidate === first.candidate,
    );
    this.unanimous.set(family, agreed && asNamed ? (this.unanimous.get(family) ?? 0) + 1 : 0);
  }
}

/** What tells a group from others: the rules, by their ranks, with the identity that each reads from the name. */
function groupKey(candidates: readonly NameMatch[]): string {
  let key = '';
  // Asked of every key of a scan: a loop takes half the time of map and join.
  for (const { candidate, identity } of candidates) {
    key += `\n${candidate.rank}`;
    for (const value of identity) key += `/${value}`;
  }
  return key;
}

/** What one key is: the first candidate whose type and content fit. */
function* judgeKey(
  name: Bytes,
  group: Group,
  byContent: readonly IndexedLayout[],
  now: number,
): Plan<Verdict> {
  const [typeReply, ttlReply] = yield* ask([
    ['TYPE', name],
    ['PTTL', name],
  ]);
  if (isRefused(typeReply)) return { state: 'denied' };
  const type = string(typeReply);
  // It has ended since the scan saw it.
  if (type === null || type === 'none') return { state: 'unknown' };
  const ttl = number(ttlReply) ?? -1;
  const ttlMs = ttl < 0 ? null : ttl;

  let denied = false;
  for (const match of candidatesFor(name, group, byContent)) {
    const { layout, template } = match.candidate;
    if (!(layout.types as readonly string[]).includes(type)) continue;
    const key: KeyFacts = { name, fields: template.match(name) ?? {}, type, ttlMs, now };
    if (!layout.check) return { state: 'recognised', match, type, ttlMs, says: null };
    const replies = yield* ask(layout.check.commands(key));
    denied ||= replies.some(isRefused);
    const says = layout.check.judge(
      replies.map((reply) => (reply instanceof Error ? null : reply)),
      key,
    );
    if (says !== null) return { state: 'recognised', match, type, ttlMs, says };
  }
  return denied ? { state: 'denied' } : { state: 'unrecognised', type, ttlMs };
}

function* candidatesFor(
  name: Bytes,
  { candidates, excluded }: Group,
  byContent: readonly IndexedLayout[],
): Generator<NameMatch> {
  for (const match of candidates) if (!excluded?.has(match.candidate.family)) yield match;
  const shape = nameShape(name);
  for (const candidate of byContent) {
    if (excluded?.has(candidate.family)) continue;
    // The content decides; which thing it is of, the name may say even so (`{prefix}:{queue}:meta`).
    const found = candidate.template.expression.exec(name);
    if (found) {
      const identity = candidate.identityAt.map((at) => (at < 0 ? shape : found[at + 1]!));
      yield { candidate, identity };
    }
  }
}

function isUnanimous({ names, verdicts }: Group): boolean {
  const all = [...(verdicts?.values() ?? [])];
  if (all.length >= names.length) return true;
  const words = new Set(
    all.map((verdict) => (verdict.state === 'recognised' ? verdict.match.candidate : verdict.state)),
  );
  // A sample of nothing but keys that are gone says nothing about those that are there.
  return words.size <= 1 && !words.has('unknown');
}

/** Whether the names promised something that none of a few keys kept: others may. */
const isAllUnrecognised = ({ candidates, verdicts }: Group): boolean =>
  candidates.length > 0 && [...(verdicts?.values() ?? [])].every(({ state }) => state === 'unrecognised');
