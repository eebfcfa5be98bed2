import { describe, expect, it } from 'vitest';
import { type Machine, obstacle, programMissing } from './support.ts';

/** A Linux machine where the programs are there, and `unshare` ends so. */
const linux = (unshare: { code: number; errors: string }, missing: readonly string[] = []): Machine => ({
  platform: 'linux',
  run: (program, args) =>
    missing.includes(program)
      ? undefined
      : program === 'unshare' && args[0] !== '--version'
        ? unshare
        : { code: 0, errors: '' },
});

describe('obstacle', () => {
  it.each([
    ['darwin', 'macOS'],
    ['win32', 'Windows'],
    ['freebsd', 'freebsd'],
  ] as const)('says on %s that the lab needs Linux', (platform, name) => {
    const found = obstacle({ platform, run: () => undefined });
    expect(found?.code).toBe('PT9801');
    expect(found?.message).toBe(`the lab needs the network namespaces of Linux, and this is ${name}`);
    expect(found?.help).toContain('WSL 2');
  });

  it('names programs that are missing, and their packages', () => {
    const found = obstacle(linux({ code: 0, errors: '' }, ['ip', 'nft']));
    expect(found?.message).toBe('the lab needs ip and nft, which are not installed');
    expect(found?.help).toBe('On Debian and Ubuntu: apt-get install iproute2 nftables');
  });

  it('says what the kernel says where namespaces are not allowed', () => {
    const found = obstacle(linux({ code: 1, errors: 'unshare: unshare failed: Operation not permitted\n' }));
    expect(found?.message).toBe(
      'this machine allows no network namespaces: unshare failed: Operation not permitted',
    );
  });

  it('says that nothing is said where nothing is', () => {
    expect(obstacle(linux({ code: 1, errors: '' }))?.message).toMatch(/: unshare says nothing$/);
  });

  it('tells a limit from a ban', () => {
    const found = obstacle(linux({ code: 1, errors: 'unshare: unshare failed: No space left on device\n' }));
    expect(found?.help).toContain('sysctl user.max_user_namespaces');
  });

  it('knows a program that only some labs need by how they end without it', () => {
    const found = programMissing('ip6tables-restore: spawn ip6tables-restore ENOENT');
    expect(found?.message).toBe('the lab needs ip6tables-restore, which is not installed');
    expect(found?.help).toBe('On Debian and Ubuntu: apt-get install iptables');
    expect(programMissing('spawn /tmp/x ENOENT')).toBeUndefined();
    expect(programMissing('nft: Operation not permitted')).toBeUndefined();
  });

  it('finds none where they are', () => {
    expect(obstacle(linux({ code: 0, errors: '' }))).toBeUndefined();
  });
});
