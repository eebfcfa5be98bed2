/** Cmdlets of connection security rules, with the parameters that the documentation of NetSecurity lists. */
import type { Command } from '../read/powershell/ast.ts';
import { signature } from '../read/powershell/bind.ts';
import { createRule, type RuleMaker } from '../read/powershell/firewall-commands.ts';
import { addUnknown, type KnownCommand, type Machine, type Purpose } from '../read/powershell/machine.ts';
import { NOTHING, UNKNOWN, type Value } from '../read/powershell/value.ts';

/** What decides which packets a rule secures, and how surely. */
const DECIDING: readonly string[] = [
  'enabled',
  'profile',
  'platform',
  'mode',
  'inboundsecurity',
  'secin',
  'outboundsecurity',
  'secout',
  'tunneltype',
  'localtunnelendpoint',
  'remotetunnelendpoint',
  'remotetunnelhostname',
  'encryptedtunnelbypass',
  'requireauthorization',
  'user',
  'machine',
  'localaddress',
  'remoteaddress',
  'protocol',
  'localport',
  'remoteport',
  'interfacealias',
  'interfacetype',
];
const LABELS: readonly string[] = ['ipsecrulename', 'name', 'displayname', 'group', 'description'];
/** How ends prove who they are, and with which keys. */
const AUTHENTICATION: readonly string[] = [
  'quickmodecryptoset',
  'phase1authset',
  'phase2authset',
  'keymodule',
  'allowwatchkey',
  'allowsetkey',
  'forwardpathlifetime',
  'policystore',
  'gposession',
];

const IPSEC_RULE: RuleMaker = {
  signature: signature([...DECIDING, ...LABELS, ...AUTHENTICATION]),
  kept: new Set([...DECIDING, ...LABELS]),
  defaults: [],
};

/** The text is taken for all rules of a host: those that it doesn't make aren't there. */
function find({ names }: Machine): Value {
  const isNone = names.count === 0 && !names.uncertain;
  return isNone ? { kind: 'list', items: [] } : { kind: 'rules', query: null };
}

/** Taking back what isn't there does nothing; all other changes are not followed. */
function takeBack(machine: Machine, command: Command, input: Value | undefined): Value {
  const isNothing =
    input?.kind === 'null' ||
    (input?.kind === 'list' && input.items.length === 0) ||
    (machine.names.count === 0 && !machine.names.uncertain);
  return isNothing ? NOTHING : change(machine, command);
}

function change(machine: Machine, command: Command): Value {
  addUnknown(
    machine,
    command.span,
    'connection security rules that are changed or taken back after they were made are not followed',
    'Give the rules as they are in the end, as calls of New-NetIPsecRule',
  );
  return UNKNOWN;
}

/** Sets and proposals say how ends prove who they are, not which packets are secured. */
const nothing: KnownCommand = () => UNKNOWN;

const IPSEC_COMMANDS: ReadonlyMap<string, KnownCommand> = new Map<string, KnownCommand>([
  ['new-netipsecrule', (m, c) => createRule(m, c, IPSEC_RULE)],
  ['get-netipsecrule', find],
  ['show-netipsecrule', find],
  ['remove-netipsecrule', takeBack],
  ['disable-netipsecrule', takeBack],
  ['enable-netipsecrule', change],
  ['set-netipsecrule', change],
  ['new-netipsecauthproposal', nothing],
  ['new-netipsecphase1authset', nothing],
  ['new-netipsecphase2authset', nothing],
  ['new-netipsecmainmodecryptoproposal', nothing],
  ['new-netipsecmainmodecryptoset', nothing],
  ['new-netipsecquickmodecryptoproposal', nothing],
  ['new-netipsecquickmodecryptoset', nothing],
]);

/** Connection security rules of a host. */
export const IPSEC: Purpose = { commands: IPSEC_COMMANDS, maker: 'New-NetIPsecRule' };
