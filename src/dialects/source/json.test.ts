import fc from 'fast-check';
import { expect, it } from 'vitest';
import { booleanOf, items, member, members, numberOf, readJson, stringOf } from './json.ts';

it('reads values with their places', () => {
  const text = '{ "a": [1, true, "x"],\n "a b": {"c": null} }';
  const { root, fault } = readJson(text);
  expect(fault).toBeUndefined();
  const [one, yes, x] = items(member(root, 'a'));
  expect([numberOf(one), booleanOf(yes), stringOf(x)]).toEqual([1, true, 'x']);
  expect(text.slice(x?.offset, (x?.offset ?? 0) + (x?.length ?? 0))).toBe('"x"');
  expect([...members(root).keys()]).toEqual(['a', 'a b']);
  expect(stringOf(one)).toBeUndefined();
  expect(items(root)).toEqual([]);
});

it('takes the last of several members of one name', () => {
  expect(numberOf(member(readJson('{"a":1,"a":2}').root, 'a'))).toBe(2);
});

it('keeps what stands before a fault, and says where the fault is', () => {
  const { root, fault } = readJson('{"a": 1, "b": }');
  expect(numberOf(member(root, 'a'))).toBe(1);
  expect(fault).toEqual({ offset: 14, message: 'value expected' });
  expect(readJson('').root).toBeUndefined();
});

it('refuses values that stand too deep', () => {
  expect(readJson('['.repeat(1_000_000)).fault?.message).toMatch(/200 deep/);
  expect(readJson(JSON.stringify('['.repeat(1000))).fault).toBeUndefined();
});

it('never throws', () => {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', '//', '1e9'),
    fc.string(),
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => void readJson(pieces.join(''))));
});
