import { plural } from '@/lib/plural';
import { fine, warning, type ResultSentence } from './result-sentence';
import type { StreamAction } from './stream-commands';

/** What an action on a stream did. */
export function describeStreamResult(id: StreamAction, facts: Record<string, unknown>): ResultSentence {
  switch (id) {
    case 'stream.ack':
      return describeAck(facts as unknown as Acknowledged);
    case 'stream.claim':
      return describeClaim(facts as unknown as Claimed);
    case 'stream.trim':
      return describeTrim(facts as unknown as Trimmed);
  }
}

const entriesOf = (count: number) => plural(count, 'entry', 'entries');

interface Acknowledged {
  acknowledged: number;
  asked: number;
}

function describeAck({ acknowledged, asked }: Acknowledged): ResultSentence {
  if (acknowledged === asked) return fine(`Acknowledged ${entriesOf(acknowledged)}.`);
  const rest = asked - acknowledged;
  return warning(
    `Acknowledged ${entriesOf(acknowledged)}; ${rest.toLocaleString('en-US')} ${rest === 1 ? 'was' : 'were'} not pending any more.`,
  );
}

interface Claimed extends Pick<Acknowledged, 'asked'> {
  claimed: number;
  consumer: string;
  isNewConsumer: boolean;
}

function describeClaim({ claimed, asked, consumer, isNewConsumer }: Claimed): ResultSentence {
  const sentences = [`${consumer} has ${entriesOf(claimed)} now.`];
  if (claimed < asked) {
    const rest = asked - claimed;
    sentences.push(
      `${entriesOf(rest)} ${rest === 1 ? 'was' : 'were'} delivered again or acknowledged meanwhile, or ${rest === 1 ? 'is' : 'are'} gone.`,
    );
  }
  if (isNewConsumer && claimed > 0)
    sentences.push('The group had no consumer of that name: does somebody read for it?');
  return { severity: claimed === asked && !isNewConsumer ? 'fine' : 'warning', text: sentences.join(' ') };
}

interface Trimmed {
  removed: number;
  length: number;
}

const stay = (length: number) => `${length.toLocaleString('en-US')} ${length === 1 ? 'stays' : 'stay'}`;

const describeTrim = ({ removed, length }: Trimmed): ResultSentence =>
  removed > 0
    ? fine(`Removed ${entriesOf(removed)}; ${stay(length)}.`)
    : warning(`Nothing was removed: whole nodes of entries go, and ${stay(length)}.`);
