import 'server-only';
import { CATALOGUE } from '@/lib/patterns/catalogue';
import { together } from '@/lib/patterns/plan';
import type { Access } from '../access';
import { isAppError } from '../errors';
import { runPlan } from '../redis/run-plan';
import { singleton } from '../singleton';
import { knownLenses } from './lens';
import { samplePlan } from './past';

/** How often the pinned things are gone through; each is sampled as often as its pattern asks. */
const EVERY_MS = 10_000;

/**
 * Samples the pinned things of every instance that somebody is looking at, on the connection of one of those people:
 * keys are read by nobody else. While nobody looks there is a gap.
 */
class PinnedSampler {
  private readonly attending = new Set<Access>();
  private timer: NodeJS.Timeout | null = null;

  attend(access: Access): () => void {
    this.attending.add(access);
    this.timer ??= setInterval(() => void this.sampleAll(), EVERY_MS).unref();
    return () => {
      this.attending.delete(access);
      if (this.attending.size > 0 || !this.timer) return;
      clearInterval(this.timer);
      this.timer = null;
    };
  }

  private async sampleAll(): Promise<void> {
    // One person a user: the same ACL reads the same.
    const people = new Map(
      [...this.attending].map((access) => [`${access.instance.id}/${access.username}`, access]),
    );
    for (const access of people.values()) {
      await samplePinned(access).catch((error: unknown) => {
        // A server that is down is a gap; it is told of elsewhere.
        if (!isAppError(error))
          console.error(`Sampling pinned things of ${access.instance.id} failed:`, error);
      });
    }
  }
}

async function samplePinned(access: Access): Promise<void> {
  for (const lens of knownLenses(access)) {
    const settings = lens.settings();
    const pinned = lens
      .things(settings)
      .filter(({ id, access: allowed }) => settings.get(id)?.pinned && allowed === 'readable');
    const plans = pinned.flatMap((thing) => {
      const pattern = CATALOGUE.find(({ id }) => id === thing.pattern)!;
      const context = lens.contextOf(access, thing, settings);
      return samplePlan(access.instance.id, lens.database, pattern, thing, context) ?? [];
    });
    await runPlan(access, together(plans), { database: lens.database });
  }
}

/** Notes that somebody looks at an instance; @returns what to call when they no longer do */
export const attend = (access: Access): (() => void) =>
  singleton('pinned-sampler', () => new PinnedSampler()).attend(access);
