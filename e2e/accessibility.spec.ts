import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { AppClient } from '../testing/app-client';
import { appUrl, expect, test } from './fixtures';

const PAGES = [
  '/instances/shop',
  '/instances/shop/findings',
  '/instances/shop/alerts',
  '/instances/shop/alerts?tab=rules',
  '/instances/shop/alerts?tab=webhooks',
  '/instances/shop/settings',
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

for (const path of PAGES) {
  test(`${path} meets WCAG AA in both themes at both widths, and nothing scrolls sideways`, async ({
    open,
  }) => {
    const page = await open('viewer', path);
    await expectAccessible(page, async () => {
      // An open sheet hides it from assistive technology.
      await expect(page.locator('h1')).toBeVisible();
      await expect.poll(() => overhang(page)).toBeLessThanOrEqual(0);
    });
  });
}

test('the sign-in form meets WCAG AA in both themes at both widths', async ({ page }) => {
  await page.goto(`${appUrl()}/login`);
  await expectAccessible(page, () => expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible());
});

test('a dialog meets WCAG AA in both themes at both widths', async ({ open }) => {
  const page = await open('operator', '/instances/shop/persistence');
  await page.getByRole('button', { name: 'Save snapshot', exact: true }).click();
  await expectAccessible(page, () => expect(page.getByRole('dialog')).toBeVisible());
});

type Rules = NonNullable<Parameters<AxeBuilder['options']>[0]>['runOnly'];
const ALL_RULES: Rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
/** A theme changes colours and nothing else, so the second one of a width is judged by these alone. */
const COLOUR_RULES: Rules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * Has axe look at a page in both themes at both widths. The page is loaded once: theme and layout follow the browser.
 * @param isThere what must hold each time before axe looks, and once more for the layout of a width
 */
async function expectAccessible(page: Page, isThere: () => Promise<void>): Promise<void> {
  for (const [width, first, second] of [
    [1440, 'light', 'dark'],
    [390, 'dark', 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    for (const [theme, rules] of [
      [first, ALL_RULES],
      [second, COLOUR_RULES],
    ] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await expect(page.locator('html')).toHaveCSS('color-scheme', theme);
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      await isThere();
      await page.waitForFunction(isStill);
      expect(await violationsOf(page, rules), `${theme}, ${width} px`).toEqual([]);
    }
  }
}

/** Pixels that a page is wider than its window. */
const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Whether nothing fades or slides any more; what turns for ever does not count. */
const isStill = () =>
  document
    .getAnimations()
    .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity);

/** What breaks the rules: each with the elements that do. */
async function violationsOf(page: Page, runOnly: Rules): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly, resultTypes: ['violations'] })
    // No page has frames of others, which is all that the other mode is for.
    .setLegacyMode()
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
  );
}
