import type { ActionId } from './actions';
import { fine, warning, type ResultSentence } from './result-sentence';

type AlertAction = Extract<ActionId, `alert.${string}` | `rule.${string}` | `webhook.${string}`>;

/** What an action on alerts, rules or webhooks did. */
export function describeAlertResult(id: AlertAction, facts: Record<string, unknown>): ResultSentence {
  switch (id) {
    case 'alert.acknowledge':
      return facts.acknowledged === true
        ? fine('Everybody sees that you know of it.')
        : warning('It has closed or was acknowledged already.');
    case 'alert.silence':
      return fine('No webhook is told of it until then.');
    case 'alert.unsilence':
      return facts.ended === true
        ? fine('Webhooks are told of it again.')
        : warning('It was no longer silenced.');
    case 'rule.set':
      return fine(RULE_ENDS[String(facts.state)] ?? RULE_ENDS.changed!);
    case 'webhook.set':
      return fine(`Alerts are sent to ${String(facts.name)} from now on.`);
    case 'webhook.remove':
      return facts.removed === true ? fine('The webhook is gone.') : warning('There was no such webhook.');
    case 'webhook.test':
      return facts.error === null
        ? fine(`It took the test: it answered ${String(facts.status)}.`)
        : warning(`The test has not arrived. ${String(facts.error)}`);
  }
}

const RULE_ENDS: Record<string, string> = {
  changed: 'The rule has the new thresholds.',
  off: 'The rule opens no alerts here.',
  reset: 'The rule has its defaults again.',
};
