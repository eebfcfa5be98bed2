import { expect, it } from 'vitest';
import { flowId } from './flow-id.ts';
import type { Endpoint } from './model.ts';

const end = (name: string, zone = 'z'): Endpoint => ({ kind: 'host', name, zone, networks: [], fqdns: [] });

it('is short, and the same for the same ends', () => {
  const id = flowId('client-management-point', false, [end('a')], [end('b')]);
  expect(id).toMatch(/^client-management-point#[0-9a-z]{10}$/);
  expect(flowId('client-management-point', false, [end('a')], [end('b')])).toBe(id);
});

it('tells directions, ends, zones and the order of sides apart', () => {
  const ids = [
    flowId('c', false, [end('a')], [end('b')]),
    flowId('c', true, [end('a')], [end('b')]),
    flowId('c', false, [end('b')], [end('a')]),
    flowId('c', false, [end('a', 'y')], [end('b')]),
    flowId('c', false, [end('a'), end('b')], [end('b')]),
    flowId('c', false, [end('a,b')], [end('b')]),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

it('gives 300,000 pairs of like-named ends as many names', () => {
  const ids = new Set<string>();
  for (let i = 0; i < 300_000; i++)
    ids.add(flowId('c', false, [end(`dp${i % 600}`)], [end(`mp${Math.floor(i / 600)}`)]));
  expect(ids.size).toBe(300_000);
});
