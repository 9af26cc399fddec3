'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { EnvironmentDot, type SwitcherEntry } from './instance-switcher';
import { sectionPath, SECTIONS } from './sections';

/** Goes anywhere by a few letters: pages of this instance, other instances. */
export function Palette({
  entries,
  current,
  onClose,
}: {
  entries: readonly SwitcherEntry[];
  current: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const go = (path: string) => {
    onClose();
    router.push(path);
  };
  const item =
    'flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-base data-[selected=true]:bg-accent-soft';
  const group =
    '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted';
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-lg border bg-raised shadow-overlay"
        >
          <Radix.Title className="sr-only">Go to</Radix.Title>
          <Command loop>
            <Command.Input
              placeholder="Go to a page or an instance…"
              className="h-11 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-80 overflow-y-auto p-1.5">
              <Command.Empty className="px-2.5 py-4 text-muted">Nothing is called that.</Command.Empty>
              <Command.Group heading="Pages" className={group}>
                {SECTIONS.map(({ slug, label, icon: Icon }) => (
                  <Command.Item
                    key={slug}
                    value={label}
                    onSelect={() => go(sectionPath(current, slug))}
                    className={item}
                  >
                    <Icon className="size-4 text-muted" />
                    {label}
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading="Instances" className={group}>
                {entries.map(({ id, name, environment, user }) => (
                  <Command.Item
                    key={id}
                    value={`${name} ${id}`}
                    onSelect={() => go(user === null ? `/login?instance=${id}` : `/instances/${id}`)}
                    className={item}
                  >
                    <EnvironmentDot colour={environment?.colour} />
                    {name}
                    {user === null && <span className="ml-auto text-xs text-muted">Sign in</span>}
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
