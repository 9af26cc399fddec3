import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright';
import { which } from '../scripts/setup.mjs';

/**
 * How tests start Chromium: the system's own where there is one, else the one that Playwright downloads.
 * It looks nothing up on the network besides the pages under test.
 */
export function chromiumLaunch(): LaunchOptions {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  const path = given && existsSync(given) ? given : (which('chromium') ?? which('google-chrome'));
  return {
    executablePath: path ?? undefined,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
