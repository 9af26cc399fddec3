import AxeBuilder from '@axe-core/playwright';
import { AppClient } from '../testing/app-client';
import { appUrl, expect, test } from './fixtures';

const PAGES = [
  '/instances/shop',
  '/instances/shop/analytics',
  '/instances/shop/analytics?tab=own',
  '/instances/shop/analytics/counters?thing=counter/page_views',
  '/instances/shop/analytics/uniques?thing=dau',
  '/instances/shop/analytics/leaderboards?thing=leaderboard/global&member=user:12',
  '/instances/shop/analytics/queues?thing=job-queue/mail',
  '/instances/shop/analytics/sessions?thing=session',
  '/instances/shop/analytics/geo?thing=geo/stores&member=store:berlin&radius=500000',
  '/instances/shop/analytics/feeds?thing=chat&key=chat:history:general',
  '/instances/shop/analytics/flags?thing=experiment&id=1',
  '/instances/shop/analytics/pubsub',
  '/instances/shop/keys/analysis',
  '/instances/shop/keys/analysis?tab=types',
  '/instances/shop/keys/analysis?tab=biggest',
  '/instances/orders/keys/analysis',
  '/instances/shop/keys',
  '/instances/shop/keys?layout=tree&prefix=counter:',
  '/instances/shop/keys?match=no-such-key',
  '/instances/shop/keys/view?key=leaderboard:global',
  '/instances/shop/keys/view?key=geo:stores&view=geo',
  '/instances/shop/keys/view?key=no-such-key',
  '/instances/shop/memory',
  '/instances/shop/clients',
  '/instances/shop/clients?tab=history',
  '/instances/shop/commands',
  '/instances/shop/commands?command=get',
  '/instances/shop/latency',
  '/instances/shop/slowlog',
  '/instances/shop/slowlog?tab=entries',
  '/instances/shop/persistence',
  '/instances/shop/access',
  '/instances/shop/audit',
  '/',
];

test.beforeAll(async () => {
  const client = await new AppClient(appUrl()).signIn('shop', 'viewer', 'viewer');
  await client.act('shop', 'analysis.start', { pace: 'fast' });
  const newest = async () =>
    (await client.get<{ analyses: { state: string }[] }>('/api/instances/shop/keys/analyses')).body
      .analyses[0];
  await expect.poll(async () => (await newest())?.state).toBe('done');
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${theme}, ${width} px`, () => {
      test.use({ colorScheme: theme, viewport: { width, height: 900 } });

      test('the sign-in form meets WCAG AA', async ({ page }) => {
        await page.goto(`${appUrl()}/login`);
        await expectAccessible(page);
      });

      for (const path of PAGES) {
        test(`${path} meets WCAG AA`, async ({ open }) => {
          const page = await open('viewer', path);
          // An open sheet hides it from assistive technology.
          await expect(page.locator('h1')).toBeVisible();
          await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
          await expectAccessible(page);
          // Nothing scrolls sideways.
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          ).toBeLessThanOrEqual(0);
        });
      }

      test('a dialog meets WCAG AA', async ({ open }) => {
        const page = await open('operator', '/instances/shop/persistence');
        await page.getByRole('button', { name: 'Save snapshot' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page);
      });
    });
  }
}

async function expectAccessible(page: import('@playwright/test').Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`),
  ).toEqual([]);
}
