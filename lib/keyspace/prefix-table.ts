import { type Label, MOST_LABEL_LENGTH, REST_CODE } from './label';
import { addRow, ROW_LENGTH } from './prefix-figures';

/** The node of all names. */
export const ROOT = 0;

const FIRST_CAPACITY = 1_024;

// What looking a label up compares stands together: it is one reach into memory where columns would be three.
const PARENT = 0;
const LABEL_HASH = 1;
const LABEL_LENGTH = 2;
const HEAD_LENGTH = 4;

/**
 * A tree of labels in columns: a node is a number, and what is known of it stands at that place of each column. Tens of
 * thousands of objects with a map each would take several times the memory, and the time to look a label up; and no
 * string is made for a label that is seen once.
 *
 * A node's figures are of the keys that end there; those of all that lies below are summed when somebody asks.
 */
export class PrefixTable {
  size = 1;
  /** 0 is the root. */
  depths = new Uint8Array(FIRST_CAPACITY);
  figures = new Float64Array(FIRST_CAPACITY * ROW_LENGTH);
  private labels = new Uint16Array(FIRST_CAPACITY * MOST_LABEL_LENGTH);
  private heads = new Int32Array(FIRST_CAPACITY * HEAD_LENGTH);
  /** Nodes by parent and label, in the first free place from there on; 0 is a free one: nobody looks up the root. */
  private places = new Int32Array(placesFor(FIRST_CAPACITY));

  /** @param mostNodes room is made for so many, and not for more */
  constructor(private readonly mostNodes: number) {}

  /** @returns the child of a node with a label, made where there was none */
  child(parent: number, label: Label): number {
    const hash = label.hash();
    const place = this.find(parent, hash, label.codes, 0, label.length);
    const node = this.places[place]!;
    if (node !== 0) return node;
    if (this.size < this.depths.length) return this.append(place, parent, label, hash);
    this.grow();
    return this.child(parent, label);
  }

  /**
   * The child whose label is the very bytes of a part.
   * @param hash of these bytes, as `Label.hash` makes it
   * @returns `ROOT` where there is none
   */
  literalChild(parent: number, hash: number, codes: Uint16Array, from: number, to: number): number {
    return this.places[this.find(parent, hash, codes, from, to - from)]!;
  }

  /** Of the root: itself. */
  parentOf(node: number): number {
    return this.heads[node * HEAD_LENGTH + PARENT]!;
  }

  labelOf(node: number): string {
    const from = node * MOST_LABEL_LENGTH;
    return String.fromCharCode(...this.labels.subarray(from, from + this.labelLengthOf(node)));
  }

  /** As `isRest`. */
  isRest(node: number): boolean {
    const length = this.labelLengthOf(node);
    return length > 0 && length <= 2 && this.labels[node * MOST_LABEL_LENGTH + length - 1] === REST_CODE;
  }

  /** @returns the first character's code; 0 of the root */
  firstCodeOf(node: number): number {
    return this.labels[node * MOST_LABEL_LENGTH]!;
  }

  /** To be followed by `adopt`. */
  relabel(node: number, label: Label): void {
    this.labels.set(label.codes.subarray(0, label.length), node * MOST_LABEL_LENGTH);
    this.setHead(node, this.parentOf(node), label.hash(), label.length);
  }

  /** Forgets who is whose child, so that nodes may change places; `adopt` and then `compact` bring it back. */
  orphan(): void {
    this.places.fill(0);
  }

  /**
   * Makes a node the child of another one, under its own label.
   * @returns the node; or the child that has this label there already, and then the two are to be made one
   */
  adopt(parent: number, node: number): number {
    const from = node * MOST_LABEL_LENGTH;
    const place = this.find(parent, this.labelHashOf(node), this.labels, from, this.labelLengthOf(node));
    const other = this.places[place]!;
    if (other !== 0) return other;
    this.places[place] = node;
    this.heads[node * HEAD_LENGTH + PARENT] = parent;
    return node;
  }

  /** Removes nodes whose figures have gone to others and that have no children any more; the rest get new numbers. */
  compact(isGone: Uint8Array): void {
    const { labels, figures } = this;
    const moved = new Int32Array(this.size);
    let size = 0;
    for (let node = 0; node < this.size; node += 1) if (isGone[node] === 0) moved[node] = size++;
    for (let node = 0; node < this.size; node += 1) {
      if (isGone[node] === 1) continue;
      const to = moved[node]!;
      const length = this.labelLengthOf(node);
      // Never to a higher place, so nothing is overwritten that is still to move.
      this.setHead(to, moved[this.parentOf(node)]!, this.labelHashOf(node), length);
      if (to === node) continue;
      this.depths[to] = this.depths[node]!;
      const labelFrom = node * MOST_LABEL_LENGTH;
      labels.copyWithin(to * MOST_LABEL_LENGTH, labelFrom, labelFrom + length);
      figures.copyWithin(to * ROW_LENGTH, node * ROW_LENGTH, (node + 1) * ROW_LENGTH);
    }
    figures.fill(0, size * ROW_LENGTH, this.size * ROW_LENGTH);
    this.size = size;
    this.fileAll();
  }

