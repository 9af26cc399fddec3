/** The types of clients that may be killed: neither replicas nor the link to a primary. One command takes one. */
export const KILLED_TYPES = ['normal', 'pubsub'] as const;

/** The command that kills a client if it is of this type. */
export const killCommand = (id: number, type: (typeof KILLED_TYPES)[number]): [string, ...string[]] => [
  'CLIENT',
  ...['KILL', 'ID', String(id), 'TYPE', type, 'SKIPME', 'yes'],
];
