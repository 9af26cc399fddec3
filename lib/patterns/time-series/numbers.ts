import { number } from '@/lib/redis/reply';
import { isTimeField } from './time-field';

/** Deeper than this, and further than so many, nobody looks for a number to chart. */
const DEPTH = 3;
const MOST_FIELDS = 40;

/** The names that a measured value usually has; what a chart shows first. */
const USUAL = ['value', 'v', 'val', 'price', 'amount', 'temperature', 'total', 'count', 'y'];

/**
 * The numbers in a JSON value, by path: `{"data": {"price": 7}}` has `data.price`. Times and ids are none, and arrays are
 * not looked into.
 * @param options.texts whether a text that is a number counts as one, as in a stream, where everything is a text
 */
export function numbersIn(value: unknown, { texts = false } = {}): Map<string, number> {
  const found = new Map<string, number>();
  const collect = (each: unknown, path: string, depth: number) => {
    if (found.size >= MOST_FIELDS || depth > DEPTH) return;
    if (Array.isArray(each)) return;
    if (typeof each === 'object' && each !== null) {
      for (const [name, inner] of Object.entries(each)) {
        const whole = path === '' ? name : `${path}.${name}`;
        if (!isTimeField(name, inner) && !isIdField(name)) collect(inner, whole, depth + 1);
      }
      return;
    }
    const numeric = typeof each === 'number' ? each : texts && typeof each === 'string' ? number(each) : null;
    if (path !== '' && numeric !== null && Number.isFinite(numeric)) found.set(path, numeric);
  };
  collect(value, '', 0);
  return found;
}

/** Numbers that only name something. */
const isIdField = (name: string) => /(?:^|[._-])(?:id|uid|pid)$|[a-z]Id$/.test(name);

/** The fields that some samples have, the likeliest to be a measured value first. */
export function fieldsOf(samples: readonly Map<string, number>[]): string[] {
  const rank = (path: string) => {
    const at = USUAL.indexOf(lastPart(path));
    return at < 0 ? USUAL.length : at;
  };
  const paths = new Set(samples.flatMap((sample) => [...sample.keys()]));
  return [...paths].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_FIELDS);
}

/** Whether a field's name says that it is measured. */
export const isUsualField = (path: string): boolean => USUAL.includes(lastPart(path));

const lastPart = (path: string) => path.slice(path.lastIndexOf('.') + 1).toLowerCase();
