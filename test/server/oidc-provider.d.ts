/** The package has no types. */
declare module 'oidc-provider' {
  const Provider: new (
    issuer: string,
    configuration: object,
  ) => {
    callback(): (
      request: import('node:http').IncomingMessage,
      response: import('node:http').ServerResponse,
    ) => void;
    interactionDetails(
      request: import('node:http').IncomingMessage,
      response: import('node:http').ServerResponse,
    ): Promise<{ prompt: { name: string }; params: Record<string, string>; session?: { accountId: string } }>;
    interactionFinished(
      request: import('node:http').IncomingMessage,
      response: import('node:http').ServerResponse,
      result: object,
      options: object,
    ): Promise<void>;
    Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
  };
  export default Provider;
}
