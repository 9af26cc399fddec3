/**
 * The labels by which `/metrics` tells nodes apart: the instance's id, and the node's address as the dashboard names it.
 * Prometheus gives every target `instance` and `job` by itself, so ours are others and nothing has to be honoured.
 */
export const NODE_LABELS = { instance: 'redis_instance', node: 'redis_node' } as const;
