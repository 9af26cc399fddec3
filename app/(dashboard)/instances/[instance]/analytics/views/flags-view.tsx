'use client';

import type { FlagsResponse } from '@/lib/patterns/flags/model';
import { BitmapsView } from './flags/bitmaps-view';
import { SettingsView } from './flags/settings-view';
import type { ViewProps } from './view-props';

/** Bitmaps of features or of experiments, or the settings of an application. */
export function FlagsView({ view, ...props }: ViewProps<FlagsResponse>) {
  return view.kind === 'settings' ? (
    <SettingsView {...props} view={view} />
  ) : (
    <BitmapsView {...props} view={view} />
  );
}
