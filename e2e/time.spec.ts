import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { ask } from '../testing/servers';
import { appUrl, expect, ROLES, shopPort, test, toast } from './fixtures';

const commands = (page: Page) => page.getByRole('img', { name: 'Commands, chart over time' });
/** A line has two points at least, and a dashboard that has just begun has none. */
const drawn = (page: Page) =>
  expect(page.locator('.recharts-area-curve').first()).toHaveAttribute('d', /L/, { timeout: 60_000 });

/** Where the lines of a chart are, without its labels. */
async function plotOf(page: Page) {
  const box = (await commands(page).boundingBox())!;
  return { left: box.x + 68, width: box.width - 72, middle: box.y + box.height / 2 };
}

async function drag(page: Page, from: number, to: number, release = true): Promise<void> {
  const { left, width, middle } = await plotOf(page);
  await page.mouse.move(left + width * from, middle);
  await page.mouse.down();
  await page.mouse.move(left + width * ((from + to) / 2), middle);
  await page.mouse.move(left + width * to, middle);
  if (release) await page.mouse.up();
}

/** The span in the URL, in Unix milliseconds. */
function spanOf(page: Page) {
  const { searchParams } = new URL(page.url());
  const moment = (name: string) => {
    const text = searchParams.get(name);
    return text === null ? null : Date.parse(text);
  };
  return { from: moment('from'), to: moment('to'), at: moment('at') };
}

for (const role of ROLES) {
  test(`${role} drags a span, sees it in every chart and in the URL, and goes back`, async ({ open }) => {
    const page = await open(role, '/instances/shop');
    await drawn(page);
    await drag(page, 0.5, 0.9, false);
    await expect(page.locator('[data-choice]')).toContainText(/ – .* · \d/);
    await page.mouse.up();
    await expect(page).toHaveURL(/from=.*&to=/);
    const { from, to } = spanOf(page);
    // Two fifths of five minutes, in whole seconds.
    expect(to! - from!).toBeGreaterThan(110_000);
    expect(to! - from!).toBeLessThan(130_000);
    await expect(page.getByRole('button', { name: /^Choose a span: / })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
    // A second step, and both back.
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect.poll(() => spanOf(page).from).toBeLessThan(from!);
    await page.goBack();
    await expect.poll(() => spanOf(page)).toMatchObject({ from, to });
    await page.goBack();
    await expect(page).not.toHaveURL(/from=/);
    await expect(page.getByRole('radio', { name: '5 m', exact: true })).toHaveAttribute(
      'aria-checked',
      'true',
    );
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  });
}

test('Escape gives up a span that is being drawn', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await drawn(page);
  await drag(page, 0.3, 0.6, false);
  await expect(page.locator('[data-choice]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-choice]')).toHaveCount(0);
  await page.mouse.up();
  await expect(page).not.toHaveURL(/from=/);
});

test('by keyboard: arrows and Enter choose a span, minus shows more', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await drawn(page);
  const chart = commands(page).locator('svg[tabindex]');
  await chart.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-choice]')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=.*&to=/);
  const { from, to } = spanOf(page);
  expect(to! - from!).toBeLessThan(60_000);
  await chart.focus();
  await page.keyboard.press('-');
  await expect.poll(() => spanOf(page).to! - spanOf(page).from!).toBeGreaterThan(1.5 * (to! - from!));
});

test('each range asks for its own span, and a double click for the next longer one', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await drawn(page);
  for (const [label, span] of [
    ['6 h', 21_600_000],
    ['24 h', 86_400_000],
    ['7 d', 604_800_000],
    ['30 d', 2_592_000_000],
  ] as const) {
    const asked = page.waitForRequest((request) => request.url().includes(`span=${span}&`));
    await page.getByRole('radio', { name: label }).click();
    await asked;
    await expect(page).toHaveURL(new RegExp(`range=${label.replace(' ', '')}`));
  }
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
  await page.getByRole('radio', { name: '15 m' }).click();
  const { left, width, middle } = await plotOf(page);
  await page.mouse.dblclick(left + width / 2, middle);
  await expect(page.getByRole('radio', { name: '1 h' })).toHaveAttribute('aria-checked', 'true');
  // Nothing was marked by its two clicks.
  await expect(page).not.toHaveURL(/at=/);
});

