import type { ShownValue } from '@/lib/keyspace/shown-value';

const FORMS: Record<ShownValue['form'], string> = {
  text: 'text',
  json: 'JSON',
  messagepack: 'MessagePack',
  number: 'number',
  binary: 'binary',
};

/** What a value is, the outermost first: `gzip → JSON`. */
export const kindOfValue = ({ wrappers, form }: Pick<ShownValue, 'wrappers' | 'form'>): string =>
  [...wrappers, FORMS[form]].join(' → ');

/** Ways to look at a value: those that fit it, the best one first. */
export type ValueLook = 'json' | 'text' | 'hex';

/** @returns the looks in the order in which they are offered */
export function looksOf({ form }: Pick<ShownValue, 'form'>): ValueLook[] {
  switch (form) {
    case 'json':
    case 'messagepack':
      return ['json', 'text', 'hex'];
    case 'text':
    case 'number':
      return ['text', 'hex'];
    case 'binary':
      return ['hex'];
  }
}
