import { describe, expect, it } from 'vitest';
import { readAsa } from '../../../test/dialects/asa-kit.ts';

/** What a Firewall Threat Defense shows of an access control policy: one list for all interfaces. */
const FIREWALL = `
NGFW Version 7.0.1
interface Ethernet1/1
 nameif outside
 cts manual
  propagate sgt preserve-untag
  policy static sgt disabled trusted
 security-level 0
 ip address 203.0.113.2 255.255.255.248
interface Ethernet1/2
 nameif inside
 security-level 0
 ip address 10.20.0.1 255.255.0.0
interface Ethernet1/3
 nameif servers
 security-level 0
 ip address 10.10.1.1 255.255.255.0
object network SRV1
 host 10.10.1.10
object-group service SMB tcp
 port-object eq 445
access-list CSM_FW_ACL_ remark rule-id 268436480: ACCESS POLICY: P - Mandatory
access-list CSM_FW_ACL_ remark rule-id 268436480: L7 RULE: smb app
access-list CSM_FW_ACL_ advanced permit tcp ifc inside any ifc servers object SRV1 object-group SMB rule-id 268436480 event-log both
access-list CSM_FW_ACL_ remark rule-id 268436481: PREFILTER POLICY: Pre
access-list CSM_FW_ACL_ remark rule-id 268436481: RULE: fast
access-list CSM_FW_ACL_ advanced trust tcp ifc inside 10.20.0.0 255.255.0.0 ifc servers any eq ssh rule-id 268436481
access-list CSM_FW_ACL_ remark rule-id 268436482: L4 RULE: web
access-list CSM_FW_ACL_ advanced permit tcp ifc inside any any eq www rule-id 268436482 event-log flow-end
access-list CSM_FW_ACL_ remark rule-id 268436483: L4 RULE: DEFAULT ACTION RULE
access-list CSM_FW_ACL_ advanced deny ip any any rule-id 268436483
access-group CSM_FW_ACL_ global
route outside 0.0.0.0 0.0.0.0 203.0.113.1 1
`;

describe('an access control policy of Threat Defense', () => {
  const fw = readAsa(FIREWALL);

  it('is read without a word', () => {
    expect(fw.diagnostics).toEqual([]);
  });

  it('permits what is trusted, and what no more than ports and addresses decide about', () => {
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.10.1.11:22')).toBe('permit');
    expect(fw.ask('tcp 10.20.0.7:50000 > 198.51.100.7:80')).toBe('permit');
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.10.1.10:23')).toBe('deny');
  });

  it('leaves open what a rule with applications lets through, which is written as one that permits', () => {
    const packet = 'tcp 10.20.0.7:50000 > 10.10.1.10:445';
    expect(fw.ask(packet)).toBe('depends');
    expect(fw.why(packet)).toEqual([
      'what the access control rule "smb app" says beside addresses and ports',
    ]);
  });

  it('holds entries to the interfaces that they name', () => {
    expect(fw.ask('tcp 10.10.1.7:50000 > 10.20.0.11:22')).toBe('deny');
    expect(fw.ask('tcp 10.20.0.7:50000 > 198.51.100.7:22')).toBe('deny');
    expect(fw.ask('tcp 198.51.100.7:50000 > 10.10.1.10:80')).toBe('deny');
  });

  it('leaves open what an interface that nothing is known of decides', () => {
    const bare = readAsa(FIREWALL.replace(/interface [\s\S]*(?=object network)/, '').replace(/route .*/, ''));
    expect(bare.ask('tcp 10.20.0.7:50000 > 10.10.1.11:22')).toBe('depends');
    expect(bare.ask('tcp 10.20.0.7:50000 > 10.10.1.11:24')).toBe('deny');
  });
});
