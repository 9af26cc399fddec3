// @ts-check
import { serve } from './serve.mjs';
import { ensureBuild, ensureDependencies, SetupError } from './setup.mjs';

/** `npm start`: installs and builds if needed, then serves the dashboard on a person's own Redis. */
try {
  if (!process.env.REDIS_URL && !process.env.HITRATE_CONFIG) {
    throw new SetupError(
      'Nothing to watch: set REDIS_URL=redis://user:password@host:6379, or HITRATE_CONFIG to the path of a JSON file. To look around first, run `npm run demo`.',
    );
  }
  ensureDependencies();
  const standalone = ensureBuild();
  await serve(standalone, { onListening: (address) => console.log(`Hitrate is at ${address}`) });
} catch (error) {
  console.error(error instanceof SetupError ? `Hitrate cannot start: ${error.message}` : error);
  process.exit(1);
}
