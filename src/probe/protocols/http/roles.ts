/** Which question belongs to a conversation: the role that answers it has a path of its own in its web server. */
import { knowsPath, type RoleQuestion } from './judgement.ts';
import { MANAGEMENT_POINT } from './management-point.ts';
import { UPDATE_POINT, UPSTREAM_SERVER } from './wsus.ts';

function directory(role: string, path: string, look: string): RoleQuestion {
  return { role, request: { path }, judge: knowsPath, look };
}

const INSTALLED = 'Look whether the role is installed there, and in the web site that has this port';

const QUESTIONS: Readonly<Record<string, RoleQuestion>> = {
  'management-point': MANAGEMENT_POINT,
  'software-update-point': UPDATE_POINT,
  'wsus-server': UPSTREAM_SERVER,
  'distribution-point': directory(
    'a distribution point',
    '/SMS_DP_SMSPKG$/',
    `${INSTALLED} (distmgr.log of the site server, smsdpprov.log of the distribution point)`,
  ),
  'fallback-status-point': directory(
    'a fallback status point',
    '/SMS_FSP/.sms_fsp',
    `${INSTALLED} (fspMSI.log, fspmgr.log)`,
  ),
  'state-migration-point': directory(
    'a state migration point',
    '/SMSSMP/.sms_smp',
    `${INSTALLED} (smpMSI.log, smpmgr.log)`,
  ),
  'reporting-services-point': directory(
    'SQL Server Reporting Services',
    '/ReportServer',
    'Look at the web service URL in Report Server Configuration Manager: its port and its virtual directory',
  ),
  'sms-provider': directory(
    'the administration service',
    '/AdminService/wmi/',
    'Look whether the SMS Provider runs there (adminservice.log), and whether a certificate is bound to the port',
  ),
  'enrollment-point': directory(
    'an enrollment point',
    '/EnrollmentService/DeviceEnrollmentService.svc',
    `${INSTALLED} (enrollsrvMSI.log)`,
  ),
  'enrollment-proxy-point': directory(
    'an enrollment proxy point',
    '/EnrollmentServer/Discovery.svc',
    `${INSTALLED} (enrollwebMSI.log)`,
  ),
  'certificate-registration-point': directory(
    'a certificate registration point',
    '/CMCertificateRegistration/CertificateRegistrationService.svc',
    `${INSTALLED} (crpMSI.log)`,
  ),
  'ndes-policy-module': directory(
    'NDES',
    '/certsrv/mscep/mscep.dll',
    'Look whether the Network Device Enrollment Service runs',
  ),
  client: directory(
    'a peer that shares content',
    '/SCCM_BranchCache$/',
    'Look whether the client is a peer cache source and runs (CAS.log)',
  ),
};

/**
 * Connected Cache, by the file that Microsoft's page tells to fetch ("Microsoft Connected Cache in Configuration
 * Manager", "Verify"): a small GIF, through the cache.
 */
const CONNECTED_CACHE: RoleQuestion = {
  role: 'Microsoft Connected Cache',
  request: { path: '/mscomtest/wuidt.gif?cacheHostOrigin=au.download.windowsupdate.com' },
  judge: (reply) => {
    if (reply.status === 200 && reply.body.subarray(0, 4).toString('latin1') === 'GIF8')
      return { kind: 'own', says: 'Connected Cache answers with its test file' };
    return reply.status === 200 ? { kind: 'foreign' } : knowsPath(reply);
  },
  look: 'Look whether Connected Cache is installed on the distribution point (DoincSetup.log), and reaches the internet',
};

/** BranchCache, by the path of its retrieval protocol: [MS-PCCRR] 2.1. HTTP.SYS knows it where the service runs. */
const BRANCH_CACHE: RoleQuestion = directory(
  'BranchCache',
  '/116B50EB-ECE2-41ac-8429-9F9E963361B7/',
  'Look whether BranchCache runs in distributed mode on that computer (Get-BCStatus)',
);

/** Conversations whose responder can't be read from the end of their id. */
const NAMED: Readonly<Record<string, string>> = {
  'software-update-point-upstream': 'wsus-server',
  'distribution-point-source-distribution-point': 'distribution-point',
  'any-sms-provider-administration-service': 'sms-provider',
  'client-client-peer-cache-download': 'client',
};

/**
 * The question for a conversation; `undefined` where none is known: cloud services and the internet.
 * @param conversation - its id in the catalog, which ends with the role that answers
 */
export function questionOf(conversation: string): RoleQuestion | undefined {
  // It stands in Azure, without the paths of a server's role.
  if (conversation.endsWith('-cloud-distribution-point')) return undefined;
  if (conversation === 'client-client-branchcache') return BRANCH_CACHE;
  if (conversation === 'client-distribution-point-connected-cache') return CONNECTED_CACHE;
  const named = NAMED[conversation];
  if (named !== undefined) return QUESTIONS[named];
  const role = Object.keys(QUESTIONS).find((id) => id !== 'client' && conversation.endsWith(`-${id}`));
  return role === undefined ? undefined : QUESTIONS[role];
}
