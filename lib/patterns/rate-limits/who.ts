import type { Bytes } from '../bytes';
import type { Thing, ThingPart } from '../pattern';
import { compileTemplate, type Template } from '../template';
import { windowSecondsOf } from './windows';

/** Somebody who is limited, as a key's name says. */
export interface Who {
  who: Bytes;
  /** A key of theirs that a scan saw; that of their present window may be another one. */
  name: Bytes;
  /** The fields of that name. */
  fields: Readonly<Record<string, Bytes>>;
  /** Its window: a second or a number; `null` where names have none. */
  window: number | null;
}

/** Those that the names of one layout speak of. */
export interface Crowd {
  part: ThingPart;
  template: Template;
  /** Each once, those of the newest windows first. */
  everybody: readonly Who[];
}

/**
 * Reads from the kept names who they belong to: the fields that neither tell one thing from another nor the window.
 * @param now Unix milliseconds
 * @param find only those whose name contains this; somebody of exactly this name is looked up even where no kept name
 *   speaks of them
 */
export function crowdOf(thing: Thing, part: ThingPart, now: number, find?: Bytes): Crowd {
  const template = compileTemplate(part.template);
  const own = template.fields.filter((field) => !(field in thing.identity) && field !== 'bucket');
  const everybody = new Map<string, Who>();
  const add = (name: Bytes) => {
    const fields = template.match(name);
    if (!fields) return;
    const who = own.length === 0 ? name : own.map((field) => fields[field]!).join(':');
    const window = fields.bucket === undefined ? null : Number(fields.bucket);
    // Windows of two lengths beside each other are two limits.
    const key = window === null ? who : `${who}\n${windowSecondsOf(window, now)}`;
    const known = everybody.get(key);
    if (!known || (window ?? 0) > (known.window ?? 0)) everybody.set(key, { who, name, fields, window });
  };
  for (const name of part.names) add(name);
  const found = [...everybody.values()].filter(({ who }) => find === undefined || who.includes(find));
  const isNamed = !isAnyName(part.template);
  if (find !== undefined && isNamed && own.length === 1 && !found.some(({ who }) => who === find)) {
    const like = [...everybody.values()][0];
    if (like) {
      const fields = { ...like.fields, [own[0]!]: find };
      found.push({ ...like, who: find, fields, name: template.fill(fields) });
    }
  }
  return { part, template, everybody: found.toSorted((a, b) => (b.window ?? 0) - (a.window ?? 0)) };
}

/** Whether a key is one of a thing's, so that whoever may reset its limits may reset this one. */
export function isLimitKey(thing: Thing, key: Bytes): boolean {
  return thing.parts.some((part) => {
    // What was recognised by its content has a name that says nothing.
    if (isAnyName(part.template)) return part.names.includes(key);
    const fields = compileTemplate(part.template).match(key);
    const same = Object.entries(thing.identity).every(([field, value]) => fields?.[field] === value);
    if (fields && same) return true;
    // A Laravel count stands beside its timer.
    return part.layout === 'timer' && part.names.includes(`${key}:timer`);
  });
}

/** A layout that is recognised by its content. */
const isAnyName = (template: string): boolean => /^\{\w+\}$/.test(template);
