import { entries, list, number, string, type Reply } from './reply';

/**
 * Reads the reply of SENTINEL GET-MASTER-ADDR-BY-NAME.
 * @returns where the primary is; `null` where this Sentinel does not know the name
 */
export function parseSentinelAddress(reply: Reply): { host: string; port: number } | null {
  const [first, second] = list(reply);
  const host = string(first);
  const port = number(second);
  return host && port !== null ? { host, port } : null;
}

/** A primary, a replica or another Sentinel, as a Sentinel sees it. */
export interface SentinelInstance {
  /** The group's name for a primary, `ip:port` for a replica. */
  name: string;
  host: string | null;
  port: number | null;
  /** `master`, `slave`, `s_down`, `o_down`, `disconnected` … */
  flags: string[];
  /** Every field under the server's own name: `num-slaves`, `master-link-status`, `slave-repl-offset`. */
  fields: Record<string, string>;
}

/**
 * Reads the reply of SENTINEL MASTERS, REPLICAS, SLAVES and SENTINELS, of either protocol.
 * @returns instances in the server's order; empty for errors
 */
export function parseSentinelInstances(reply: Reply): SentinelInstance[] {
  return list(reply).flatMap((element) => {
    const fields: Record<string, string> = {};
    for (const [name, value] of entries(element)) fields[name] = string(value) ?? '';
    if (!fields.name) return [];
    return {
      name: fields.name,
      host: fields.ip || null,
      port: number(fields.port),
      flags: (fields.flags ?? '').split(',').filter(Boolean),
      fields,
    };
  });
}
