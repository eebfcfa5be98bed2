import { yaml } from '@codemirror/lang-yaml';
import { StreamLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { jsonParser, xmlParser } from './markup.ts';
import { type WordLanguage, wordParser } from './words.ts';

/** Families of languages that look alike. */
type Family =
  | 'nftables'
  | 'iptables'
  | 'powershell'
  | 'cisco'
  | 'set'
  | 'shell'
  | 'braces'
  | 'terraform'
  | 'squid'
  | 'script'
  | 'registry'
  | 'batch';

const WORDS: Readonly<Record<Family, WordLanguage>> = {
  nftables: {
    comment: /^#/,
    quotes: '"',
    variables: /^[@$][\w.-]+/,
    keywords:
      /^(?:table|chain|set|map|inet|ip|ip6|type|filter|hook|forward|input|output|priority|policy|tcp|udp|icmp|icmpv6|meta|th|ct|state|saddr|daddr|sport|dport|elements|flags|interval|jump|goto|return|comment|define|add|delete|flush|vmap|counter|log|helper|established|related|invalid|iifname|oifname)$/,
  },
  iptables: {
    comment: /^#/,
    quotes: '"\'',
    variables: /^--?[\w-]+/,
    keywords:
      /^(?:INPUT|OUTPUT|FORWARD|COMMIT|RETURN|tcp|udp|icmp|ipv6-icmp|filter|conntrack|multiport|comment)$/,
  },
  powershell: {
    comment: /^#/,
    block: [/^<#/, /^#>/],
    quotes: '"\'',
    variables: /^(?:\$\w+|-[A-Z]\w+)/,
    keywords:
      /^(?:New-\w+|Set-\w+|Get-\w+|Remove-\w+|Enable-\w+|Disable-\w+|Write-\w+|if|else|foreach|function|param|try|catch|return|True|False)$/,
  },
  cisco: {
    comment: /^[!#]/,
    commentAtStart: true,
    quotes: '"',
    keywords:
      /^(?:access-list|access-group|object|object-group|network-object|service-object|port-object|group-object|network|service|ip|ipv6|extended|remark|host|any|any4|any6|subnet|range|fqdn|tcp|udp|icmp|eq|interface|in|out|established|addrgroup|portgroup|protocol-object|description|nameif|security-level|statistics|exit|end)$/,
  },
  set: {
    comment: /^#/,
    commentAtStart: true,
    quotes: '"\'',
    keywords:
      /^(?:set|delete|move|security|policies|policy|from-zone|to-zone|match|then|address|address-book|address-set|application|applications|application-set|term|source-address|destination-address|source-port|destination-port|protocol|rulebase|rules|from|to|source|destination|service|service-group|address-group|static|members|action|port|ip-netmask|ip-range|fqdn|description|config|edit|next|end|firewall|srcaddr|dstaddr|srcintf|dstintf|schedule|custom|append|tcp|udp)$/,
  },
  shell: {
    comment: /^#/,
    quotes: '"\'',
    variables: /^(?:\$\w+|--?[\w-]+)/,
    keywords:
      /^(?:mgmt_cli|add|set|delete|publish|login|logout|network|host|range|group|service-tcp|service-udp|access-rule|access-section|trap|name|true|false|source|destination|service|action|layer|position)$/,
  },
  braces: {
    comment: /^#/,
    block: [/^\/\*/, /^\*\//],
    quotes: '"',
    keywords:
      /^(?:security|policies|policy|from-zone|to-zone|match|then|address-book|address|applications|application|term|source-address|destination-address|protocol|destination-port|source-port|global|connections|children|local|remote|auth|local_ts|remote_ts|mode|version|proposals|esp_proposals|start_action|local_addrs|remote_addrs)$/,
  },
  terraform: {
    comment: /^(?:#|\/\/)/,
    quotes: '"\'',
    keywords:
      /^(?:resource|variable|provider|module|locals|output|data|param|var|type|description|default|string|int|object|array|for|in|ingress|egress|true|false|null|name|properties)$/,
  },
  squid: {
    comment: /^#/,
    quotes: '"',
    keywords:
      /^(?:acl|http_access|dst|src|dstdomain|port|method|CONNECT|all|http_port|SSL_ports|Safe_ports|proto|deny_info)$/,
  },
  script: {
    comment: /^\/\//,
    block: [/^\/\*/, /^\*\//],
    quotes: '"\'',
    keywords: /^(?:function|return|if|else|for|var|let|const|true|false|null|of|in|new)$/,
  },
  registry: {
    comment: /^;/,
    commentAtStart: true,
    quotes: '"',
    keywords: /^(?:dword|hex|Windows|Registry|Editor)$/,
  },
  batch: {
    comment: /^(?:rem\b|::)/i,
    commentAtStart: true,
    quotes: '"',
    keywords:
      /^(?:netsh|advfirewall|firewall|add|delete|set|rule|name|dir|action|protocol|localport|remoteport|localip|remoteip|program|service|profile|enable|ipsec|static|filter|filterlist|filteraction|policy|in|out|echo|off|if|exit|errorlevel)$/i,
  },
};

const FAMILY: Readonly<Record<string, Family | 'json' | 'xml' | 'yaml'>> = {
  nftables: 'nftables',
  'nftables-json': 'json',
  iptables: 'iptables',
  'windows-firewall': 'powershell',
  'windows-netsh': 'batch',
  'windows-registry': 'registry',
  'windows-gpo': 'registry',
  'windows-json': 'json',
  'windows-intune': 'json',
  'windows-ipsec': 'powershell',
  'windows-netsh-ipsec': 'batch',
  'cisco-asa': 'cisco',
  'cisco-ios': 'cisco',
  'cisco-nxos': 'cisco',
  panos: 'set',
  'panos-xml': 'xml',
  fortios: 'set',
  'junos-srx': 'set',
  'junos-srx-curly': 'braces',
  checkpoint: 'shell',
  pfsense: 'xml',
  opnsense: 'xml',
  'azure-nsg': 'terraform',
  'azure-nsg-arm': 'json',
  'azure-firewall': 'terraform',
  'azure-firewall-arm': 'json',
  'aws-security-group': 'terraform',
  'aws-security-group-cloudformation': 'yaml',
  'gcp-firewall': 'terraform',
  squid: 'squid',
  pac: 'script',
  strongswan: 'braces',
  yaml: 'yaml',
};

/** Colours for a dialect; none for one that isn't known here. */
export function languageOf(dialect: string | undefined): Extension {
  const family = dialect === undefined || !Object.hasOwn(FAMILY, dialect) ? undefined : FAMILY[dialect];
  switch (family) {
    case undefined:
      return [];
    case 'yaml':
      return yaml();
    case 'json':
      return StreamLanguage.define(jsonParser);
    case 'xml':
      return StreamLanguage.define(xmlParser);
    default:
      return StreamLanguage.define(wordParser(family, WORDS[family]));
  }
}
