/** Parameters of the cmdlets of the PowerShell module NetSecurity, as its documentation lists them, in lower case. */
import { type Signature, signature } from './bind.ts';

/** What a rule says. */
export const RULE_FIELDS: readonly string[] = [
  'direction',
  'action',
  'enabled',
  'profile',
  'protocol',
  'icmptype',
  'localport',
  'remoteport',
  'localaddress',
  'remoteaddress',
  'program',
  'package',
  'service',
  'interfacealias',
  'interfacetype',
  'localuser',
  'remoteuser',
  'remotemachine',
  'authentication',
  'encryption',
  'overrideblockrules',
  'dynamictarget',
  'dynamictransport',
  'platform',
  'owner',
  'remotedynamickeywordaddresses',
  'policyappid',
  // These decide about no packet that a rule matches.
  'edgetraversalpolicy',
  'loosesourcemapping',
  'localonlymapping',
  'description',
];

/** What rules are found by. */
export const QUERY_FIELDS: readonly string[] = ['name', 'displayname', 'group', 'displaygroup'];
const STORES = [
  'policystore',
  'gposession',
  'policystoresource',
  'policystoresourcetype',
  'tracepolicystore',
];

export const NEW_RULE: Signature = signature([
  ...RULE_FIELDS,
  'name',
  'displayname',
  'group',
  'policystore',
  'gposession',
]);
export const SET_RULE: Signature = signature(
  [...RULE_FIELDS, ...QUERY_FIELDS, ...STORES, 'newdisplayname', 'inputobject'],
  ['all'],
  ['name'],
);
/** Enable-, Disable-, Remove-, Get- and Show-NetFirewallRule. */
export const FIND_RULE: Signature = signature(
  [...QUERY_FIELDS, ...STORES, 'direction', 'action', 'enabled', 'inputobject', 'description', 'owner'],
  ['all'],
  ['name'],
);
export const PROFILE_FIELDS: readonly string[] = [
  'enabled',
  'defaultinboundaction',
  'defaultoutboundaction',
  'allowinboundrules',
  'allowlocalfirewallrules',
];
export const SET_PROFILE: Signature = signature(
  [
    ...PROFILE_FIELDS,
    'profile',
    'name',
    'allowlocalipsecrules',
    'allowuserapps',
    'allowuserports',
    'allowunicastresponsetomulticast',
    'notifyonlisten',
    'enablestealthmodeforipsec',
    'logfilename',
    'logmaxsizekilobytes',
    'logallowed',
    'logblocked',
    'logignored',
    'disabledinterfacealiases',
    'inputobject',
    'policystore',
    'gposession',
  ],
  ['all'],
  ['name'],
);

/** Commands that can't touch the firewall, as long as their arguments don't speak of it. */
export const HARMLESS: ReadonlySet<string> = new Set([
  'add-content',
  'clear-content',
  'clear-host',
  'clear-variable',
  'cls',
  'compare-object',
  'echo',
  'export-clixml',
  'export-csv',
  'get-netfirewallprofile',
  'gpupdate',
  'import-module',
  'join-path',
  'new-guid',
  'new-timespan',
  'pop-location',
  'push-location',
  'read-host',
  'remove-variable',
  'resolve-path',
  'restart-service',
  'set-content',
  'set-executionpolicy',
  'set-location',
  'set-psdebug',
  'set-strictmode',
  'cd',
  'split-path',
  'start-service',
  'start-sleep',
  'start-transcript',
  'stop-transcript',
  'test-connection',
  'test-netconnection',
  'test-path',
  'update-typedata',
  'tee-object',
  'hostname',
  'whoami',
  'pause',
]);

/** Verbs of commands that only look, print or shape. `Get-NetFirewallRule` has its own meaning. */
export const HARMLESS_VERBS: ReadonlySet<string> = new Set([
  'convertfrom',
  'convertto',
  'format',
  'get',
  'group',
  'measure',
  'out',
  'resolve',
  'select',
  'sort',
  'test',
  'write',
]);