  /** Nodes by depth, the root first. */
  byDepth(): Int32Array {
    const starts = new Int32Array(257);
    for (let node = 0; node < this.size; node += 1) starts[this.depths[node]! + 1]! += 1;
    for (let depth = 1; depth < starts.length; depth += 1) starts[depth]! += starts[depth - 1]!;
    const nodes = new Int32Array(this.size);
    for (let node = 0; node < this.size; node += 1) nodes[starts[this.depths[node]!]!++] = node;
    return nodes;
  }

  /** The figures of every node with all that lies below it, in rows like `figures`. */
  totals(): Float64Array {
    const totals = this.figures.slice(0, this.size * ROW_LENGTH);
    const nodes = this.byDepth();
    for (let at = nodes.length - 1; at > 0; at -= 1) addRow(totals, this.parentOf(nodes[at]!), nodes[at]!);
    return totals;
  }

  clone(): PrefixTable {
    const copy = new PrefixTable(this.mostNodes);
    copy.size = this.size;
    copy.depths = this.depths.slice();
    copy.figures = this.figures.slice();
    copy.labels = this.labels.slice();
    copy.heads = this.heads.slice();
    copy.places = this.places.slice();
    return copy;
  }

  /** The place of a parent's child with a label, or the free one where it belongs. */
  private find(parent: number, labelHash: number, codes: Uint16Array, from: number, length: number): number {
    const { places, labels, heads } = this;
    const mask = places.length - 1;
    for (let place = spread(labelHash, parent) & mask; ; place = (place + 1) & mask) {
      const node = places[place]!;
      if (node === 0) return place;
      const head = node * HEAD_LENGTH;
      if (
        heads[head + LABEL_HASH] !== labelHash ||
        heads[head + PARENT] !== parent ||
        heads[head + LABEL_LENGTH] !== length
      )
        continue;
      const start = node * MOST_LABEL_LENGTH;
      let at = 0;
      while (at < length && labels[start + at] === codes[from + at]) at += 1;
      if (at === length) return place;
    }
  }

  private append(place: number, parent: number, label: Label, hash: number): number {
    const node = this.size;
    const from = node * MOST_LABEL_LENGTH;
    this.size += 1;
    this.places[place] = node;
    this.depths[node] = this.depths[parent]! + 1;
    for (let at = 0; at < label.length; at += 1) this.labels[from + at] = label.codes[at]!;
    this.setHead(node, parent, hash, label.length);
    return node;
  }

  private grow(): void {
    const capacity = Math.min(2 * this.depths.length, this.mostNodes);
    this.depths = enlarge(this.depths, new Uint8Array(capacity));
    this.figures = enlarge(this.figures, new Float64Array(capacity * ROW_LENGTH));
    this.labels = enlarge(this.labels, new Uint16Array(capacity * MOST_LABEL_LENGTH));
    this.heads = enlarge(this.heads, new Int32Array(capacity * HEAD_LENGTH));
    this.places = new Int32Array(placesFor(capacity));
    this.fileAll();
  }

  private labelLengthOf(node: number): number {
    return this.heads[node * HEAD_LENGTH + LABEL_LENGTH]!;
  }

  private labelHashOf(node: number): number {
    return this.heads[node * HEAD_LENGTH + LABEL_HASH]!;
  }

  private setHead(node: number, parent: number, labelHash: number, labelLength: number): void {
    const head = node * HEAD_LENGTH;
    this.heads[head + PARENT] = parent;
    this.heads[head + LABEL_HASH] = labelHash;
    this.heads[head + LABEL_LENGTH] = labelLength;
  }

  private fileAll(): void {
    this.places.fill(0);
    const mask = this.places.length - 1;
    for (let node = 1; node < this.size; node += 1) {
      let place = spread(this.labelHashOf(node), this.parentOf(node)) & mask;
      while (this.places[place] !== 0) place = (place + 1) & mask;
      this.places[place] = node;
    }
  }
}

/** A power of two, of which a quarter to a half is taken at most. */
const placesFor = (capacity: number) => 2 ** Math.ceil(Math.log2(2 * capacity));

type Column = Int32Array | Uint8Array | Uint16Array | Float64Array;

function enlarge<Of extends Column>(column: Of, larger: Of): Of {
  larger.set(column);
  return larger;
}

/** Spreads labels that are alike, and the same label under different parents. */
function spread(labelHash: number, parent: number): number {
  const mixed = Math.imul(labelHash ^ Math.imul(parent + 1, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
