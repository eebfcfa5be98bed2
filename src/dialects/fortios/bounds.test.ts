/** Texts that are small and could mean endless work. */
import { expect, it } from 'vitest';
import { readWith } from '../../../test/dialects/reader-kit.ts';
import { fortiosReader } from './reader.ts';

const PACKET = 'tcp 10.0.0.1:1 > 10.0.0.2:1';
const policy = (address: string, service: string): string =>
  `config firewall policy\nedit 1\nset srcintf any\nset dstintf any\nset srcaddr ${address}\nset dstaddr all\nset service ${service}\nset schedule always\nset action accept\nnext\nend\n`;
const entries = (count: number, entry: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${entry(i)}\nnext\n`).join('');
const ask = (text: string): string => readWith(fortiosReader, text).ask(PACKET);

it('groups that stand deep in each other are not followed for ever', () => {
  const chain = entries(5000, (i) => `edit g${i}\nset member g${i + 1}`);
  const text = `config firewall addrgrp\n${chain}end\nconfig firewall service group\n${chain}end\n`;
  expect(ask(text + policy('g0', 'ALL'))).toBe('depends');
  expect(ask(text + policy('all', 'g0'))).toBe('depends');
});

it('groups that hold each other many times are written out only so far', () => {
  const bomb = entries(30, (i) => `edit g${i}\nset member ${`g${i - 1} `.repeat(500)}`);
  const first = 'edit g-1\nset tcp-portrange 1-65535\nnext\n';
  const text = `config firewall service custom\n${first}end\nconfig firewall service group\n${bomb}end\n`;
  expect(ask(text + policy('all', 'g29'))).toBe('depends');
});

it('wildcards are written out only so far', () => {
  const wildcards = entries(
    100,
    (i) => `edit w${i}\nset type wildcard\nset wildcard 0.0.0.${i} 170.170.170.171`,
  );
  const names = Array.from({ length: 20 }, (_, i) => `w${i}`).join(' ');
  expect(['permit', 'depends']).toContain(
    ask(`config firewall address\n${wildcards}end\n${policy(names, 'ALL')}`),
  );
});

it('lists of any length are read', () => {
  const many = 'a '.repeat(200_000);
  const text = policy('a', 'ALL').replace('next', `append srcaddr ${many}\nnext`);
  expect(ask(text)).toBe('depends');
});
