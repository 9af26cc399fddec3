import { openBrowser } from './browser';
import { percentile, type Watched } from './watched';

/** From the click on an instance to its numbers, and to its charts: medians over several clicks. */
export async function measureOverview(watched: Watched, clicks: number): Promise<Record<string, number>> {
  const { browser, page } = await openBrowser(watched);
  const numbers: number[] = [];
  const charts: number[] = [];
  for (let click = 0; click < clicks; click += 1) {
    await page.goto(`${watched.app.url}/`);
    const link = page.getByRole('link', { name: 'Bench' });
    await link.waitFor();
    const began = Date.now();
    await link.click();
    await page.locator('[data-metric=commandsPerSecond] p').first().waitFor();
    numbers.push(Date.now() - began);
    await page.locator('.recharts-area-curve').first().waitFor({ state: 'attached' });
    charts.push(Date.now() - began);
  }
  await browser.close();
  return { overviewNumbersMs: percentile(numbers, 0.5), overviewChartsMs: percentile(charts, 0.5) };
}
