/** The path prefix under which the dashboard lives (`/hitrate`, or nothing); the layout writes it on `<html>`. */
export const basePath = (): string =>
  typeof document === 'undefined' ? '' : (document.documentElement.dataset.basePath ?? '');

/** The address of a route or file of ours, under the prefix. */
export const ownPath = (path: string): string => `${basePath()}${path}`;
