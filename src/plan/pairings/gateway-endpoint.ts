import type { Gateway } from '../../hierarchy/model.ts';
import { internetEndpoint } from '../endpoints.ts';
import type { PairingContext } from '../match.ts';
import type { Endpoint } from '../model.ts';

/** The service name of a gateway, or of its storage. */
export function gatewayEndpoint(context: PairingContext, gateway: Gateway, responder: string): Endpoint {
  if (responder !== 'azure-blob-storage') {
    const at = gateway.at[''];
    return { ...internetEndpoint(gateway.name, [gateway.service]), ...(at !== undefined && { at }) };
  }
  const prefix = gateway.service.split('.')[0] ?? gateway.service;
  const suffix = gateway.cloud === 'usgov' ? 'blob.core.usgovcloudapi.net' : 'blob.core.windows.net';
  const title = context.catalog.roles.get(responder)?.title ?? responder;
  return internetEndpoint(`${title} (${gateway.name})`, [`${prefix}.${suffix}`.toLowerCase()]);
}
