import type { Bytes } from '@/lib/patterns/bytes';
import type { TypeSlots } from './type-slots';

export interface TopKey {
  /** At most 4,096 bytes of it. */
  name: Bytes;
  /** How long the name is: more than is there where it was cut. */
  nameLength: number;
  type: string;
  bytes: number;
  /** `null`: it never expires, or PTTL was refused. */
  ttlMs: number | null;
  /** Elements, or bytes of a string; `null` where it was not asked. */
  length: number | null;
}

const MOST_KEYS = 100;

/** Of types that are not among the largest. */
const MOST_OF_TYPE = 20;

/** Thousands of names are kept, and a name may have 512 MB. */
const MOST_NAME_LENGTH = 4_096;

/**
 * The largest keys of each type, and thereby of all. Each list is kept in order: once it is full few keys of a scan get
 * into it (about `most × ln(keys / most)` of keys in any order), so that putting one into its place costs little.
 */
export class TopKeys {
  private readonly lists: TopKey[][] = [];

  /** @param most of each type */
  constructor(
    private readonly types: TypeSlots,
    private readonly most = MOST_KEYS,
  ) {}

  /**
   * Remembers a key if it is one of the largest of its type. Of equally large ones those stay whose names come first,
   * so that it does not matter in what order keys come. A key that comes twice, as it may in a scan, is there once.
   * @param type its slot in `types`
   * @param ttlMs as PTTL says it: below 0 for none; `null` where it was refused
   * @param length `null` where it was not asked
   */
  add(name: Bytes, type: number, bytes: number, ttlMs: number | null, length: number | null = null): void {
    const list = (this.lists[type] ??= []);
    if (list.length === this.most) {
      const last = list[list.length - 1]!;
      if (bytes < last.bytes || (bytes === last.bytes && name >= last.name)) return;
    }
    this.put(list, {
      name: copyOf(name),
      nameLength: name.length,
      type: this.types.names[type]!,
      bytes,
      ttlMs: ttlMs === null || ttlMs < 0 ? null : ttlMs,
      length,
    });
  }

  /** @returns the largest first; of all types where none is named */
  largest(type?: string): TopKey[] {
    const all = this.lists.flat();
    const keys = type === undefined ? all : all.filter((key) => key.type === type);
    return keys.sort(inOrder).slice(0, this.most);
  }

  /** @returns the largest of all and the largest 20 of each type: the largest first */
  snapshot(): TopKey[] {
    const ofTypes = this.lists.flatMap((list) => list.slice(0, MOST_OF_TYPE));
    return [...new Set([...this.largest(), ...ofTypes])].sort(inOrder);
  }

  /** Adds those that another one found: on another node of a Cluster. */
  include(keys: readonly TopKey[]): void {
    for (const key of keys) this.put((this.lists[this.types.slotOf(key.type)] ??= []), key);
  }

  private put(list: TopKey[], key: TopKey): void {
    const last = list[list.length - 1];
    if (list.length === this.most && last && inOrder(key, last) > 0) return;
    const same = list.findIndex(({ name, nameLength }) => name === key.name && nameLength === key.nameLength);
    if (same >= 0) list.splice(same, 1);
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inOrder(list[middle]!, key) < 0) low = middle + 1;
      else high = middle;
    }
    list.splice(low, 0, key);
    if (list.length > this.most) list.pop();
  }
}

const inOrder = (a: TopKey, b: TopKey) =>
  b.bytes - a.bytes || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.nameLength - b.nameLength);

/** A string of its own: one that was cut out of a reply would keep all of the reply in memory. */
function copyOf(name: Bytes): Bytes {
  const length = Math.min(name.length, MOST_NAME_LENGTH);
  const codes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) codes[at] = name.charCodeAt(at);
  return String.fromCharCode(...codes);
}
