import { chromium, type Browser, type Page } from 'playwright';
import { chromiumLaunch } from '../../testing/chromium';
import type { Watched } from './watched';

/** A Chromium with a page that is signed in. */
export async function openBrowser({ app, signIn }: Watched): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch(chromiumLaunch());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const client = await signIn();
  await context.addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: app.url })));
  return { browser, page: await context.newPage() };
}
