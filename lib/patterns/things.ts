import { formatDuration } from '@/lib/format';
import { toDisplay, toWire, type Bytes } from './bytes';
import type { NameMatch } from './name-index';
import { nameShape } from './name-shape';
import type { Certainty, Family, Thing, ThingPart } from './pattern';
import type { Group } from './recognise';

/** What a look at one key found. */
export type Verdict =
  | { state: 'recognised'; match: NameMatch; type: string; ttlMs: number | null; says: string | null }
  | { state: 'unrecognised'; type: string; ttlMs: number | null }
  /** The person's ACL does not cover the key. */
  | { state: 'denied' }
  /** It was gone, or the look failed. */
  | { state: 'unknown' };

/** Keys that nothing was recognised in. */
export interface UnrecognisedShape {
  /** `shop:*:orders` */
  shape: Bytes;
  keys: number;
  /** TYPE of those that were looked at; empty where all were denied. */
  types: string[];
  denied: boolean;
}

/** What a scan made out, before the family's pattern is put to it. */
export interface Described {
  things: FoundThing[];
  unrecognised: UnrecognisedShape[];
}

/** A thing of a family; which pattern the family belongs to is the catalogue's to say. */
export type FoundThing = Omit<Thing, 'pattern' | 'family'> & { family: Family };

/** How sure a name is, with a look at the content and without. */
const CONFIDENCE: Record<Certainty, { seen: number; unseen: number }> = {
  anchor: { seen: 0.99, unseen: 0.95 },
  named: { seen: 0.95, unseen: 0.8 },
  generic: { seen: 0.85, unseen: 0.5 },
  content: { seen: 0.7, unseen: 0 },
};

/** A thing's address: its family and identity, `counter/page_views`. */
export const thingId = (family: string, identity: readonly Bytes[]): string =>
  [family, ...identity.map((value) => encodeURIComponent(toWire(value)))].join('/');

/** Puts the groups' keys together to things. */
export function describeGroups(groups: readonly Group[]): Described {
  const things = new Map<string, Builder>();
  const unrecognised = new Map<Bytes, UnrecognisedShape>();
  for (const group of groups) {
    if (!group.verdicts) continue;
    const judged = [...group.verdicts].filter(([, { state }]) => state !== 'unknown');
    // All of its keys are gone.
    if (judged.length === 0) continue;
    const exact = group.verdicts.size === group.count;
    const estimate = (keys: number) => (exact ? keys : Math.round((group.count * keys) / judged.length));
    const owners = new Set<Builder>();
    let isMixed = true;
    for (const [match, verdicts] of byLayout(judged)) {
      const builder = builderOf(things, match);
      owners.add(builder);
      const all = verdicts.length === judged.length;
      if (all) isMixed = false;
      builder.add(match, verdicts, {
        keys: all && !exact ? group.count : estimate(verdicts.length),
        exact: exact || all,
        names: all ? group.names : verdicts.map(([name]) => name),
        share: verdicts.length / judged.filter(([, verdict]) => fits(match, verdict)).length,
      });
    }
    const [owner] = owners;
    // Where a look found but one thing, the keys that nobody looked at are its too, in whichever layout.
    if (owner && owners.size === 1 && isMixed) owner.addUnsorted(group);
    const named = group.candidates[0];
    const denied = judged.filter(([, { state }]) => state === 'denied');
    if (named && denied.length > 0) builderOf(things, named).deny(estimate(denied.length));
    const others = judged.filter(
      ([, { state }]) => state === 'unrecognised' || (state === 'denied' && !named),
    );
    if (others.length > 0) noteUnrecognised(unrecognised, others, estimate(others.length));
  }
  const complete = [...things.values()].filter((builder) => builder.isComplete);
  return { things: complete.map((builder) => builder.thing()), unrecognised: [...unrecognised.values()] };
}

/** The groups with keys of things whose family requires a key that is not there, and those families. */
export function lacksRequired(groups: readonly Group[]): Map<Group, Set<Family>> {
  const things = new Map<string, Builder>();
  const found: { group: Group; builder: Builder; family: Family }[] = [];
  for (const group of groups) {
    for (const [match, verdicts] of byLayout([...(group.verdicts ?? [])])) {
      const builder = builderOf(things, match);
      builder.add(match, verdicts, { keys: 0, exact: true, names: [], share: 1 });
      found.push({ group, builder, family: match.candidate.family });
    }
  }
  const lacking = new Map<Group, Set<Family>>();
  for (const { group, builder, family } of found) {
    if (!builder.isComplete) lacking.set(group, new Set([...(lacking.get(group) ?? []), family]));
  }
  return lacking;
}

type Recognised = Extract<Verdict, { state: 'recognised' }>;

