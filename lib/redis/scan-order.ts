/**
 * Whether SCAN has gone beyond a place, so that every key before that place has been named. Redis counts its cursor
 * up from the highest bit to the lowest (Pieter Noordhuis' `dictScan`, described in dict.c): read backwards, cursors
 * only grow, whatever becomes of the size of the table meanwhile.
 *
 * @param cursor that SCAN answered, not 0
 * @param place a cursor that another SCAN of the same process has answered, not 0
 * @throws SyntaxError where one is no number
 */
export const isBeyond = (cursor: string, place: string): boolean => backwards(cursor) >= backwards(place);

const BITS = 64;

function backwards(cursor: string): bigint {
  const bits = BigInt(cursor).toString(2).padStart(BITS, '0');
  return BigInt(`0b${[...bits].reverse().join('')}`);
}

/** Servers that count so; those of a Cluster put the slot into a cursor's lowest bits since Redis 7.4 and Valkey 8. */
export const countsBackwards = ({ engine, mode }: { engine: string; mode: string }): boolean =>
  mode !== 'cluster' && ['redis', 'valkey', 'keydb', 'redict'].includes(engine);
