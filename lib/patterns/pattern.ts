import type { z } from 'zod';
import type { Unit } from '@/lib/metrics/catalogue';
import type { Point } from '@/lib/metrics/series';
import type { Reply } from '@/lib/redis/reply';
import type { Bytes } from './bytes';
import type { Clock } from './clock';
import type { PatternId } from './pattern-ids';
import type { Command, Plan } from './plan';
import type { ThingSettings } from './settings';

/**
 * The words of the lens. A *pattern* is what keys are for (leaderboards, queues …). It comes in *families*: each
 * one system's or library's own way, whose *layouts* are the shapes of its keys. The keys of a family that belong
 * together are one *thing*: the counter `page_views` with its hours, days and tags.
 */

/** TYPE's answers; those of modules are as the modules say. */
export type KeyType =
  | 'string'
  | 'hash'
  | 'list'
  | 'set'
  | 'zset'
  | 'stream'
  | 'ReJSON-RL'
  | 'TSDB-TYPE'
  | 'MBbloom--'
  /** A Bloom filter of Valkey's module. */
  | 'bloomfltr'
  | 'MBbloomCF'
  | 'CMSk-TYPE'
  | 'TopK-TYPE'
  | 'TDIS-TYPE'
  | 'vectorset';

/**
 * How much the name alone says. `anchor`: only this system names its keys so. `named`: its usual name, which others
 * use too. `generic`: a name that many things have. `content`: the name says nothing.
 */
export type Certainty = 'anchor' | 'named' | 'generic' | 'content';

/** One shape of key, with everything that its documents say of it. */
export interface Layout {
  /** Within the family: `hourly`. */
  id: string;
  /** The name rule, see `compileTemplate`. */
  template: string;
  types: readonly KeyType[];
  certainty: Certainty;
  /** What the value is, in a phrase: `integer`, `JSON {user_id, created_at …}`, `score = epoch s, member = job id`. */
  encoding: string;
  /** How long its keys live, in a phrase: `7 d`, `none`. */
  ttl: string;
  /** How the bucket in the name follows from the time; its field is `{bucket}`. */
  clock?: Clock;
  /** Whose wall clock names the buckets, where the documents say it: of `local` ones people set the time zone. */
  zone?: 'UTC' | 'local';
  /** How long after its begin a bucket can be read, in milliseconds; without it they do not end by themselves. */
  reachMs?: number;
  /** What the content must be; without it the name and the type decide. */
  check?: Check;
}

/** What is known of a key before its content is looked at. */
export interface KeyFacts {
  name: Bytes;
  /** The template's fields. */
  fields: Readonly<Record<string, Bytes>>;
  type: string;
  /** Milliseconds to live; `null`: for ever. */
  ttlMs: number | null;
  /** The server's present in Unix milliseconds. */
  now: number;
}

/** A look at the content: cheap at any size of the value. */
export interface Check {
  /** Only the type and the content decide: under whatever rule the key is looked at, the judgement is the same. */
  ignoresName?: true;
  /** The commands, constant-time or bounded, none of which changes anything. Two or three are plenty. */
  commands(key: KeyFacts): readonly Command[];
  /**
   * @param replies one for each command; an error reply counts as `null`
   * @returns what the content is, as a phrase that goes on after "value is": `an integer`; `null` where it is not
   *   what the layout says
   */
  judge(replies: Reply[], key: KeyFacts): string | null;
}

/** One system's way of storing a thing. */
export interface Family {
  /** Unique among all families; begins the address of its things: `counter`. */
  id: string;
  /**
   * Whose way it is, for people: `BullMQ`, `a common layout (AnalyticsService)`. The common ones are those of five
   * documents about services on Redis, which comments here name by number, 000 to 004.
   */
  source: string;
  /** The fields that tell one thing from another; every layout has them. None: all keys of the family are one thing. */
  identity: readonly string[];
  /** What a thing is called, from its identity: `{metric}`. */
  title: string;
  layouts: readonly Layout[];
  /** One of these layouts must be there, or the other keys mean something else: `meta` of a BullMQ queue. */
  requires?: readonly string[];
}

