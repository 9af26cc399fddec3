import 'server-only';

/**
 * One value per process. Next bundles routes, pages and instrumentation separately, so a module-level value
 * would exist several times; `globalThis` is what they share.
 *
 * @param name unique name of the value
 * @param create makes it on first use
 */
export function singleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`hitrate.${name}`);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return (holder[key] ??= create());
}
