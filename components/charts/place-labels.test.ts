import { expect, it } from 'vitest';
import { placeLabels } from './place-labels';

const at = (id: string, x: number, y: number) => ({ id, text: id, x, y });

it('puts a name at the right of its point', () => {
  expect(placeLabels([at('berlin', 100, 200)], 800, 400)).toMatchObject([
    { id: 'berlin', x: 109, anchor: 'start' },
  ]);
});

it('goes to the other side where the picture ends or another point lies', () => {
  const [edge] = placeLabels([at('berlin', 780, 200)], 800, 400);
  expect(edge).toMatchObject({ anchor: 'end' });
  const [munich] = placeLabels([at('munich', 100, 200), at('vienna', 130, 200)], 800, 400);
  expect(munich).toMatchObject({ id: 'munich', anchor: 'end' });
});

it('goes below between two neighbours', () => {
  const labels = placeLabels([at('munich', 400, 200), at('a', 420, 200), at('b', 380, 200)], 800, 400);
  expect(labels[0]).toMatchObject({ id: 'munich', y: 215, anchor: 'middle' });
});

it('leaves out what has no room, the last ones first', () => {
  const crowd = Array.from({ length: 9 }, (_, index) => at(`place-${index}`, 400 + index, 200));
  const labels = placeLabels(crowd, 800, 400);
  expect(labels[0]?.id).toBe('place-0');
  expect(labels.length).toBeLessThan(crowd.length);
});
