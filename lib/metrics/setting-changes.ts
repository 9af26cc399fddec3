import { formatBytes, formatCount } from '@/lib/format';
import { infoText } from '@/lib/redis/info-fields';
import type { Info } from '@/lib/redis/parse-info';
import type { Marker } from './markers';

type SettingChange = Pick<Marker, 'kind' | 'text'>;

/** Settings that INFO tells, under the names that CONFIG SET takes. */
const IN_INFO: Record<string, { field: string; text: (value: string) => string }> = {
  maxmemory: { field: 'maxmemory', text: (value) => (value === '0' ? 'none' : formatBytes(Number(value))) },
  'maxmemory-policy': { field: 'maxmemory_policy', text: (value) => value },
  maxclients: { field: 'maxclients', text: (value) => formatCount(Number(value)) },
  appendonly: { field: 'aof_enabled', text: (value) => (value === '1' ? 'yes' : 'no') },
};

/** The settings that changed from one INFO reply to the next. */
export function settingsChanged(before: Info, after: Info): SettingChange[] {
  return Object.entries(IN_INFO).flatMap(([setting, { field, text }]): SettingChange[] => {
    const [from, to] = [infoText(before, field), infoText(after, field)];
    if (from === null || to === null || from === to) return [];
    return [{ kind: 'config', text: changed(setting, text(from), text(to)) }];
  });
}

/**
 * The settings that changed from one CONFIG GET to the next, without those that INFO tells sooner and to more people.
 *
 * @param before settings by name; `null` before the first reading: then nothing has changed
 * @param info the newest INFO of the same node
 */
export function configChanged(
  before: ReadonlyMap<string, string> | null,
  after: ReadonlyMap<string, string>,
  info: Info,
): SettingChange[] {
  const isInInfo = (name: string) => name in IN_INFO && infoText(info, IN_INFO[name]!.field) !== null;
  return [...after].flatMap(([name, to]): SettingChange[] => {
    const from = before?.get(name);
    if (from === undefined || from === to || isInInfo(name)) return [];
    return [{ kind: 'setting', text: changed(name, from || 'none', to || 'none') }];
  });
}

const changed = (setting: string, from: string, to: string) => `${setting} changed from ${from} to ${to}`;
