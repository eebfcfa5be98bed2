import { type Authority, createAuthority } from '../authority.ts';
import type { LabModel } from '../model.ts';

/** The authority of a lab, made when it is first asked for. */
export function authorityOf({ hierarchy }: LabModel): () => Authority {
  let authority: Authority | undefined;
  return () => {
    authority ??= createAuthority(`${hierarchy} lab`);
    return authority;
  };
}