test('a span can be typed, in the zone that is chosen, or in words', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await page.getByRole('button', { name: 'Choose a span' }).click();
  const box = page.getByRole('dialog', { name: 'Time' });
  await box.getByRole('radio', { name: 'UTC' }).click();
  await expect(page.getByRole('button', { name: 'UTC: show local time' })).toBeAttached();
  await box.getByLabel('From').fill('2026-01-02T03:10:00');
  await box.getByLabel('To').fill('2026-01-02T03:05:00');
  await expect(box.getByRole('status')).toHaveText('The span ends before it begins.');
  await box.getByLabel('To').fill('2026-01-02T03:15:00');
  await box.getByRole('button', { name: 'Show this span' }).click();
  await expect
    .poll(() => spanOf(page))
    .toMatchObject({ from: Date.parse('2026-01-02T03:10:00Z'), to: Date.parse('2026-01-02T03:15:00Z') });
  await expect(page.getByRole('button', { name: /Choose a span: 2 Jan 03:10:00 – 03:15:00/ })).toBeVisible();
  // Nobody asked the server then, and the charts say so.
  await expect(page.locator('[data-absence=unwatched]').first()).toContainText('not watched');
  await page.getByRole('button', { name: /^Choose a span/ }).click();
  await box.getByLabel('Last').fill('last 2 h');
  await box.getByRole('button', { name: 'Show', exact: true }).click();
  await expect.poll(() => spanOf(page).to! - spanOf(page).from!).toBeLessThanOrEqual(7_202_000);
  expect(Math.abs(spanOf(page).to! - Date.now())).toBeLessThan(60_000);
});

test.describe('in another zone', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' });

  test('UTC and local time: axis, tooltip and controls', async ({ open }) => {
    const span = 'from=2026-01-02T03:00:00Z&to=2026-01-02T05:00:00Z&at=2026-01-02T04:00:00Z';
    const page = await open('viewer', `/instances/shop?${span}`);
    const axis = commands(page);
    await expect(page.getByRole('button', { name: /Choose a span: 2 Jan 08:45 – 10:45/ })).toBeVisible();
    await expect(page.locator('[data-moment]').first()).toHaveText('2 Jan 09:45:00');
    await expect(axis).toContainText('09:00');
    await page.getByRole('button', { name: 'Local time: show UTC' }).click();
    await expect(page.getByRole('button', { name: /Choose a span: 2 Jan 03:00 – 05:00/ })).toBeVisible();
    await expect(page.locator('[data-moment]').first()).toHaveText('2 Jan 04:00:00');
    await expect(axis).toContainText('04:30');
    await expect(page).toHaveURL(/tz=utc/);
  });
});

test('the period before is drawn beside the present one, with the difference', async ({ open }) => {
  const page = await open('viewer', '/instances/shop?range=live');
  await drawn(page);
  await expect(page.locator('.before')).toHaveCount(0);
  await page.getByRole('button', { name: 'Compare with the period before' }).click();
  await expect(page).toHaveURL(/compare=previous/);
  // The dashboard has been watching for longer than a minute or two by now, else there is nothing before.
  await expect(page.locator('.before path').first()).toHaveAttribute('d', /L/, { timeout: 100_000 });
  const { left, width, middle } = await plotOf(page);
  await page.mouse.move(left + width * 0.97, middle);
  const tooltip = page.locator('.recharts-tooltip-wrapper').first();
  await expect(tooltip).toContainText('before');
  await expect(tooltip).toContainText(/[+−±][\d.,]+/);
});