/** The recognised keys, by layout and identity; a key's match stands for all of its kind. */
function byLayout(judged: readonly (readonly [Bytes, Verdict])[]): Map<NameMatch, [Bytes, Recognised][]> {
  const matches = new Map<string, NameMatch>();
  const grouped = new Map<NameMatch, [Bytes, Recognised][]>();
  for (const [name, verdict] of judged) {
    if (verdict.state !== 'recognised') continue;
    const { candidate, identity } = verdict.match;
    const key = `${candidate.family.id}.${candidate.layout.id}/${identity.join('/')}`;
    const match = matches.get(key) ?? verdict.match;
    matches.set(key, match);
    grouped.set(match, [...(grouped.get(match) ?? []), [name, verdict]]);
  }
  return grouped;
}

/** Whether a key of this type could have been of the layout. */
const fits = (match: NameMatch, verdict: Verdict) =>
  'type' in verdict && (match.candidate.layout.types as readonly string[]).includes(verdict.type);

function noteUnrecognised(
  shapes: Map<Bytes, UnrecognisedShape>,
  others: readonly (readonly [Bytes, Verdict])[],
  keys: number,
): void {
  const shape = nameShape(others[0]![0]);
  const types = others.flatMap(([, verdict]) => ('type' in verdict ? [verdict.type] : []));
  const known = shapes.get(shape) ?? { shape, keys: 0, types: [], denied: true };
  shapes.set(shape, {
    shape,
    keys: known.keys + keys,
    types: [...new Set([...known.types, ...types])],
    denied: known.denied && types.length === 0,
  });
}

function builderOf(things: Map<string, Builder>, { candidate, identity }: NameMatch): Builder {
  const id = thingId(candidate.family.id, identity);
  const known = things.get(id) ?? new Builder(id, candidate.family, identity);
  things.set(id, known);
  return known;
}

interface Found {
  keys: number;
  exact: boolean;
  names: readonly Bytes[];
  share: number;
}

/** Collects what belongs to one thing. */
class Builder {
  private readonly parts = new Map<string, ThingPart>();
  private readonly unsorted: Bytes[] = [];
  private deniedKeys = 0;

  constructor(
    private readonly id: string,
    private readonly family: Family,
    private readonly identity: readonly Bytes[],
  ) {}

  add(match: NameMatch, verdicts: readonly (readonly [Bytes, Recognised])[], found: Found): void {
    const { layout } = match.candidate;
    const first = verdicts[0]![1];
    const confidence = CONFIDENCE[layout.certainty][first.says === null ? 'unseen' : 'seen'] * found.share;
    const ttl = ttlRange(verdicts.map(([, { ttlMs }]) => ttlMs));
    const known = this.parts.get(layout.id);
    const part: ThingPart = {
      layout: layout.id,
      template: layout.template,
      clock: layout.clock ?? null,
      zone: layout.zone ?? null,
      reachMs: layout.reachMs ?? null,
      keys: found.keys,
      exact: found.exact,
      names: found.names,
      type: first.type,
      ttlMs: ttl,
      confidence,
      why: whyOf(match, first, ttl.most),
    };
    this.parts.set(layout.id, known ? merge(known, part) : part);
  }

  addUnsorted({ names, verdicts }: Group): void {
    for (const name of names) if (!verdicts!.has(name)) this.unsorted.push(name);
  }

  deny(keys: number): void {
    this.deniedKeys += keys;
  }

  get isComplete(): boolean {
    const { requires } = this.family;
    return !requires || this.parts.size === 0 || requires.some((layout) => this.parts.has(layout));
  }

  thing(): FoundThing {
    const parts = [...this.parts.values()];
    const identity = Object.fromEntries(
      this.family.identity.map((field, index) => [field, this.identity[index]!]),
    );
    return {
      id: this.id,
      family: this.family,
      title: this.family.title.replace(/\{(\w+)\}/g, (_, field: string) => toDisplay(identity[field] ?? '')),
      identity,
      parts,
      unsorted: this.unsorted,
      keys: parts.reduce((sum, part) => sum + part.keys, this.deniedKeys),
      confidence: Math.max(0, ...parts.map((part) => part.confidence)),
      access: parts.length === 0 ? 'denied' : 'readable',
    };
  }
}

function merge(a: ThingPart, b: ThingPart): ThingPart {
  return {
    ...a,
    keys: a.keys + b.keys,
    exact: a.exact && b.exact,
    names: [...a.names, ...b.names],
    ttlMs: ttlRange([a.ttlMs.least, a.ttlMs.most, b.ttlMs.least, b.ttlMs.most]),
    confidence: Math.max(a.confidence, b.confidence),
  };
}

/** For ever is the longest. */
function ttlRange(ttls: readonly (number | null)[]): ThingPart['ttlMs'] {
  const finite = ttls.filter((ttl) => ttl !== null);
  return {
    least: finite.length === 0 ? null : Math.min(...finite),
    most: finite.length < ttls.length ? null : Math.max(...finite),
  };
}

function whyOf(
  { candidate: { layout } }: NameMatch,
  { type, says }: Recognised,
  ttlMs: number | null,
): string {
  const name = /^\{\w+\}$/.test(layout.template) ? 'no known name' : `name matches ${layout.template}`;
  const value = says === null ? `type ${type}` : `value is ${says}`;
  return `${name}, ${value}, ${ttlMs === null ? 'no TTL' : `TTL ${formatDuration(ttlMs / 1000)}`}`;
}
