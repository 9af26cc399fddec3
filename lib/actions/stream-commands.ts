/** What an action on a stream is asked for, as far as its commands show it; names as the API has them. */
interface StreamDeed {
  key: string;
  group?: string;
  consumer?: string;
  ids?: readonly string[];
  minIdleMs?: number;
  maxLength?: number;
  exact?: boolean;
}

export type StreamAction = 'stream.ack' | 'stream.claim' | 'stream.trim';

/** Ids that are shown. */
const SHOWN = 3;

/** The commands that an action on a stream will send, for its dialog; of many ids the first ones. */
export function streamCommands(
  action: StreamAction,
  { key, group, consumer, ids = [], minIdleMs, maxLength, exact }: StreamDeed,
): string {
  const more = ids.length > SHOWN ? `   (and ${ids.length - SHOWN} more)` : '';
  const shown = [...ids.slice(0, SHOWN), ...(more ? ['…'] : [])].join(' ');
  switch (action) {
    case 'stream.ack':
      return `XACK ${key} ${group} ${shown}${more}`;
    case 'stream.claim':
      return `XCLAIM ${key} ${group} ${consumer} ${minIdleMs} ${shown} JUSTID${more}`;
    case 'stream.trim': {
      const about = `XTRIM ${key} MAXLEN ~ ${maxLength}`;
      return exact ? `${about}\nXTRIM ${key} MAXLEN ${maxLength}` : about;
    }
  }
}
