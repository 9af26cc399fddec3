import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import type { PatternId } from '@/lib/patterns/pattern-ids';
import { Skeleton } from '@/components/ui/skeleton';
import type { ViewProps } from './view-props';

const loading = () => <Skeleton className="h-72" />;

/** A pattern's view is loaded when one of its things is opened. */
function view<View>(load: () => Promise<ComponentType<ViewProps<View>>>): ComponentType<ViewProps<unknown>> {
  return dynamic(load as () => Promise<ComponentType<ViewProps<unknown>>>, { loading });
}

/** How each pattern is shown, and how often it is read anew. */
export const VIEWS: Record<PatternId, { Component: ComponentType<ViewProps<unknown>>; refreshMs: number }> = {
  counters: {
    Component: view(() => import('./counter-view').then((module) => module.CounterView)),
    refreshMs: 10_000,
  },
  // Registers are twelve kilobytes a day and page.
  uniques: {
    Component: view(() => import('./unique-view').then((module) => module.UniqueView)),
    refreshMs: 60_000,
  },
  leaderboards: {
    Component: view(() => import('./leaderboard-view').then((module) => module.LeaderboardView)),
    refreshMs: 5_000,
  },
  'time-series': {
    Component: view(() => import('./time-series-view').then((module) => module.TimeSeriesView)),
    refreshMs: 10_000,
  },
  queues: {
    Component: view(() => import('./queue-view').then((module) => module.QueueView)),
    refreshMs: 5_000,
  },
  streams: {
    Component: view(() => import('./streams-view').then((module) => module.StreamsView)),
    refreshMs: 5_000,
  },
  sessions: {
    Component: view(() => import('./sessions-view').then((module) => module.SessionsView)),
    refreshMs: 15_000,
  },
  'rate-limits': {
    Component: view(() => import('./rate-limit-view').then((module) => module.RateLimitView)),
    refreshMs: 5_000,
  },
  locks: {
    Component: view(() => import('./locks-view').then((module) => module.LocksView)),
    refreshMs: 3_000,
  },
  caches: {
    Component: view(() => import('./cache-view').then((module) => module.CacheView)),
    refreshMs: 30_000,
  },
  'circuit-breakers': {
    Component: view(() => import('./circuit-breakers-view').then((module) => module.CircuitBreakersView)),
    refreshMs: 3_000,
  },
  'write-behind': {
    Component: view(() => import('./write-behind-view').then((module) => module.WriteBehindView)),
    refreshMs: 5_000,
  },
  geo: { Component: view(() => import('./geo-view').then((module) => module.GeoView)), refreshMs: 15_000 },
  presence: {
    Component: view(() => import('./presence-view').then((module) => module.PresenceView)),
    refreshMs: 10_000,
  },
  carts: {
    Component: view(() => import('./carts-view').then((module) => module.CartsView)),
    refreshMs: 15_000,
  },
  feeds: {
    Component: view(() => import('./feeds-view').then((module) => module.FeedsView)),
    refreshMs: 10_000,
  },
  flags: {
    Component: view(() => import('./flags-view').then((module) => module.FlagsView)),
    refreshMs: 30_000,
  },
  tags: { Component: view(() => import('./tags-view').then((module) => module.TagsView)), refreshMs: 30_000 },
  objects: {
    Component: view(() => import('./objects-view').then((module) => module.ObjectsView)),
    refreshMs: 30_000,
  },
};
