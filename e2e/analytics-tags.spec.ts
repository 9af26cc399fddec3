import { ask } from '../testing/servers';
import { expect, shopPort, test } from './fixtures';
import { recognised } from './recognised';

test('a viewer sees which tags are the most frequent, opens a set and compares it with another', async ({
  open,
}) => {
  await ask(shopPort(), 'shop', async (redis) => {
    await redis.sadd('tags:e2e:1', 'red', 'green', 'blue');
    await redis.sadd('tags:e2e:2', 'red', 'green');
    await redis.sadd('tags:e2e:3', 'red');
  });
  await recognised('viewer', 'tags/e2e');
  const page = await open('viewer', '/instances/shop/analytics?pattern=tags');
  await page
    .getByRole('list', { name: 'Recognised things' })
    .getByRole('link', { name: /tags of e2es/ })
    .click();
  const frequent = page.getByRole('table', { name: 'Most frequent members' });
  await expect(frequent.getByRole('row').nth(1)).toHaveAccessibleName(/red 3/);
  const sets = page.getByRole('table', { name: 'Sets' });
  await expect(sets.getByRole('row').nth(1)).toHaveAccessibleName(/tags:e2e:1 3/);

  await sets.getByRole('row', { name: /tags:e2e:1/ }).click();
  await expect(page).toHaveURL(/key=tags(:|%3A)e2e(:|%3A)1/);
  const sheet = page.getByRole('dialog', { name: 'tags:e2e:1' });
  await expect(
    sheet.getByRole('table', { name: 'Members' }).getByRole('row', { name: 'blue' }),
  ).toBeVisible();
  await sheet.getByRole('searchbox', { name: 'Member', exact: true }).fill('purple');
  await sheet.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(sheet.getByText('purple is not in this set.')).toBeVisible();
  await sheet.getByRole('searchbox', { name: 'Key of another set' }).fill('tags:e2e:2');
  await sheet.getByRole('button', { name: 'Compare' }).click();
  await expect(sheet.getByText('2 in common')).toBeVisible();
  await expect(sheet.getByRole('list', { name: 'Members in common' })).toContainText('green');
  await page.reload();
  await expect(sheet.getByText('2 in common')).toBeVisible();
});

test('a thing of one set is open at once', async ({ open }) => {
  await ask(shopPort(), 'shop', (redis) => redis.sadd('raffle:participants', 'ann', 'ben'));
  await recognised('viewer', 'named-set/raffle%3Aparticipants');
  const page = await open(
    'viewer',
    `/instances/shop/analytics/tags?thing=${encodeURIComponent('named-set/raffle%3Aparticipants')}`,
  );
  await expect(page.getByRole('table', { name: 'Members' }).getByRole('row', { name: 'ann' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Member', exact: true }).fill('ben');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('ben is in this set.')).toBeVisible();
});
