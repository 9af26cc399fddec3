/** Runs once per process, before the first request; `next build` does not run it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startServer } = await import('./lib/server/lifecycle');
  startServer();
}
