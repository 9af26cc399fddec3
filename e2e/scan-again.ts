import { AppClient } from '../testing/app-client';
import { appUrl, type Role } from './fixtures';

/** Looks over the shop's keys once more, so that what a test has just written is found. */
export async function scanAgain(user: Role): Promise<void> {
  const client = await new AppClient(appUrl()).signIn('shop', user, user);
  await client.act('shop', 'analytics.scan', {});
}
