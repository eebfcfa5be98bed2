import type { LineOrigin, Printed } from '../dialect.ts';
import { visible } from '../plain-text.ts';
import { INTUNE_CAPABILITIES } from './capabilities.ts';
import type { WindowsRule, WindowsScript } from './model.ts';
import { PROTOCOLS } from './rule-string.ts';
import { addressText, descriptionOf, displayNameOf, portTexts } from './texts.ts';

const RULES = 'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}';
const TYPE = '#microsoft.graph.deviceManagementConfiguration';

/** Text only: a settings-catalog policy, as Intune imports it and as Graph takes it. */
export function printIntune({ host, hierarchy, rules }: WindowsScript): Printed {
  const frame = JSON.stringify(
    {
      name: `Portolan: ${visible(host)}`,
      description: `Rules for the host "${visible(host)}" of the hierarchy "${visible(hierarchy)}", made by Portolan from its plan. They hold in every network profile`,
      platforms: 'windows10',
      technologies: 'mdm,microsoftSense',
      roleScopeTagIds: ['0'],
      settings: [
        {
          '@odata.type': `${TYPE}Setting`,
          settingInstance: {
            '@odata.type': `${TYPE}GroupSettingCollectionInstance`,
            settingDefinitionId: RULES,
            groupSettingCollectionValue: [],
          },
        },
      ],
    },
    null,
    2,
  ).split('\n');
  const at = frame.findIndex((line) => line.endsWith('"groupSettingCollectionValue": []'));
  const indent = ' '.repeat(10);
  const lines = frame.slice(0, at);
  const origins: LineOrigin[] = [];
  lines.push(`${frame[at]?.slice(0, -1)}`);
  for (const [i, entry] of rules.entries()) {
    for (const part of JSON.stringify({ children: childrenOf(entry) }, null, 2).split('\n')) {
      lines.push(indent + part);
      origins.push({ line: lines.length, rule: entry.rule.id, origins: entry.rule.origins });
    }
    if (i < rules.length - 1) lines[lines.length - 1] += ',';
  }
  lines.push(`${' '.repeat(8)}]`, ...frame.slice(at + 1), '');
  return { text: lines.join('\n'), lines: origins };
}

function childrenOf(entry: WindowsRule): object[] {
  const { direction, protocol, ports, localNetworks, remoteNetworks, program, service } = entry;
  const isIn = direction === 'Inbound';
  return [
    // The name is a part of a path there.
    simple('name', `${displayNameOf(entry, INTUNE_CAPABILITIES)} (${entry.name})`.replaceAll('/', '-')),
    simple('description', descriptionOf(entry, INTUNE_CAPABILITIES)),
    choice('enabled', '1'),
    choice('direction', isIn ? 'in' : 'out'),
    choice('action_type', '1'),
    simple('protocol', PROTOCOLS[protocol]),
    ...(ports ? [list(isIn ? 'localportranges' : 'remoteportranges', portTexts(ports))] : []),
    ...(localNetworks ? [list('localaddressranges', localNetworks.map(addressText))] : []),
    list('remoteaddressranges', remoteNetworks.map(addressText)),
    ...(program === undefined ? [] : [simple('app_filepath', program)]),
    ...(service === undefined ? [] : [simple('app_servicename', service)]),
  ];
}

function simple(setting: string, value: string | number): object {
  return {
    '@odata.type': `${TYPE}SimpleSettingInstance`,
    settingDefinitionId: `${RULES}_${setting}`,
    simpleSettingValue: {
      '@odata.type': `${TYPE}${typeof value === 'number' ? 'Integer' : 'String'}SettingValue`,
      value,
    },
  };
}

function choice(setting: string, option: string): object {
  const id = `${RULES}_${setting}`;
  return {
    '@odata.type': `${TYPE}ChoiceSettingInstance`,
    settingDefinitionId: id,
    choiceSettingValue: {
      '@odata.type': `${TYPE}ChoiceSettingValue`,
      value: `${id}_${option}`,
      children: [],
    },
  };
}

function list(setting: string, values: readonly string[]): object {
  return {
    '@odata.type': `${TYPE}SimpleSettingCollectionInstance`,
    settingDefinitionId: `${RULES}_${setting}`,
    simpleSettingCollectionValue: values.map((value) => ({
      '@odata.type': `${TYPE}StringSettingValue`,
      value,
    })),
  };
}
