import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from './testing/chromium';

/** Browser tests: a real Chromium, the built dashboard and real servers, which `e2e/servers.ts` starts. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/servers.ts',
  fullyParallel: false,
  workers: 1,
  // Generous: a machine with two busy cores is slow, not wrong.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // Once more, on a busy machine; `npm test` names what passed only then.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    launchOptions: chromiumLaunch(),
    // Of what failed once: a trace of every test would take longer than the tests.
    trace: 'on-first-retry',
  },
});
