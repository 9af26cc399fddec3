import { parseStreamEntries } from '@/lib/redis/parse-stream-entries';
import type { Check } from '../pattern';

/** The type says it all, whatever the entries are about. */
export const isStream: Check = { ignoresName: true, commands: () => [], judge: () => 'a stream' };

/** What the Socket.IO adapter writes: who sent a packet, the namespace, the kind. An empty one is taken on trust. */
export const isSocketStream: Check = {
  ignoresName: true,
  commands: ({ name }) => [['XREVRANGE', name, '+', '-', 'COUNT', 1]],
  judge: ([reply]) => {
    if (!Array.isArray(reply)) return null;
    const [newest] = parseStreamEntries(reply);
    const names = newest?.fields.map(([name]) => name) ?? SOCKET_FIELDS;
    return SOCKET_FIELDS.every((field) => names.includes(field)) ? 'a stream of Socket.IO’s packets' : null;
  },
};

const SOCKET_FIELDS = ['uid', 'nsp', 'type'];
