import {
  ArrowLeftRight,
  BellOff,
  BellRing,
  CircleAlert,
  Eraser,
  FileCheck,
  FileX,
  Plug,
  Power,
  Save,
  SaveOff,
  SlidersHorizontal,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import type { Marker } from '@/lib/metrics/markers';

/** How a kind of event looks: its shape tells it from the others, its colour only how bad it is. */
export interface MarkStyle {
  icon: LucideIcon;
  /** CSS colour. */
  colour: string;
  /** Of several at one place the highest is shown. */
  rank: number;
}

const CRITICAL = { colour: 'var(--critical)', rank: 4 };
const WARNING = { colour: 'var(--warning)', rank: 3 };
const DONE_BY_PEOPLE = { colour: 'var(--accent)', rank: 2 };
const INFO = { colour: 'var(--info)', rank: 1 };
const QUIET = { colour: 'var(--ink-muted)', rank: 0 };

export const MARK_STYLES: Record<Marker['kind'], MarkStyle> = {
  down: { icon: CircleAlert, ...CRITICAL },
  'save-failed': { icon: SaveOff, ...CRITICAL },
  'rewrite-failed': { icon: FileX, ...CRITICAL },
  'alert-opened': { icon: BellRing, ...WARNING },
  restart: { icon: Power, ...WARNING },
  role: { icon: ArrowLeftRight, ...WARNING },
  action: { icon: UserRound, ...DONE_BY_PEOPLE },
  config: { icon: SlidersHorizontal, ...INFO },
  setting: { icon: SlidersHorizontal, ...INFO },
  resetstat: { icon: Eraser, ...INFO },
  'alert-closed': { icon: BellOff, colour: 'var(--fine)', rank: 1 },
  up: { icon: Plug, colour: 'var(--fine)', rank: 1 },
  save: { icon: Save, ...QUIET },
  rewrite: { icon: FileCheck, ...QUIET },
};
