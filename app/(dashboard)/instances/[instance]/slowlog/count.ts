/** Entries asked of each node: eight times what a server keeps by default. */
export const SLOWLOG_COUNT = 1024;
