import { list, string } from '@/lib/redis/reply';
import { parseJsonObject } from '../bytes';
import { isListOf } from '../checks';
import type { Check } from '../pattern';

/** A change for the database: what is to be written, in one of the documents' three forms. */
const FORMS: readonly (readonly string[])[] = [
  ['key', 'value'],
  ['user_id', 'data'],
  ['action', 'data'],
];

/** The newest entries are changes that a database is to be told of. */
export const isListOfChanges: Check = isListOf('changes for a database, JSON', (entry) => {
  const change = parseJsonObject(entry);
  return change !== null && FORMS.some((fields) => fields.every((field) => Object.hasOwn(change, field)));
});

/** Cache entries that are to be computed anew before they end. */
export const isListOfRefreshes: Check = {
  commands: ({ name }) => [['LRANGE', name, 0, 4]],
  judge: ([reply]) => {
    const refreshes = list(reply).map((entry) => parseJsonObject(string(entry) ?? ''));
    return refreshes.length > 0 && refreshes.every((refresh) => typeof refresh?.key === 'string')
      ? 'a list of cache entries to refresh, JSON with key'
      : null;
  },
};
