import { test as base, expect, type Page } from '@playwright/test';
import { AppClient } from '../testing/app-client';

export { expect };

/** The demo's users; the password of each is its name. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Ports of the servers that `servers.ts` started. */
export const shopPort = () => Number(process.env.E2E_SHOP_PORT);
export const productionPort = () => Number(process.env.E2E_PRODUCTION_PORT);
export const appUrl = () => process.env.E2E_URL!;

interface Fixtures {
  /** Opens a page of an instance, signed in as a user. */
  open: (user: string, path: string) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  // A page that logs an error is broken, even where nobody looks.
  page: async ({ page }, provide) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() !== 'error' || /status of (401|403|409|429|501|502|503)/.test(message.text()))
        return;
      // A key that has gone is an answer, too.
      if (/status of 404/.test(message.text()) && /\/keys\/(key|content)\?/.test(message.location().url))
        return;
      errors.push(message.text());
    });
    const reload = page.reload.bind(page);
    page.reload = async (options) => {
      const response = await reload(options);
      await page.waitForFunction(isAwake);
      return response;
    };
    await provide(page);
    expect(errors).toEqual([]);
  },
  open: async ({ page, context }, provide) => {
    await provide(async (user, path) => {
      const instance = /^\/instances\/([^/?]+)/.exec(path)?.[1] ?? 'shop';
      const client = await new AppClient(appUrl()).signIn(instance, user, user);
      await context.addCookies(
        [...client.cookies].map(([name, value]) => ({ name, value, url: appUrl(), httpOnly: true })),
      );
      await page.goto(`${appUrl()}${path}`);
      await page.waitForFunction(isAwake);
      return page;
    });
  },
});

/**
 * Whether React has taken over everything that the server drew: it does so part by part. A test clicks within the
 * milliseconds before that, a person does not.
 */
const isAwake = () => {
  const buttons = [...document.querySelectorAll('main button, form button')];
  const isTaken = (element: Element) => Object.keys(element).some((key) => key.startsWith('__react'));
  return buttons.length > 0 && buttons.every(isTaken);
};

/** The toast that tells how an action went. */
export const toast = (page: Page, text: RegExp | string) =>
  page.locator('[data-sonner-toast]').filter({ hasText: text });
