import { expect, test } from './fixtures';
import { recognised } from './recognised';

const STORES = '/instances/shop/analytics/geo?thing=geo/stores';

test('a viewer comes from the home to the map, and searches around a store; the search is a link', async ({
  open,
}) => {
  await recognised('viewer', 'geo/stores');
  const page = await open('viewer', '/instances/shop/analytics?pattern=geo');
  await page
    .getByRole('list', { name: 'Recognised things' })
    .getByRole('link', { name: /stores/ })
    .click();
  const map = page.getByRole('img', { name: /Map of 8 places in geo:stores/ });
  await expect(map).toContainText('store:berlin');
  await expect(map).toContainText('50° N');
  const places = page.getByRole('table', { name: 'Places' });
  await expect(places.locator('tbody tr[tabindex]')).toHaveCount(8);

  await places.getByRole('row', { name: /store:munich/ }).click();
  await expect(page).toHaveURL(/member=store(:|%3A)munich/);
  await expect(page.getByRole('status').filter({ hasText: 'No other place is within 10 km' })).toBeVisible();
  await page.getByLabel('Within, km').fill('500');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL(/radius=500000/);
  const nearest = page.getByRole('list', { name: 'The nearest' });
  await expect(nearest).toContainText(/store:vienna\s*355.km/);
  await expect(places.locator('tbody tr[tabindex]')).toHaveCount(2);
  await page.getByRole('radio', { name: 'The search' }).click();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'The search' })).toBeChecked();
  await expect(nearest).toContainText('store:vienna');
});

test('a click on the map searches around a point or around anywhere; a place that is not there is said', async ({
  open,
}) => {
  const page = await open('viewer', `${STORES}&radius=300000`);
  const map = page.getByRole('img', { name: /Map of 8 places/ });
  await expect(map.locator('circle')).toHaveCount(8);
  await map.locator('circle').first().hover();
  await expect(page.getByText(/^\d+\.\d{5}, -?\d+\.\d{5}$/)).toBeVisible();
  await map.locator('circle').first().click();
  await expect(page).toHaveURL(/member=store/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page).not.toHaveURL(/member=/);

  const { width, height } = (await map.boundingBox())!;
  await map.click({ position: { x: width * 0.5, y: height * 0.7 } });
  await expect(page).toHaveURL(/longitude=.*latitude=|latitude=.*longitude=/);
  await expect(page.getByText(/within 300\skm of \d/)).toBeVisible();

  await page.getByRole('searchbox', { name: 'Place' }).fill('store:atlantis');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('store:atlantis is not on this map.')).toBeVisible();
});
