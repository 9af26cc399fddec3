import { expect, test, toast } from './fixtures';

const PUBSUB = '/instances/shop/analytics/pubsub';

test('channels, who listens, and a message that is heard live', async ({ open }) => {
  const page = await open('operator', '/instances/shop/analytics');
  await page.getByRole('link', { name: 'Pub/Sub' }).click();
  await expect(page).toHaveURL(new RegExp(`${PUBSUB}$`));
  const channels = page.getByRole('table', { name: 'Channels' });
  await channels.getByRole('row', { name: /chat:room:general/ }).click();
  await expect(page).toHaveURL(/channel=chat/);
  await page.getByRole('button', { name: /Listen for/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Listening' })).toBeVisible();
  await page.getByLabel('Message', { exact: true }).fill('hello from the test');
  await page.getByRole('button', { name: 'Publish message' }).click();
  await expect(page.getByRole('dialog')).toContainText('PUBLISH chat:room:general hello from the test');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish message' }).click();
  await expect(toast(page, /subscribers heard it/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Messages' })).toContainText('hello from the test');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Ended' })).toBeVisible();
});

test('a viewer sees the channels, and may neither listen nor publish', async ({ open }) => {
  const page = await open('viewer', `${PUBSUB}?channel=chat:room:general`);
  await expect(page.getByRole('table', { name: 'Channels' })).toContainText('chat:room:general');
  await page.getByRole('button', { name: /Listen for/ }).click();
  await expect(page.getByText('ACL SETUSER viewer +subscribe')).toBeVisible();
  await page.getByRole('button', { name: 'Publish message' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +publish');
});