test('a link to a moment shows it, marked in every chart, whenever it is opened', async ({
  open,
  context,
}) => {
  // What is out of sight is drawn when it is looked at.
  const tall = { width: 1440, height: 1800 };
  const page = await open('viewer', '/instances/shop');
  await page.setViewportSize(tall);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawn(page);
  const { left, width, middle } = await plotOf(page);
  await page.mouse.click(left + width * 0.8, middle);
  await expect(page).toHaveURL(/at=/);
  await expect(page.locator('[data-moment]')).toHaveCount(9);
  const { at } = spanOf(page);
  await page.getByRole('button', { name: 'Commands: link and export' }).click();
  await page.getByRole('menuitem', { name: /Copy link to this moment/ }).click();
  await expect(toast(page, 'The link is copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.setViewportSize(tall);
  await other.goto(link);
  await expect(other.locator('[data-moment]')).toHaveCount(9);
  expect(spanOf(other)).toMatchObject({ at });
  expect(spanOf(other).to).toBeGreaterThan(at!);
  // By hand it is shorter.
  await other.goto(`${appUrl()}/instances/shop/memory?at=2026-01-02T03:12`);
  await expect(other.locator('[data-moment]')).toHaveCount(1);
  await expect(other.getByRole('button', { name: /Choose a span: .*Jan/ })).toBeVisible();
});

test('a paused view and one of the past never move; a live one does', async ({ open }) => {
  const page = await open('viewer', '/instances/shop?range=live');
  await drawn(page);
  const path = () => page.locator('.recharts-area-curve').first().getAttribute('d');
  const answered = (points: number) =>
    page.waitForResponse((response) =>
      new RegExp(`/history\\?.*from=.*points=${points}`).test(response.url()),
    );
  const before = await path();
  await expect.poll(path).not.toBe(before);
  // The charts and the golden row ask for the span that stands still now.
  const asked = Promise.all([answered(150), answered(80)]);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page).toHaveURL(/from=.*&to=/);
  await asked;
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  const witness = await page.context().newPage();
  await witness.goto(`${appUrl()}/instances/shop?range=live`);
  await drawn(witness);
  const numbers = await page.getByLabel('Golden numbers').innerText();
  const paused = await path();
  const second = await witness.locator('.recharts-area-curve').first().getAttribute('d');
  await expect.poll(() => witness.locator('.recharts-area-curve').first().getAttribute('d')).not.toBe(second);
  expect(await path()).toBe(paused);
  expect(await page.getByLabel('Golden numbers').innerText()).toBe(numbers);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page).not.toHaveURL(/from=/);
  await expect.poll(path).not.toBe(paused);
});

test('what a person does stands in the charts of everybody, with the name', async ({ open, context }) => {
  const page = await open('viewer', '/instances/shop?range=live');
  await drawn(page);
  const { AppClient } = await import('../testing/app-client');
  const operator = await new AppClient(appUrl()).signIn('shop', 'operator', 'operator');
  await operator.act('shop', 'memory.purge', {});
  // Others have been at work before.
  const purged = '[data-mark~=action][aria-label*="Purge memory by operator"]';
  await page.locator(purged).first().hover();
  await expect(page.getByRole('tooltip')).toContainText('Purge memory by operator');
  // What somebody does past the dashboard shows as well, without a name.
  await ask(shopPort(), 'admin', (redis) => redis.config('SET', 'maxclients', 900));
  await expect(page.locator('[data-mark~=config]').first()).toHaveAttribute(
    'aria-label',
    /maxclients changed from 10,000 to 900/,
  );
  await ask(shopPort(), 'admin', (redis) => redis.config('SET', 'maxclients', 10_000));
  const later = await context.newPage();
  await later.goto(`${appUrl()}/instances/shop/persistence`);
  await expect(later.locator(purged)).toHaveCount(2);
  await later.goto(`${appUrl()}/instances/shop/persistence?annotations=off`);
  await expect(later.getByRole('img', { name: /chart over time/ })).toHaveCount(2);
  await expect(later.locator('[data-mark]')).toHaveCount(0);
});

test('what is drawn can be taken along, named after instance, chart and span', async ({ open }) => {
  const page = await open('viewer', '/instances/shop');
  await drawn(page);
  const take = async (item: string) => {
    await page.getByRole('button', { name: 'Memory: link and export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile((await file.path())!, 'utf8') };
  };
  const csv = await take('CSV of what is drawn');
  expect(csv.name).toMatch(/^shop_memory_\d{4}-\d\d-\d\dT\d{6}Z_\d{4}-\d\d-\d\dT\d{6}Z\.csv$/);
  const [header, first] = csv.text.split('\r\n');
  expect(header).toMatch(/^time,Used \[bytes\],/);
  expect(first).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,\d+/);
  const json = JSON.parse((await take('JSON of what is drawn')).text);
  expect(json).toMatchObject({ instance: 'shop', chart: 'Memory', unit: 'bytes' });
  expect(json.series[0].points.length).toBeGreaterThan(3);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('range, span, zone and comparison are within reach', async ({ open }) => {
    const page = await open('viewer', '/instances/shop');
    await page.getByRole('combobox', { name: 'Range' }).selectOption('1h');
    await expect(page).toHaveURL(/range=1h/);
    const button = page.getByRole('button', { name: 'Choose a span' });
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(40);
    await button.tap();
    const box = page.getByRole('dialog', { name: 'Time' });
    await box.getByLabel('Compare with the period before').check();
    await expect(page).toHaveURL(/compare=previous/);
    await box.getByRole('button', { name: 'Zoom out' }).tap();
    await expect(page).toHaveURL(/range=6h/);
  });
});
