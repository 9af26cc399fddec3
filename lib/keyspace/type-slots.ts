/** Six types of Redis's own, and some of modules; those beyond share the last slot. */
export const MOST_TYPES = 12;

/** What types beyond the slots are counted as. */
export const OTHER_TYPES = 'other';

/** A number for each type that a server names, in the order in which they appear: figures by type stand in arrays. */
export class TypeSlots {
  readonly names: string[] = [];
  private readonly slots = new Map<string, number>();

  /** @returns 0 to 11; always the same for the same type */
  slotOf(type: string): number {
    return this.slots.get(type) ?? this.newSlot(type);
  }

  private newSlot(type: string): number {
    if (this.names.length === MOST_TYPES) return MOST_TYPES - 1;
    // The last slot is nobody's own.
    const name = this.names.length === MOST_TYPES - 1 ? OTHER_TYPES : type;
    this.slots.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
