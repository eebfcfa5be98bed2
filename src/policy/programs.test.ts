import { expect, it } from 'vitest';
import { clientsEnd, flow, hostEnd, service } from '../../test/rules/plan-kit.ts';
import { listenerOf } from './programs.ts';

const of = (responder: string, id: string, port: string, ports?: string): string | undefined => {
  const web = service(id, port, ports === undefined ? {} : { ports });
  const found = listenerOf(
    flow('x', [clientsEnd('c', '10.0.0.0/8')], [hostEnd('h', '10.0.0.1')], [web], { responder }),
    web,
  );
  return found && [found.program, found.windowsService].filter(Boolean).join(' ');
};

it('knows IIS by the role, on a port of its own too', () => {
  expect(of('management-point', 'http', 'tcp/80')).toBe('System');
  expect(of('software-update-point', 'wsus-http', 'tcp/8530', '9530')).toBe('System');
  expect(of('sms-provider', 'https', 'tcp/443')).toBeUndefined();
});

it('knows what Windows itself listens with', () => {
  expect(of('domain-controller', 'ldap', 'tcp/389')).toBe('%SystemRoot%\\System32\\lsass.exe');
  expect(of('sql-server', 'sql-browser', 'udp/1434')).toBe('SQLBrowser');
  expect(of('distribution-point', 'rpc-endpoint-mapper', 'tcp/135')).toBe(
    '%SystemRoot%\\System32\\svchost.exe RpcSs',
  );
});

it('names no program where it depends on the installation', () => {
  expect(of('sql-server', 'sql', 'tcp/1433')).toBeUndefined();
  expect(of('management-point', 'client-notification', 'tcp/10123')).toBeUndefined();
  expect(of('distribution-point', 'tftp', 'udp/69')).toBeUndefined();
});

it('takes the listener of the side that answers in a reversed flow', () => {
  const web = service('http', 'tcp/80');
  const forward = flow('x', [hostEnd('a', '10.0.0.1')], [hostEnd('b', '10.0.0.2')], [web], {
    initiator: 'management-point',
    responder: 'site-server',
  });
  expect(listenerOf(forward, web)).toBeUndefined();
  expect(listenerOf({ ...forward, reverse: true }, web)).toEqual({ program: 'System' });
});
