import { list, number, string, type Reply } from './reply';

/** One entry of SLOWLOG GET or COMMANDLOG GET. */
export interface SlowlogEntry {
  /** Counts up since the server's start; RESET does not set it back. */
  id: number;
  /** Unix seconds, by the server's clock. */
  at: number;
  /** Microseconds of execution. In COMMANDLOG's `large-request` and `large-reply` it is bytes instead. */
  durationUs: number;
  /**
   * The command line as the server kept it: at most 32 arguments of at most 128 bytes by default, the rest told as
   * `... (20 more arguments)` and `... (183 more bytes)`. Redact it before showing it.
   */
  args: string[];
  /** How many there were: said by Redis 8.10, or where some were cut; else `null`. */
  argumentsTotal: number | null;
  /** `null` before 4.0, and where a provider leaves it empty. */
  clientAddress: string | null;
  clientName: string | null;
}

/**
 * Reads the reply of SLOWLOG GET and COMMANDLOG GET: four elements an entry before 4.0, six since, seven in
 * Redis 8.10. Both protocols answer arrays.
 *
 * @returns entries in the server's order, newest first; empty for `null` and errors. An entry without a number
 *   for id, time or duration is left out.
 */
export function parseSlowlog(reply: Reply): SlowlogEntry[] {
  return list(reply).flatMap((element) => {
    const [id, at, duration, argv, address, name, argc] = list(element);
    const numbers = [number(id), number(at), number(duration)] as const;
    if (numbers[0] === null || numbers[1] === null || numbers[2] === null) return [];
    const args = list(argv).map((argument) => string(argument) ?? '');
    return {
      id: numbers[0],
      at: numbers[1],
      durationUs: numbers[2],
      args,
      argumentsTotal: number(argc) ?? totalOf(args),
      clientAddress: string(address) || null,
      clientName: string(name) || null,
    };
  });
}

/** `... (20 more arguments)` stands in the place of the last one that is shown. */
function totalOf(args: string[]): number | null {
  const more = moreArguments(args.at(-1));
  return more === null ? null : args.length - 1 + more;
}

/**
 * How many arguments the server left out of a log entry.
 * @param argument the last one of the entry
 * @returns `null` for an argument that is no such remark
 */
export function moreArguments(argument: string | undefined): number | null {
  const match = /^\.\.\. \((\d+) more arguments\)$/.exec(argument ?? '');
  return match ? Number(match[1]) : null;
}
