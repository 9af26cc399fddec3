import { AppClient } from '../testing/app-client';
import { waitUntil } from '../testing/servers';
import { appUrl } from './fixtures';

interface Home {
  scan: { state: string };
  things: { id: string }[];
}

/** Has the keys looked over as a user, until a thing is known that a test has written. */
export async function recognised(user: string, thing: string): Promise<void> {
  const client = await new AppClient(appUrl()).signIn('shop', user, user);
  await client.act('shop', 'analytics.scan', { pace: 'fast' });
  await waitUntil(`${thing} is recognised`, async () => {
    const { body } = await client.get<Home>('/api/instances/shop/analytics?count=500');
    return body.scan.state === 'ready' && body.things.some(({ id }) => id === thing);
  });
}
