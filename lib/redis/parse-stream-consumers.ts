import { entries, list, number, string, type Reply } from './reply';

/** One consumer of XINFO CONSUMERS. */
export interface StreamConsumer {
  name: string;
  pending: number;
  /** Milliseconds since it last asked for entries; before 7.2 since it last got some. */
  idleMs: number;
  /**
   * Milliseconds since it last got or claimed some; `null` before 7.2, and for one that never did (the server says
   * -1).
   */
  inactiveMs: number | null;
}

/**
 * Reads the reply of XINFO CONSUMERS, of either protocol.
 * @returns consumers in the server's order; empty for errors
 */
export function parseStreamConsumers(reply: Reply | undefined): StreamConsumer[] {
  return list(reply).flatMap((element) => {
    const fields = new Map(entries(element));
    const name = string(fields.get('name'));
    if (name === null) return [];
    const inactive = number(fields.get('inactive'));
    return {
      name,
      pending: number(fields.get('pending')) ?? 0,
      idleMs: number(fields.get('idle')) ?? 0,
      inactiveMs: inactive !== null && inactive >= 0 ? inactive : null,
    };
  });
}
