/**
 * Run inside of namespaces by `ipsec.test.ts`: a lab in which strongSwan's configuration was tampered with, on one host
 * after the other. Prints the faults of each case as JSON.
 */
import { readFileSync } from 'node:fs';
import { startFullTier } from '../../src/lab/inside/full-tier.ts';
import { enterLab } from '../../src/lab/inside/lab.ts';
import { makeModel } from '../../src/lab/make-model.ts';
import { conversationsOf } from '../../src/lab/proof/conversations.ts';
import { insideOfIpsec } from '../../src/lab/proof/ipsec.ts';
import type { Subject } from '../../src/lab/proof/phases.ts';
import { stagesOf } from '../../src/lab/proof/stages.ts';
import { rulesOf } from '../../src/lab/rules.ts';
import { servedHosts } from '../../src/lab/services/served-hosts.ts';
import { planned } from './kit.ts';

export interface TamperedLab {
  readonly text: string;
  readonly cache: string;
  /** By the host's name: what is replaced by what, everywhere in its configuration. */
  readonly replace: Readonly<Record<string, readonly [from: string, to: string]>>;
  /** Whether the rules that a lab without the exchange of keys gets let it pass nevertheless. */
  readonly keepsKeys?: boolean;
}

const { text, cache, replace, keepsKeys } = JSON.parse(readFileSync(0, 'utf8')) as TamperedLab;
const { hierarchy, plan } = planned(text);
const model = makeModel(hierarchy, plan);
const hosts = servedHosts(model, hierarchy, plan).map((host) => {
  const tampered = replace[host.name];
  if (!tampered || !host.ipsec) return host;
  const { configuration } = host.ipsec;
  if (!configuration.includes(tampered[0])) throw new Error(`there is no ${tampered[0]} in ${configuration}`);
  return { ...host, ipsec: { ...host.ipsec, configuration: configuration.replaceAll(...tampered) } };
});
const { rules } = rulesOf(model, hierarchy, plan, { dialect: 'nftables', hostFirewalls: false });
const stages = stagesOf(hierarchy, plan, model, false);
const inside = await enterLab(model);
const subject: Subject = {
  bench: { inside, listeners: await startFullTier(inside, hosts, cache) },
  rules: keepsKeys
    ? rules.map((one) => ({
        ...one,
        policy: { ...one.policy, rules: one.policy.rules.map((rule) => ({ ...rule, services: [] })) },
      }))
    : rules,
  conversations: conversationsOf(plan, stages),
  filterIds: new Map(model.filters.map(({ name, id }) => [name, id])),
};
const { phase } = await insideOfIpsec({ subject, hosts, hierarchy, plan, stages });
const said = { asked: phase.asked, faults: phase.faults.map(({ says }) => says) };
process.stdout.write(JSON.stringify(said), () => process.exit());