/** The keys of one layout in a thing. */
export interface ThingPart {
  layout: string;
  /** The layout's name rule, and its clock: what names are made from. */
  template: string;
  clock: Clock | null;
  /** See `Layout`; `null` where it does not say. */
  zone: 'UTC' | 'local' | null;
  reachMs: number | null;
  /** How many keys there are, by the last scan; an estimate where only a sample was looked at. */
  keys: number;
  exact: boolean;
  /** Names that were kept: all of them, or a random choice of as many as fit. */
  names: readonly Bytes[];
  /** TYPE of the keys that were looked at. */
  type: string;
  /** The shortest and longest time to live among them, in milliseconds; `null` is for ever. */
  ttlMs: { least: number | null; most: number | null };
  /** 0…1: how sure it is that this is what it looks like. */
  confidence: number;
  /** "name matches counter:{metric}:hourly:{bucket}, value is an integer, TTL 6.8 d" */
  why: string;
}

/** What was recognised. */
export interface Thing {
  /** `counter/page_views`: its family and identity, which is its address too. */
  id: string;
  pattern: PatternId;
  family: string;
  title: string;
  identity: Readonly<Record<string, Bytes>>;
  parts: readonly ThingPart[];
  /**
   * Kept names that several layouts share, of keys that nobody looked at: where a look at some of them found more
   * than one layout. Each is of one of the thing's layouts, or foreign.
   */
  unsorted?: readonly Bytes[];
  keys: number;
  /** The parts' best. */
  confidence: number;
  /** `denied`: the person's ACL does not cover the keys. */
  access: 'readable' | 'denied';
}

/** What a read may know besides the thing. */
export interface ReadContext {
  /** The server's present in Unix milliseconds. */
  now: number;
  /** Whether keys live in different slots: then no command may name two of them. */
  cluster: boolean;
  /** `7.0.15`: the version that the server is compatible with; `null` where it is unknown. */
  redisVersion: string | null;
  /** What people have set for this thing: time zone, limit, orientation … */
  settings: ThingSettings;
  /** What was kept of it while it was pinned or looked at, the oldest first. */
  past: readonly PastSample[];
}

/** Some numbers of a thing at a moment. */
export interface PastSample {
  /** Unix milliseconds. */
  at: number;
  values: Readonly<Record<string, number>>;
}

/** What a pattern keeps of its things besides their one number, and how often. */
export interface Sampling {
  everyMs: number;
  /** How many samples are kept. */
  keep: number;
  sample(thing: Thing, context: ReadContext): Plan<Record<string, number>>;
}

/** A thing's one number, for its card. */
export interface Summary {
  value: number | null;
  unit: Unit;
  /** What the number is: `views today`. */
  caption: string;
  /** Its past, where the keys hold one; gaps are `null`s. Unix milliseconds with mean, minimum and maximum. */
  spark: readonly Point[] | null;
  /** Events in an hour, where the keys tell: the busiest things come first. */
  perHour: number | null;
  /** What needs attention, as a sentence: `3 jobs have been in processing for more than an hour`. */
  trouble: string | null;
}

/** A pattern's page: what it asks in the URL, what it answers, and how that is read. */
export interface View<Query extends z.ZodObject = z.ZodObject, Response = unknown> {
  /** Every field has a default or is optional, so that the plain address is a view too. */
  query: Query;
  response: z.ZodType<Response>;
  read(thing: Thing, query: z.infer<Query>, context: ReadContext): Plan<Response>;
}

/** One folder of `lib/patterns`. */
export interface Pattern {
  id: PatternId;
  families: readonly Family[];
  summarise(thing: Thing, context: ReadContext): Plan<Summary>;
  /** Left out: the summary's number, once a minute. */
  sampling?: Sampling;
  view: View;
}

/** The part of a thing that has this layout. */
export const partOf = (thing: Thing, layout: string): ThingPart | undefined =>
  thing.parts.find((part) => part.layout === layout);

/** Keeps a view's types while it is put among the others. */
export const defineView = <Query extends z.ZodObject, Response>(view: View<Query, Response>): View =>
  view as unknown as View;
