import {
  Bell,
  ChartColumn,
  Gauge,
  HardDrive,
  Hourglass,
  History,
  KeyRound,
  ListChecks,
  ListTree,
  MemoryStick,
  Settings,
  SquareTerminal,
  TimerOff,
  Users,
  type LucideIcon,
} from 'lucide-react';

/** A page of an instance, as the sidebar and the command palette name it. */
export interface Section {
  slug: string;
  label: string;
  icon: LucideIcon;
}

export const SECTIONS: readonly Section[] = [
  { slug: '', label: 'Overview', icon: Gauge },
  { slug: 'findings', label: 'Findings', icon: ListChecks },
  { slug: 'alerts', label: 'Alerts', icon: Bell },
  { slug: 'analytics', label: 'Analytics', icon: ChartColumn },
  { slug: 'keys', label: 'Keys', icon: ListTree },
  { slug: 'memory', label: 'Memory', icon: MemoryStick },
  { slug: 'clients', label: 'Clients', icon: Users },
  { slug: 'commands', label: 'Commands', icon: SquareTerminal },
  { slug: 'latency', label: 'Latency', icon: Hourglass },
  { slug: 'slowlog', label: 'Slow log', icon: TimerOff },
  { slug: 'persistence', label: 'Persistence', icon: HardDrive },
  { slug: 'access', label: 'Access', icon: KeyRound },
  { slug: 'audit', label: 'Audit', icon: History },
  { slug: 'settings', label: 'Settings', icon: Settings },
];

/** The address of a section of an instance. */
export const sectionPath = (instance: string, slug: string): string =>
  `/instances/${instance}${slug === '' ? '' : `/${slug}`}`;
