/** What happened, in one sentence for the person who did it; some results are no success. */
export interface ResultSentence {
  severity: 'fine' | 'warning';
  text: string;
}

export const fine = (text: string): ResultSentence => ({ severity: 'fine', text });
export const warning = (text: string): ResultSentence => ({ severity: 'warning', text });
