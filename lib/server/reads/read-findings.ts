import 'server-only';
import { findInKeyspace } from '@/lib/advisor/keyspace-findings';
import type { Unknown } from '@/lib/advisor/rule';
import { findRule } from '@/lib/advisor/rules';
import { may, type Capabilities } from '@/lib/capabilities';
import { formatValue } from '@/lib/format';
import type { Part } from '@/lib/keyspace/sentences';
import { commandWords, grantLine, type CommandId } from '@/lib/redis/command-catalogue';
import type { FindingsResponse, FoundItem } from '@/lib/schemas/findings';
import type { Access } from '../access';
import { advisor } from '../advisor/advisor';
import { findAnalyses, resultOf } from '../analysis/find-analyses';
import { databasesOf } from '../collector/keys-by-database';
import { readKeyspaceFacts } from './read-keyspace-facts';

const RANKS = { critical: 0, warning: 1, advice: 2 };

/** What is wrong, what is fine and what could not be checked, as far as the person's own user may be told. */
export async function readFindings(access: Access, nodeId?: string): Promise<FindingsResponse> {
  const { commands } = await access.capabilities();
  const nodes = new Set(access.nodes(nodeId).map(({ id }) => id));
  const answer: FindingsResponse = { at: Date.now(), found: [], fine: [], unchecked: [], inapplicable: 0 };
  const verdicts = may(commands['config|get'])
    ? advisor().verdictsOf(access.watcher)
    : advisor().verdictsWithoutConfig(access.watcher, mayNot(access, 'config|get'));
  for (const { rule: id, node, verdict, since } of verdicts) {
    const rule = findRule(id);
    if (!rule || !nodes.has(node)) continue;
    const about = { rule: id, node, area: rule.area, title: rule.title };
    const denied = rule.needs.find((command) => !may(commands[command]));
    if (verdict.kind === 'inapplicable') answer.inapplicable += 1;
    else if (denied) answer.unchecked.push({ ...about, ...mayNot(access, denied) });
    else if (verdict.kind === 'fine') answer.fine.push({ ...about, sentence: verdict.sentence });
    else if (verdict.kind === 'unchecked') answer.unchecked.push({ ...about, ...withoutKind(verdict) });
    else answer.found.push({ ...about, ...withoutKind(verdict), since });
  }
  answer.found.push(...(await keyspaceFindings(access, commands)));
  answer.found.sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
  return answer;
}

const mayNot = ({ username }: Access, command: CommandId): Unknown => ({
  because: `your Redis user ${username} may not run ${commandWords(command)}`,
  line: grantLine(username, command),
});

/** What the newest analysis of each database says that the person's user has made. */
async function keyspaceFindings(access: Access, commands: Capabilities['commands']): Promise<FoundItem[]> {
  if (!may(commands.scan)) return [];
  const newest = databasesOf(access).flatMap(({ database }) => findAnalyses(access, database)[0] ?? []);
  if (newest.length === 0) return [];
  const facts = await readKeyspaceFacts(access);
  return newest.flatMap((analysis) => {
    const result = resultOf(access, analysis);
    if (!result) return [];
    return findInKeyspace(result, facts).map(({ id, severity, parts, evidence, remedy, line }) => ({
      rule: `keyspace.${id}`,
      node: access.watcher.mainNode?.id ?? '',
      area: 'keyspace' as const,
      title: 'From the analysis of the keys',
      severity,
      sentence: parts.map(inWords).join(''),
      since: analysis.endedAt ?? analysis.startedAt,
      ...{ evidence, remedy },
      ...(line !== undefined && { line }),
    }));
  });
}

const inWords = (part: Part) =>
  'text' in part ? part.text : `${part.isEstimate ? '≈\u202f' : ''}${formatValue(part.value, part.unit)}`;

const withoutKind = <T extends { kind: string }>({ kind: _, ...rest }: T): Omit<T, 'kind'> => rest;
