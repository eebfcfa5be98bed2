/** The configuration in braces, also damaged, and without the levels above. */
import { describe, expect, it } from 'vitest';
import { HTTP, readSrx, SSH } from './kit.ts';

describe('statements in braces', () => {
  const inside = (body: string): string =>
    `security {\n policies {\n  from-zone clients to-zone servers {\n${body}\n  }\n }\n}\n`;
  const one = (then: string = 'permit;', tag: string = ''): string =>
    `${tag}policy one { match { source-address any; destination-address any; application junos-http; } then { ${then} } }`;

  it('are read with comments and tags', () => {
    expect(readSrx(inside(`/* web; } */ ${one()} ## SECRET-DATA`)).ask(HTTP)).toBe('permit');
    expect(readSrx(inside(one('permit;', 'inactive: '))).ask(HTTP)).toBe('deny');
    expect(readSrx(inside(one('permit;', 'protect: '))).ask(HTTP)).toBe('permit');
    expect(readSrx(inside(one('inactive: permit; deny;'))).ask(HTTP)).toBe('deny');
    expect(readSrx(inside(one()).replace('security {', 'inactive: security {')).codes).toEqual([
      'PT8004',
      'PT8007',
    ]);
    expect(readSrx(inside(`${one('deny;')} replace: ${one()}`)).ask(HTTP)).toBe('permit');
    expect(readSrx(inside(`${one()} delete: policy one;`)).ask(HTTP)).toBe('deny');
    expect(
      readSrx(inside(one().replace('source-address any', 'inactive: source-address any'))).ask(HTTP),
    ).toBe('depends');
  });

  it('may be shown without the levels above', () => {
    expect(readSrx(`from-zone clients to-zone servers { ${one()} }`).ask(HTTP)).toBe('permit');
    expect(readSrx(`policies { from-zone clients to-zone servers { ${one()} } }`).ask(HTTP)).toBe('permit');
    expect(
      readSrx(`[edit security policies from-zone clients to-zone servers]\nroot@fw# show \n${one()}\n`).ask(
        HTTP,
      ),
    ).toBe('permit');
  });

  it.each([
    ['a brace too few', inside(one()).slice(0, -3)],
    ['a brace too many', `${inside(one())}}`],
    ['a comment that does not end', `${inside(one())}/* ${'x'.repeat(50)}`],
    ['a name that does not end', `${inside(one())}system { host-name "fw;\n}`],
    ['a statement that does not end', `${inside(one())}system`],
    ['nothing in front of a brace', `${inside(one())}{ }`],
  ])('%s makes everything open', (_, text) => {
    const srx = readSrx(text);
    expect(srx.codes).toContain('PT8001');
    expect(srx.ask(HTTP)).toBe('depends');
    expect(srx.ask(SSH)).toBe('depends');
  });

  it.each([
    [
      'policy one { match { source-address any; destination-address any; application junos-http } then { permit; } }',
      'permit',
    ],
    [
      'policy one { match { source-address { any; } destination-address [ any ]; application { junos-http; junos-ssh; } } then permit; }',
      'permit',
    ],
    [
      'policy one { match { source-address [ ]; destination-address any; application any; } then permit; }',
      'depends',
    ],
    [
      'policy one { match { source-address any { x; } destination-address any; application any; } then permit; }',
      'depends',
    ],
    [
      'policy one { match { source-address any; destination-address any; application any; } then { permit { x { y; } } } }',
      'depends',
    ],
    [
      'policy one { match { source-address any; destination-address any; application any; } then { permit; } } policy { x; }',
      'permit',
    ],
  ])('%s', (text, verdict) => {
    expect(readSrx(inside(text)).ask(HTTP)).toBe(verdict);
  });
});
