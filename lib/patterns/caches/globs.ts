import type { Bytes } from '../bytes';
import type { Thing } from '../pattern';
import { compileTemplate, type Template } from '../template';

/**
 * Glob patterns that bring every key of a thing in SCAN … MATCH, one for each shape of its names. They bring others
 * too (`user:*` brings `user:42:sessions`): only `isCacheKey` says which are the thing's.
 * @returns none for what was recognised by its content, whose names say nothing
 */
export function cacheGlobs(thing: Thing): Bytes[] {
  const globs = thing.parts.flatMap(({ template }) => {
    const compiled = compileTemplate(template);
    return isAnyName(compiled) ? [] : [toGlob(compiled, thing.identity)];
  });
  return [...new Set(globs)];
}

/** Whether a name is of a shape that the thing has, and of the same namespace, function or endpoint. */
export function isCacheKey(thing: Thing, name: Bytes): boolean {
  return layoutsOf(thing, name).length > 0;
}

/** The layouts of the thing that a name fits. */
export function layoutsOf(thing: Thing, name: Bytes): { layout: string; fields: Record<string, Bytes> }[] {
  return thing.parts.flatMap(({ layout, template, names }) => {
    const compiled = compileTemplate(template);
    const fields = compiled.match(name);
    if (!fields || (isAnyName(compiled) && !names.includes(name))) return [];
    const same = Object.entries(thing.identity).every(([field, value]) => (fields[field] ?? value) === value);
    return same ? [{ layout, fields }] : [];
  });
}

/** Glob characters of a name, so that they stand for themselves. */
export const escapeGlob = (name: Bytes): Bytes => name.replace(/[\\*?[\]]/g, '\\$&');

/** Stands for a field while the glob is made; no key of a template holds it. */
const ANY = '\0any\0';

function toGlob(template: Template, identity: Readonly<Record<string, Bytes>>): Bytes {
  const values = Object.fromEntries(template.fields.map((field) => [field, identity[field] ?? ANY]));
  return template.fill(values).split(ANY).map(escapeGlob).join('*');
}

const isAnyName = ({ head, tail, fields }: Template): boolean =>
  fields.length === 1 && head === '' && tail === '';
