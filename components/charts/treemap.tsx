'use client';

import Link from 'next/link';
import { useMemo, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import { placeParts, type Part, type PlacedPart } from './treemap-boxes';
import { useWidth } from './use-width';

/** What a box of a treemap says and does. */
export interface TreemapContent {
  label: string;
  /** Below the name: `1.2 GiB`. */
  figure: string;
  /** For whoever hears the page: `session:{id}, 1.2 GiB, 40 % of it`. */
  spoken: string;
  /** CSS colour that the box takes a tint of. */
  colour: string;
  tooltip: ReactNode;
  /** Looks into it. */
  onOpen?: () => void;
  /** Where a box leads into which nobody can look. */
  href?: string;
}

export type TreemapPart = Part<TreemapContent>;

/** Until the browser says how wide it is. */
const USUAL_WIDTH = 960;

/**
 * Shares of a whole as areas, two levels deep. One stop of the Tab key: arrows go from box to box, Enter opens.
 * What is too small to be drawn must stand in a table beside it.
 */
export function Treemap({
  label,
  parts,
  height = 420,
}: {
  /** What it shows, and of what: the name of the group. */
  label: string;
  parts: readonly TreemapPart[];
  height?: number;
}) {
  const { width, ref } = useWidth(USUAL_WIDTH);
  const placed = useMemo(() => placeParts(parts, width, height), [parts, width, height]);
  const [focused, setFocused] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const current = Math.max(
    0,
    placed.findIndex(({ part }) => part.id === focused),
  );
  const shown = placed.find(({ part }) => part.id === pointed);
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-box]')];
    // Where the key was pressed, and not what React knows: a box can take the focus before React is awake.
    const from = boxes.findIndex((box) => box === event.target);
    const next = from === -1 ? null : nextOf(placed, from, event.key);
    if (next === null) return;
    event.preventDefault();
    boxes[next]?.focus();
  };
  return (
    <div
      ref={ref}
      role="group"
      aria-label={`${label}. Arrow keys go from one to the next, Enter opens.`}
      className="relative overflow-hidden rounded-md bg-sunken"
      style={{ height }}
      onKeyDown={onKey}
      onPointerLeave={() => setPointed(null)}
      onBlur={() => setPointed(null)}
    >
      {placed.map((each, index) => (
        <BoxOf
          key={each.part.id}
          placed={each}
          width={width}
          reachable={index === current}
          onFocus={() => setFocused(each.part.id)}
          onPoint={() => setPointed(each.part.id)}
        />
      ))}
      {shown && <BoxTooltip placed={shown} width={width} height={height} />}
    </div>
  );
}

function BoxOf({
  placed: { part, depth, isFrame, ...box },
  width,
  reachable,
  onFocus,
  onPoint,
}: {
  placed: PlacedPart<TreemapContent>;
  width: number;
  reachable: boolean;
  onFocus: () => void;
  onPoint: () => void;
}) {
  const { label, figure, spoken, colour, onOpen, href } = part.content;
  const lettered = box.width >= 44 && box.height >= 22;
  const props = {
    'data-box': '',
    tabIndex: reachable ? 0 : -1,
    'aria-label': spoken,
    onFocus: () => {
      onFocus();
      onPoint();
    },
    onPointerEnter: onPoint,
    style: {
      '--tint': colour,
      // Shares of the width, so that the first paint fits whatever the width will be.
      left: `${(box.x / width) * 100}%`,
      width: `${(box.width / width) * 100}%`,
      top: box.y,
      height: box.height,
    } as CSSProperties,
    className: classNames(
      'absolute flex flex-col overflow-hidden rounded-sm border border-surface text-left text-xs text-ink',
      'bg-[color-mix(in_oklab,var(--tint)_24%,var(--surface))] -outline-offset-2 focus-visible:z-[1]',
      'hover:bg-[color-mix(in_oklab,var(--tint)_38%,var(--surface))]',
      depth === 0 && 'border-2',
      isFrame && 'bg-[color-mix(in_oklab,var(--tint)_12%,var(--surface))]',
      lettered && 'px-1.5 py-0.5',
      !onOpen && !href && 'cursor-default',
    ),
  };
  const text = lettered && (
    <span aria-hidden className={classNames('min-w-0', isFrame && 'flex items-baseline gap-2')}>
      <span className={classNames('block truncate font-mono', isFrame && 'font-medium')}>{label}</span>
      {(isFrame || box.height >= 40) && <span className="block truncate text-muted">{figure}</span>}
    </span>
  );
  if (href !== undefined && !onOpen)
    return (
      <Link {...props} href={href} prefetch={false}>
        {text}
      </Link>
    );
  return (
    <button {...props} type="button" onClick={onOpen} aria-disabled={onOpen ? undefined : true}>
      {text}
    </button>
  );
}

function BoxTooltip({
  placed: { part, x, y, width: wide, height: high },
  width,
  height,
}: {
  placed: PlacedPart<TreemapContent>;
  width: number;
  height: number;
}) {
  const [middle, centre] = [x + wide / 2, y + high / 2];
  return (
    <div
      className="pointer-events-none absolute z-20 w-max max-w-72 rounded-md border bg-raised px-3 py-2 text-xs shadow-overlay"
      style={{
        // It stands towards the middle of the picture, where there is room.
        ...(middle > width / 2 ? { right: Math.max(8, width - middle) } : { left: Math.max(8, middle) }),
        ...(centre > height / 2 ? { bottom: height - centre + 12 } : { top: centre + 12 }),
      }}
    >
      {part.content.tooltip}
    </div>
  );
}

/** To which box a key leads: sideways in the order of reading, up and down to the nearest; `null`: to none. */
function nextOf(placed: readonly PlacedPart<unknown>[], from: number, key: string): number | null {
  const last = placed.length - 1;
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowDown':
      return nearest(placed, from, 1);
    case 'ArrowUp':
      return nearest(placed, from, -1);
    default:
      return null;
  }
}

function nearest(placed: readonly PlacedPart<unknown>[], from: number, direction: 1 | -1): number {
  const [x, y] = centreOf(placed[from]!);
  let [best, least] = [from, Infinity];
  placed.forEach((other, index) => {
    const [toX, toY] = centreOf(other);
    const along = (toY - y) * direction;
    // What lies aside is farther than it looks.
    const distance = along + 2 * Math.abs(toX - x);
    if (index !== from && along >= 1 && distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** Of a frame its head, since its parts are below. */
const centreOf = ({ x, y, width, height, isFrame }: PlacedPart<unknown>): [number, number] => [
  isFrame ? x + width / 4 : x + width / 2,
  isFrame ? y + 8 : y + height / 2,
];
