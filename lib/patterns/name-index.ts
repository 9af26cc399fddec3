import type { Bytes } from './bytes';
import type { Certainty, Family, Layout } from './pattern';
import { compileTemplate, escape, type Template } from './template';

/** A layout that a name may be of. */
export interface IndexedLayout {
  family: Family;
  layout: Layout;
  template: Template;
  /** Where the identity's values are among the template's fields; -1 where only the name's shape tells them. */
  identityAt: readonly number[];
  /** More certain rules come before others, then those that say more; else as in the catalogue. */
  rank: number;
}

export interface NameMatch {
  candidate: IndexedLayout;
  /** The values of the family's identity, in its order. */
  identity: readonly Bytes[];
}

const NO_IDENTITY: readonly Bytes[] = [];
/** An expression that no name matches. */
const NOTHING = '(?!)';

/** Adds those of some rules that a name matches. It is asked of every key of a scan, and written to be quick. */
function collect(name: Bytes, candidates: readonly IndexedLayout[] | undefined, matches: NameMatch[]): void {
  if (candidates === undefined) return;
  // Layouts of one template stand beside each other: the next one need not be tried anew.
  let tried = '';
  let found: RegExpExecArray | null = null;
  for (const candidate of candidates) {
    const { source, head, core, tail, least, expression } = candidate.template;
    // Cheaper than the expression, which few names come to.
    if (name.length < least || !name.startsWith(head)) continue;
    if (!name.endsWith(tail) || !name.includes(core)) continue;
    if (source !== tried) found = expression.exec(name);
    tried = source;
    if (found) matches.push({ candidate, identity: identityIn(found, candidate) });
  }
}

const byRank = (a: NameMatch, b: NameMatch) => a.candidate.rank - b.candidate.rank;

/** The values of a rule's identity, from what its expression found. */
function identityIn(found: RegExpExecArray, { identityAt }: IndexedLayout): readonly Bytes[] {
  // Most keys are of one thing; a scan of millions need not make an array for each.
  if (identityAt.length === 0) return NO_IDENTITY;
  return identityAt.map((at) => found[at + 1]!);
}

const ORDER: readonly Certainty[] = ['anchor', 'named', 'generic', 'content'];

/** Finds, among hundreds of name rules, the few that a name may be of: by all of it, or its first or last part. */
export class NameIndex {
  /** What the name does not tell, or not for sure: those that ask something of it first, else as in the catalogue. */
  readonly byContent: readonly IndexedLayout[];
  private readonly byName = new Map<Bytes, IndexedLayout[]>();
  private readonly byFirstPart = new Map<Bytes, IndexedLayout[]>();
  private readonly byLastPart = new Map<Bytes, IndexedLayout[]>();
  /** Rules that begin and end with a field, or have no colon there: by the text that a name must hold somewhere. */
  private readonly byText = new Map<Bytes, IndexedLayout[]>();
  /** Whether a name holds any of those texts, the colon aside, which nearly every name holds. */
  private readonly anyText: RegExp;
  /** Of pairs of rules, by their ranks: whether the first one outdoes the second. */
  private readonly outdone: Uint8Array;
  private readonly size: number;

  /** @throws Error that names the family and layout whose template is wrong */
  constructor(families: readonly Family[]) {
    const all = families.flatMap((family) => family.layouts.map((layout) => indexLayout(family, layout)));
    const ranked = all.toSorted(
      (a, b) => certaintyOf(a) - certaintyOf(b) || literalLength(b) - literalLength(a),
    );
    ranked.forEach((each, index) => (each.rank = index));
    this.byContent = ranked.filter(({ layout }) => layout.certainty === 'content');
    for (const each of all) if (each.layout.certainty !== 'content') this.file(each);
    const texts = [...this.byText.keys()].filter((text) => text !== ':');
    this.anyText = new RegExp(texts.map(escape).join('|') || NOTHING);
    this.size = ranked.length;
    this.outdone = new Uint8Array(this.size ** 2);
    for (const [first, each] of ranked.entries())
      for (let second = first + 1; second < this.size; second++)
        this.outdone[first * this.size + second] = Number(outdoes(each, ranked[second]!));
  }

  /** Every rule that the name matches, the most certain first. */
  match(name: Bytes): NameMatch[] {
    const first = name.indexOf(':');
    const last = name.lastIndexOf(':');
    const matches: NameMatch[] = [];
    collect(name, this.byName.get(name), matches);
    if (first >= 0) collect(name, this.byFirstPart.get(name.slice(0, first)), matches);
    if (last >= 0) collect(name, this.byLastPart.get(name.slice(last + 1)), matches);
    if (first >= 0) collect(name, this.byText.get(':'), matches);
    if (this.anyText.test(name))
      for (const [text, candidates] of this.byText)
        if (text !== ':' && name.includes(text)) collect(name, candidates, matches);
    return matches.length < 2 ? matches : this.withoutOutdone(matches.sort(byRank));
  }

  /** What asks nothing that an earlier one has not asked. */
  private withoutOutdone(sorted: readonly NameMatch[]): NameMatch[] {
    const kept: NameMatch[] = [];
    sorted.forEach((match, index) => {
      const { rank } = match.candidate;
      for (let at = 0; at < index; at++)
        if (this.outdone[sorted[at]!.candidate.rank * this.size + rank]) return;
      kept.push(match);
    });
    return kept;
  }

  private file(each: IndexedLayout): void {
    const { head, core, tail, fields, names } = each.template;
    const put = (map: Map<Bytes, IndexedLayout[]>, part: Bytes) =>
      map.set(part, [...(map.get(part) ?? []), each]);
    if (names) for (const name of names) put(this.byName, name);
    else if (fields.length === 0) put(this.byName, head);
    else if (head.includes(':')) put(this.byFirstPart, head.slice(0, head.indexOf(':')));
    else if (tail.includes(':')) put(this.byLastPart, tail.slice(tail.lastIndexOf(':') + 1));
    else put(this.byText, [head, core, tail].toSorted((a, b) => b.length - a.length)[0]!);
  }
}

function indexLayout(family: Family, layout: Layout): IndexedLayout {
  try {
    const template = compileTemplate(layout.template);
    const identityAt = family.identity.map((field) => template.fields.indexOf(field));
    const missing =
      layout.certainty === 'content'
        ? undefined
        : family.identity.find((_, index) => identityAt[index] === -1);
    if (missing !== undefined) throw new Error(`it lacks {${missing}}, which tells one thing from another`);
    return { family, layout, template, identityAt, rank: 0 };
  } catch (error) {
    throw new Error(`${family.id}.${layout.id}: ${(error as Error).message}`);
  }
}

/**
 * Whether a key that the first rule turns down is turned down by the second one too, so that nobody need ask: it looks
 * at the same content. Else every `counter:{metric}:hourly:{bucket}` would stay apart from all others, since it might
 * be a `counter:{metric}` of its own.
 */
function outdoes({ family, layout }: IndexedLayout, { layout: second }: IndexedLayout): boolean {
  return (
    family.requires === undefined &&
    second.types.every((type) => layout.types.includes(type)) &&
    (layout.check === undefined || (layout.check.ignoresName === true && layout.check === second.check))
  );
}

const certaintyOf = ({ layout }: IndexedLayout) => ORDER.indexOf(layout.certainty);

/** How much of the rule is not a field. */
const literalLength = ({ layout }: IndexedLayout) => layout.template.replace(/\{[^}]*\}/g, '').length;
