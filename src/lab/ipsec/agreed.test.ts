import { expect, test } from 'vitest';
import { agreedOf, narrowed } from './agreed.ts';

const start = (first: number, last: number) =>
  ({
    connection: 'c',
    child: 'one',
    from: '10.1.0.2',
    to: '10.2.0.2',
    transport: 'tcp',
    ports: { first, last },
    says: '',
  }) as const;
/** As strongSwan 5.9.8 writes it, shortened. */
const child = (name: string, local: string, remote: string): string =>
  `${name}-1 {name=${name} uniqueid=1 reqid=1 state=INSTALLED mode=TUNNEL protocol=ESP encap=yes life-time=3960 install-time=0 local-ts=[${local}] remote-ts=[${remote}]}`;
const listing = (local: string, remote: string): string =>
  `list-sa event {c {uniqueid=1 state=ESTABLISHED local-host=10.1.0.2 child-sas {${child('other', '10.1.0.2/32[udp]', '10.2.0.2/32[udp]')} ${child('one', local, remote)}}}}\nlist-sas reply {}`;

test.each([
  [1433, 1433, '10.1.0.2/32[tcp]', '10.2.0.2/32[tcp/ms-sql-s]'],
  [1433, 1433, '10.2.0.2/32[tcp/1433]', '10.1.0.2/32[tcp]'],
  [49152, 65535, '10.1.0.2/32[tcp]', '10.2.0.2/32[tcp/49152-65535]'],
  [63, 66, '10.1.0.2/32[tcp]', '10.2.0.2/32[tcp/64-65] 10.2.0.2/32[tcp/63] 10.2.0.2/32[tcp/66]'],
])('of %i to %i, %s === %s is all', (first, last, own, other) => {
  expect(narrowed(agreedOf(listing(own, other)), start(first, last))).toBeUndefined();
});

test.each([
  [445, 445, '10.1.0.2/32[tcp/446]', '10.2.0.2/32[tcp/microsoft-ds]'],
  [445, 445, '10.1.0.2/32[tcp/epmap]', '10.2.0.2/32[tcp/microsoft-ds]'],
  [445, 445, '10.1.0.2/32[tcp]', '10.2.0.3/32[tcp/microsoft-ds]'],
  [49152, 65535, '10.1.0.2/32[tcp]', '10.2.0.2/32[tcp/49152-50175]'],
  [63, 66, '10.1.0.2/32[tcp]', '10.2.0.2/32[tcp/64-65] 10.2.0.2/32[tcp/63]'],
])('of %i to %i, %s === %s is a part', (first, last, own, other) => {
  expect(narrowed(agreedOf(listing(own, other)), start(first, last))).toBe(
    `only ${own} === ${other} was agreed on`,
  );
});

test('says that there is none', () => {
  expect(narrowed(agreedOf('list-sas reply {}'), start(80, 80))).toBe('there is none');
});
