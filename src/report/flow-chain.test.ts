import { describe, expect, it } from 'vitest';
import { examplePlan } from '../../test/report/example-plan.ts';
import { printProven } from '../handout/print-proven.ts';
import { hostPolicy } from '../policy/host-policy.ts';
import { networkPolicy } from '../policy/network-policy.ts';
import { breaksOfFlow, breaksOfRule } from './breaks.ts';
import { findFlow, flowDocument } from './flow-chain.ts';
import { flowTargets, type RulesText } from './flow-rules.ts';

const { plan, hierarchy, catalog } = examplePlan('contoso');

function printed(kind: 'network' | 'host', name: string): RulesText {
  const policy =
    kind === 'network' ? networkPolicy(plan, hierarchy, name) : hostPolicy(plan, hierarchy, name);
  const { printed: output, diagnostics, proof } = printProven(policy, plan, hierarchy);
  return {
    policy,
    file: name,
    diagnostics,
    proof,
    ...(output && { text: output.text, lines: output.lines }),
  };
}

const ID = 'site-server-distribution-point#sr7o6gutjy';
const flow = findFlow(plan.flows, ID);
if (!flow) throw new Error('the example has lost a flow');
const files = [
  ...flowTargets(flow).filters.map((name) => printed('network', name)),
  ...flowTargets(flow).hosts.map((name) => printed('host', name)),
];

describe('flowDocument', () => {
  const document = flowDocument(flow, catalog, files);

  it('tells the chain from the guide’s row to the printed lines', () => {
    const { sources, flow: planned, filters } = document;
    expect({
      guide: sources.guide,
      pages: sources.pages.map(({ id, url }) => [id, url]),
      way: planned.way,
      ends: [planned.from.map((end) => end.name), planned.to.map((end) => end.name)],
      services: planned.services.map(({ name, transport, ports }) => `${transport}/${ports} ${name}`),
      filters: filters.map(({ kind, name, proof, rules }) => ({
        kind,
        name,
        proof,
        lines: rules.flatMap((rule) => rule.lines.slice(0, 1).map(({ text }) => text.trim().slice(0, 90))),
      })),
    }).toMatchInlineSnapshot(`
      {
        "ends": [
          [
            "cm01",
            "cm02",
          ],
          [
            "dp02",
          ],
        ],
        "filters": [
          {
            "kind": "network",
            "lines": [
              "ip saddr @cm01_and_1_more_v4 ip daddr 10.20.9.5 tcp dport 445 ct state new counter accept ",
              "ip saddr @cm01_and_1_more_v4 ip daddr 10.20.9.5 tcp dport 135 ct state new counter accept ",
              "ip saddr @cm01_and_1_more_v4 ip daddr 10.20.9.5 tcp dport 49152-65535 ct state new counter",
            ],
            "name": "core",
            "proof": "equal",
          },
          {
            "kind": "host",
            "lines": [
              "# cm01 to dp02: SMB (always)",
              "# cm01 to dp02: RPC endpoint mapper (always)",
              "# cm01 to dp02: RPC dynamic ports (always)",
            ],
            "name": "cm01",
            "proof": "equal",
          },
          {
            "kind": "host",
            "lines": [
              "# cm02 to dp02: SMB (always)",
              "# cm02 to dp02: RPC endpoint mapper (always)",
              "# cm02 to dp02: RPC dynamic ports (always)",
            ],
            "name": "cm02",
            "proof": "equal",
          },
          {
            "kind": "host",
            "lines": [
              "# cm01, cm02 to dp02: SMB (always)",
              "# cm01, cm02 to dp02: RPC endpoint mapper (always)",
              "# cm01, cm02 to dp02: RPC dynamic ports (always)",
            ],
            "name": "dp02",
            "proof": "equal",
          },
        ],
        "guide": [
          {
            "id": "site-server/3",
            "row": 3,
            "table": "site-server",
            "title": "Firewall Ports used by Site Server",
          },
        ],
        "pages": [
          [
            "ports.md",
            "https://github.com/MicrosoftDocs/memdocs/blob/37e81ac6e5708bf6371a804619338efa6535c441/intune/configmgr/core/plan-design/hierarchy/ports.md",
          ],
          [
            "guide",
            undefined,
          ],
          [
            "SCCMdocs#628",
            "https://github.com/MicrosoftDocs/SCCMdocs/issues/628",
          ],
          [
            "ports.md@2021",
            "https://github.com/MicrosoftDocs/memdocs/blob/HEAD/memdocs/configmgr/core/plan-design/hierarchy/ports.md",
          ],
        ],
        "services": [
          "tcp/445 SMB",
          "tcp/135 RPC endpoint mapper",
          "tcp/49152-65535 RPC dynamic ports",
        ],
        "way": "datacenter -[core]-> campus",
      }
    `);
  });

  it('names lines that are in the text, and rules of every filter on the way', () => {
    for (const filter of document.filters) {
      const text = files.find((file) => file.policy.name === filter.name)?.text?.split(/\r?\n/) ?? [];
      expect(filter.rules.length).toBeGreaterThan(0);
      for (const rule of filter.rules) {
        expect(rule.lines.length).toBeGreaterThan(0);
        for (const line of rule.lines) expect(text[line.line - 1]).toBe(line.text);
      }
    }
    expect(document.filters[0]).toMatchObject({ kind: 'network', name: 'core' });
  });

  it('has a rule on each filter that a flow of the plan crosses', () => {
    const rules = hierarchy.filters.map((filter) => printed('network', filter.name));
    for (const one of plan.flows) {
      const { filters } = flowDocument(one, catalog, rules);
      const crossed = flowTargets(one).filters;
      expect(filters.map((filter) => filter.name)).toEqual(crossed);
    }
  });
});

describe('what breaks', () => {
  it('tells who can no longer do what if a flow is closed', () => {
    const { conversations, ends, filters, rules } = breaksOfFlow(plan, catalog, files, ID) ?? {};
    expect({ conversations, ends, filters }).toMatchInlineSnapshot(`
      {
        "conversations": [
          {
            "id": "site-server-distribution-point",
            "initiator": "Site server",
            "purpose": "Installing the role, configuration, pushing content.",
            "responder": "Distribution point",
            "title": "Site server to distribution point",
          },
        ],
        "ends": [
          {
            "kind": "host",
            "name": "cm01",
            "part": "starts",
            "zone": "datacenter",
          },
          {
            "kind": "host",
            "name": "cm02",
            "part": "starts",
            "zone": "datacenter",
          },
          {
            "kind": "host",
            "name": "dp02",
            "part": "answers",
            "zone": "campus",
          },
        ],
        "filters": [
          "core",
        ],
      }
    `);
    expect(rules?.some((rule) => rule.filter === 'core')).toBe(true);
    expect(breaksOfFlow(plan, catalog, files, 'no-such-flow')).toBeUndefined();
  });

  it('tells what goes with each rule of a filter', () => {
    const core = printed('network', 'core');
    for (const rule of core.policy.rules) {
      const { flows, conversations, filters } = breaksOfRule(plan, catalog, core, rule.id) ?? {};
      expect(new Set(flows?.map((one) => one.id))).toEqual(
        new Set(rule.origins.map((origin) => origin.flow)),
      );
      expect(flows?.every((one) => one.services.length > 0)).toBe(true);
      expect(conversations?.length).toBeGreaterThan(0);
      expect(filters).toContain('core');
    }
    expect(breaksOfRule(plan, catalog, core, 'no-such-rule')).toBeUndefined();
  });
});
