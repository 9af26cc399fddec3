import { list, number, type Reply } from './reply';

/**
 * Reads the reply of TS.RANGE, TS.REVRANGE and TS.GET wrapped in an array: the moment, in Unix milliseconds, and the
 * value, a text in RESP2 and a double in RESP3.
 * @returns samples in the server's order; empty for errors. A value that is no finite number (`NaN`, `inf`) is left
 *   out.
 */
export function parseTimeSeriesRange(reply: Reply | undefined): [at: number, value: number][] {
  return list(reply).flatMap((element) => {
    const [at, value] = list(element);
    const sample = [number(at), number(value)] as const;
    return sample[0] === null || sample[1] === null ? [] : [[sample[0], sample[1]]];
  });
}
