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

/** Layouts of one name rule: what matches the one matches all. */
interface Rule {
  id: number;
  template: Template;
  layouts: IndexedLayout[];
}

/** What a name that matches some rules may be; said anew of each name, it would take most of the time of a scan. */
interface Outcome {
  /** The layouts, the most certain first, each with the place of its rule among those that the name matched. */
  layouts: readonly { candidate: IndexedLayout; rule: number }[];
  /** Where no identity is read from the name: the answer itself, the same for all such names. */
  matches: readonly NameMatch[] | null;
}

const NONE: readonly NameMatch[] = [];

/** Finds, among hundreds of name rules, the few that a name may be of: by all of it, or its first or last part. */
export class NameIndex {
  /** What the name does not tell, or not for sure: those that ask something of it first, else as in the catalogue. */
  readonly byContent: readonly IndexedLayout[];
  private readonly byName = new Map<Bytes, Rule[]>();
  private readonly byFirstPart = new Map<Bytes, Rule[]>();
  private readonly byLastPart = new Map<Bytes, Rule[]>();
  /** Rules that begin and end with a field, or have no colon there: by the text that a name must hold somewhere. */
  private readonly byText = new Map<Bytes, Rule[]>();
  /** Whether a name holds any of those texts, the colon aside, which nearly every name holds. */
  private readonly anyText: RegExp;
  /** The longest last part that a rule asks for: longer ones need not be looked up. */
  private readonly longestLastPart: number;
  /** By the rules that a name matched: there are few such sets. */
  private readonly outcomes = new Map<string, Outcome>();

  /** @throws Error that names the family and layout whose template is wrong */
  constructor(families: readonly Family[]) {
    const all = families.flatMap((family) => family.layouts.map((layout) => indexLayout(family, layout)));
    const ranked = all.toSorted(
      (a, b) => certaintyOf(a) - certaintyOf(b) || literalLength(b) - literalLength(a),
    );
    ranked.forEach((each, index) => (each.rank = index));
    this.byContent = ranked.filter(({ layout }) => layout.certainty === 'content');
    const rules = new Map<string, Rule>();
    for (const each of all.filter(({ layout }) => layout.certainty !== 'content')) {
      const { template } = each;
      const known = rules.get(template.source);
      if (known) known.layouts.push(each);
      else rules.set(template.source, { id: rules.size, template, layouts: [each] });
    }
    for (const rule of rules.values()) this.file(rule);
    const texts = [...this.byText.keys()].filter((text) => text !== ':');
    this.anyText = new RegExp(texts.map(escape).join('|') || NOTHING);
    this.longestLastPart = Math.max(0, ...[...this.byLastPart.keys()].map(({ length }) => length));
  }

  /**
   * Every layout that the name matches, the most certain first.
   * @returns the very same array for all names that match the same rules and have no identity
   */
  match(name: Bytes): readonly NameMatch[] {
    const first = name.indexOf(':');
    const last = name.lastIndexOf(':');
    const hits: Hits = { rules: [], found: [] };
    collect(name, this.byName.get(name), hits);
    if (first >= 0) {
      collect(name, this.byFirstPart.get(name.slice(0, first)), hits);
      if (name.length - last - 1 <= this.longestLastPart)
        collect(name, this.byLastPart.get(name.slice(last + 1)), hits);
      collect(name, this.byText.get(':'), hits);
    }
    if (this.anyText.test(name))
      for (const [text, rules] of this.byText)
        if (text !== ':' && name.includes(text)) collect(name, rules, hits);
    if (hits.rules.length === 0) return NONE;
    const { layouts, matches } = this.outcomeOf(hits.rules);
    return (
      matches ??
      layouts.map(({ candidate, rule }) => ({
        candidate,
        identity: identityIn(hits.found[rule]!, candidate),
      }))
    );
  }

  private outcomeOf(rules: readonly Rule[]): Outcome {
    let key = '';
    for (const { id } of rules) key += String.fromCharCode(id);
    const known = this.outcomes.get(key);
    if (known) return known;
    const sorted = rules
      .flatMap(({ layouts }, rule) => layouts.map((candidate) => ({ candidate, rule })))
      .sort((a, b) => a.candidate.rank - b.candidate.rank);
    const layouts = sorted.filter(
      ({ candidate }, index) =>
        !sorted.slice(0, index).some((earlier) => outdoes(earlier.candidate, candidate)),
    );
    const isFixed = layouts.every(({ candidate }) => candidate.identityAt.length === 0);
    const matches = isFixed ? layouts.map(({ candidate }) => ({ candidate, identity: [] })) : null;
    const outcome = { layouts, matches };
    this.outcomes.set(key, outcome);
    return outcome;
  }

  private file(rule: Rule): void {
    const { head, core, tail, fields, names } = rule.template;
    const put = (map: Map<Bytes, Rule[]>, part: Bytes) => map.set(part, [...(map.get(part) ?? []), rule]);
    if (names) for (const name of names) put(this.byName, name);
    else if (fields.length === 0) put(this.byName, head);
    else if (head.includes(':')) put(this.byFirstPart, head.slice(0, head.indexOf(':')));
    else if (tail.includes(':')) put(this.byLastPart, tail.slice(tail.lastIndexOf(':') + 1));
    else put(this.byText, [head, core, tail].toSorted((a, b) => b.length - a.length)[0]!);
  }
}

/** The rules that a name matched, and what their expressions found. */
interface Hits {
  rules: Rule[];
  found: RegExpExecArray[];
}

/** Adds those of some rules that a name matches. It is asked of every key of a scan, and written to be quick. */
function collect(name: Bytes, rules: readonly Rule[] | undefined, hits: Hits): void {
  if (rules === undefined) return;
  for (const rule of rules) {
    const { head, core, tail, least, expression } = rule.template;
    // Cheaper than the expression, which few names come to.
    if (name.length < least || !name.startsWith(head)) continue;
    if (!name.endsWith(tail) || !name.includes(core)) continue;
    const found = expression.exec(name);
    if (!found) continue;
    hits.rules.push(rule);
    hits.found.push(found);
  }
}

/** The values of a layout's identity, from what its rule's expression found. */
const identityIn = (found: RegExpExecArray, { identityAt }: IndexedLayout): readonly Bytes[] =>
  identityAt.map((at) => found[at + 1]!);

/** An expression that no name matches. */
const NOTHING = '(?!)';

const ORDER: readonly Certainty[] = ['anchor', 'named', 'generic', 'content'];

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
