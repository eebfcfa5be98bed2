import { describe, expect, it } from 'vitest';
import { LANGUAGES, mostLikely } from '../../src/dialects/languages.ts';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { planExample } from '../rules/examples.ts';
import { fixture } from './kit.ts';

const { plan, hierarchy } = planExample('contoso');
const network = networkPolicy(plan, hierarchy, hierarchy.filters[0]?.name ?? '');
const host = hostPolicy(plan, hierarchy, hierarchy.hosts[0]?.name ?? '');

describe('a text of a cloud', () => {
  it.each([
    ['azure-nsg', 'azure-nsg/az-show.json'],
    ['azure-nsg', 'azure-nsg/template-warn.json'],
    ['azure-firewall', 'azure-firewall/groups.json'],
    ['aws-security-group', 'aws-security-group/describe.json'],
    ['gcp-firewall', 'gcp-firewall/list.json'],
  ])('of %s is known: %s', (id, path) => {
    expect(mostLikely(LANGUAGES, fixture(path), path)?.id).toBe(id);
  });

  it.each(
    [...DIALECTS.values()].filter(({ id }) => /^(azure|aws|gcp)-/.test(id)).map((d) => [d.id, d] as const),
  )('that is printed as %s is known', (_, dialect) => {
    const policy = dialect.capabilities.kinds.includes('network') ? network : host;
    const { text } = dialect.print(dialect.lower(policy).model);
    expect(mostLikely(LANGUAGES, text, 'rules.txt')?.id).toBe(dialect.reader);
  });
});
