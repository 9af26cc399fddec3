import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';

const HOME = '/instances/shop/analytics';

test('a Redis that nobody has described is a page of what its keys mean', async ({ open }) => {
  const page = await open('viewer', HOME);
  const cards = page.getByRole('list', { name: 'Recognised things' });
  await expect(page.getByText(/keys looked over/)).toBeVisible();
  for (const title of ['page_views', 'daily active users', 'sessions'])
    await expect(cards.getByText(title, { exact: true }).first()).toBeVisible();
  await page
    .getByRole('group', { name: 'Patterns' })
    .getByRole('button', { name: /Leaderboards/ })
    .click();
  await expect(page).toHaveURL(/pattern=leaderboards/);
  await expect(cards.getByText('global', { exact: true })).toBeVisible();
  await expect(cards.getByText('page_views', { exact: true })).toHaveCount(0);
});

test('searching narrows the cards, and a card leads to its thing with the reason', async ({ open }) => {
  const page = await open('viewer', HOME);
  await page.getByRole('searchbox', { name: 'Search' }).fill('latte-art');
  await expect(page).toHaveURL(/q=latte-art/);
  const card = page.getByRole('link', { name: /latte-art/ });
  await expect(page.getByRole('list', { name: 'Recognised things' }).getByRole('listitem')).toHaveCount(1);
  await card.click();
  await expect(page.getByRole('heading', { level: 1, name: 'latte-art' })).toBeVisible();
  await page.getByRole('button', { name: 'Why?' }).click();
  await expect(page.getByRole('region', { name: 'What this is' })).toContainText(
    'name matches leaderboard:{name}, value is a sorted set of points',
  );
});

test('a pinned thing comes first, under its own name, for everybody', async ({ open }) => {
  const page = await open('operator', `${HOME}/leaderboards?thing=leaderboard/quiz`);
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible();
  await page.getByRole('button', { name: 'Correct' }).click();
  await page.getByLabel('Name').fill('Quiz of the week');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Quiz of the week' })).toBeVisible();
  await page.goto(page.url().replace(/\/leaderboards.*/, ''));
  const first = page.getByRole('list', { name: 'Recognised things' }).getByRole('listitem').first();
  await expect(first).toContainText('Quiz of the week');
  await expect(first.getByLabel('Pinned')).toBeVisible();
});

test('what is not recognised can be described, and is found from then on', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) => redis.mset('tally:north:visits', 12, 'tally:south:visits', 30));
  const page = await open('operator', `${HOME}?tab=own&template=${encodeURIComponent('tally:{shop')}`);
  await page.getByLabel('Called').fill('tally');
  await expect(page.getByText(/is never closed/)).toBeVisible();
  await page.getByLabel('Names like').fill('tally:{shop}:visits');
  await page.getByLabel('Values like those of').selectOption('counter.total');
  await page.getByRole('button', { name: 'Recognise them' }).click();
  await expect(toast(page, /tally is looked for/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Patterns described here' })).toContainText(
    'tally:{shop}:visits',
  );
  await page.goto(page.url().replace(/\?.*/, '?q=south'));
  await expect(page.getByRole('link', { name: /south/ })).toContainText('30');
});

test('something else is rejected, listed and taken back', async ({ open }) => {
  const page = await open('operator', `${HOME}/leaderboards?thing=trending/articles`);
  await page.getByRole('button', { name: 'Correct' }).click();
  await page.getByRole('button', { name: 'This is something else' }).click();
  await expect(toast(page, /Changed for everybody/)).toBeVisible();
  await expect(page).toHaveURL(/analytics\?tab=own/);
  const rejected = page.getByRole('table', { name: 'Rejected things' });
  await rejected
    .getByRole('row', { name: /trending/ })
    .getByRole('button', { name: 'Take back' })
    .click();
  await expect(rejected).toHaveCount(0);
});

test('who may read leaderboards only sees those, and everything else as no access', async ({ open }) => {
  await ask(shopPort(), 'admin', (redis) =>
    redis.call(
      'ACL',
      ...['SETUSER', 'boards', 'on', '>boards', 'resetkeys', '%R~leaderboard:*'],
      ...['+scan', '+info', '+ping', '+time', '+@read', '-keys'],
    ),
  );
  const page = await open('boards', `${HOME}?q=leaderboard`);
  await expect(page.getByRole('link', { name: /global/ })).toContainText('5,000');
  await page.goto(page.url().replace(/\?.*/, '?q=page_views'));
  await expect(page.getByRole('link', { name: /page_views/ })).toContainText('No access');
  await page.goto(page.url().replace(/\?.*/, '/counters?thing=counter/page_views'));
  await expect(page.getByText(/may not read the keys of page_views/)).toBeVisible();
});
