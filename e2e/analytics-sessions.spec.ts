import { ask } from '../testing/servers';
import { expect, shopPort, test, toast } from './fixtures';

const SESSIONS = '/instances/shop/analytics/sessions?thing=session';

const uuid = (of: number, last: number) => `e2e0000${of}-7c1e-4f51-9a55-00000000000${last}`;

/** Sessions of a user, in the index that names them. @returns their keys */
async function signedIn(user: string, of: number, count: number): Promise<string[]> {
  const began = new Date(Date.now() - 60_000).toISOString().replace('Z', '');
  const value = { user_id: user, user_data: {}, created_at: began, last_accessed: began };
  const ids = Array.from({ length: count }, (_, index) => uuid(of, index + 1));
  await ask(shopPort(), 'shop', async (redis) => {
    for (const id of ids) await redis.set(`session:${id}`, JSON.stringify(value), 'EX', 900);
    await redis.sadd(`user_sessions:${user}`, ids);
  });
  return ids.map((id) => `session:${id}`);
}

const alive = (keys: string[]) => ask(shopPort(), 'shop', (redis) => redis.exists(keys));

test('who is signed in is counted, drawn and listed; no whole id of a session is on the page', async ({
  open,
}) => {
  const page = await open('viewer', '/instances/shop/analytics?pattern=sessions');
  await page
    .getByRole('list', { name: 'Recognised things' })
    .getByText('sessions', { exact: true })
    .first()
    .click();
  for (const label of ['Age', 'Last seen', 'Time to live'])
    await expect(page.getByRole('heading', { name: label, exact: true })).toBeVisible();
  await expect(page.getByRole('img', { name: /Sessions by their age/ })).toBeVisible();
  const sessions = page.getByRole('table', { name: 'Sessions', exact: true });
  await expect(sessions.locator('tbody tr[tabindex]').first()).toContainText('…');
  await expect(page.getByRole('table', { name: 'Indexes' })).toBeVisible();
  // The longest run of a UUID that is shown are its first four digits.
  expect(await page.locator('main').innerHTML()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
});

test('the sessions of one user are a link; a session opens with names and sizes only', async ({ open }) => {
  await signedIn('e2e-ann', 1, 2);
  const page = await open('operator', SESSIONS);
  await page.getByLabel('User', { exact: true }).fill('e2e-ann');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveURL(/user=e2e-ann/);
  await page.reload();
  const sessions = page.getByRole('table', { name: 'Sessions', exact: true });
  await expect(sessions.locator('tbody tr[tabindex]')).toHaveCount(2);
  await expect(page.getByRole('region', { name: 'Whose sessions' })).toContainText('2 by the indexes');

  await sessions
    .getByRole('row', { name: /e2e0…0001/ })
    .locator('[data-column=session]')
    .click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('last_accessed', { exact: true })).toBeVisible();
  await expect(sheet.getByText('user_sessions:e2e-ann')).toBeVisible();
  await expect(page).not.toHaveURL(/e2e00001/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show everybody' }).click();
  await expect(page).not.toHaveURL(/user=/);
});

test('an operator gives a session more time', async ({ open }) => {
  const [key] = await signedIn('e2e-ben', 2, 1);
  const page = await open('operator', `${SESSIONS}&user=e2e-ben`);
  await page
    .getByRole('row', { name: /e2e0…0001/ })
    .locator('[data-column=session]')
    .click();
  const sheet = page.getByRole('dialog', { name: 'e2e0…0001' });
  await sheet.getByLabel('How long from now').selectOption({ label: '6 hours' });
  await sheet.getByRole('button', { name: 'Extend session' }).click();
  const confirm = page.getByRole('dialog', { name: /Extend session at Shop/ });
  await expect(confirm).toContainText('EXPIRE session:e2e0…0001 21600');
  await confirm.getByRole('button', { name: 'Extend session' }).click();
  await expect(toast(page, 'The session lives for 6 h from now.')).toBeVisible();
  expect(await ask(shopPort(), 'shop', (redis) => redis.ttl(key!))).toBeGreaterThan(21_000);
});

test('one session is revoked, then several by typing how many', async ({ open }) => {
  const keys = await signedIn('e2e-cat', 3, 4);
  const page = await open('operator', `${SESSIONS}&user=e2e-cat`);
  await page
    .getByRole('row', { name: /e2e0…0001/ })
    .getByRole('button', { name: 'Revoke session' })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('UNLINK session:e2e0…0001');
  await dialog.getByRole('button', { name: 'Revoke session' }).click();
  await expect(toast(page, 'Revoked 1 session.')).toBeVisible();
  await expect(page.getByRole('row', { name: /e2e0…0001/ })).toHaveCount(0);

  await page.getByRole('checkbox', { name: 'Select all that the filter shows' }).click();
  await page.getByRole('button', { name: 'Revoke 3 sessions' }).click();
  const submit = dialog.getByRole('button', { name: 'Revoke 3 sessions' });
  await expect(submit).toBeDisabled();
  await dialog.getByRole('textbox').fill('3');
  await submit.click();
  await expect(toast(page, 'Revoked 3 sessions.')).toBeVisible();
  expect(await alive(keys)).toBe(0);
});

test('all sessions of a user are ended at once', async ({ open }) => {
  const keys = await signedIn('e2e-dan', 4, 3);
  const page = await open('operator', `${SESSIONS}&user=e2e-dan`);
  await page.getByRole('button', { name: 'Revoke all of e2e-dan' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('3 sessions are known by now.');
  await dialog.getByRole('button', { name: 'Revoke all of e2e-dan' }).click();
  await expect(toast(page, /Revoked 3 sessions of e2e-dan/)).toBeVisible();
  expect(await alive(keys)).toBe(0);
  await expect(page.getByText('No session of this user was found.')).toBeVisible();
});

test('a viewer ends nobody’s session, and learns which grant is missing', async ({ open }) => {
  await signedIn('e2e-eve', 5, 1);
  const page = await open('viewer', `${SESSIONS}&user=e2e-eve`);
  await page.getByRole('button', { name: 'Revoke session' }).click({ force: true });
  await expect(page.getByRole('dialog')).toContainText('ACL SETUSER viewer +unlink');
});
