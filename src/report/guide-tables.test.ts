import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/load.ts';
import { guideDocument } from './guide-tables.ts';

const catalog = loadCatalog();
const { tables, sources } = guideDocument(catalog);

describe('guideDocument', () => {
  it('has every row of every table', () => {
    expect(tables.map(({ id, rows }) => [id, rows.length])).toEqual(
      catalog.guide.map(({ id, rows }) => [id, rows]),
    );
    expect(tables.flatMap((table) => table.rows)).toHaveLength(73);
  });

  it('leads from each row to conversations and to pages', () => {
    const conversations = new Set(catalog.conversations.map((conversation) => conversation.id));
    const pages = new Set(sources.map((page) => page.id));
    for (const row of tables.flatMap((table) => table.rows)) {
      expect(row.conversations.length, row.id).toBeGreaterThan(0);
      expect(row.conversations.filter((id) => !conversations.has(id))).toEqual([]);
      expect(row.sources.filter((id) => !pages.has(id))).toEqual([]);
    }
    const urls = Object.fromEntries(sources.map((page) => [page.id, page.url]));
    expect(urls['ports.md']).toMatch(
      /^https:\/\/github\.com\/MicrosoftDocs\/memdocs\/blob\/[0-9a-f]{40}\/intune\//,
    );
    expect(urls['SCCMdocs#628']).toBe('https://github.com/MicrosoftDocs/SCCMdocs/issues/628');
  });

  it('tells of a row what a screen shows', () => {
    const row = tables.flatMap((table) => table.rows).find(({ id }) => id === 'site-server/3');
    expect(row).toMatchInlineSnapshot(`
      {
        "conflicts": [
          {
            "about": "UDP 135 for the RPC endpoint mapper",
            "followed": "SCCMdocs#628",
            "id": "udp-135",
            "positions": [
              {
                "says": "TCP and UDP 135.",
                "source": "guide",
              },
              {
                "says": "TCP and UDP 135.",
                "source": "ports.md",
              },
              {
                "says": "An engineer of Microsoft: the endpoint mapper does not use UDP 135, it is not needed.",
                "source": "SCCMdocs#628",
              },
            ],
            "why": "The dynamic ports it would hand out are TCP only. Off unless \`options.rpcUdp135\` switches it on.",
          },
          {
            "about": "Who may start between site server and site system",
            "followed": "ports.md",
            "id": "arrow-text",
            "positions": [
              {
                "says": "Either side, except distribution points and reporting services points, which never call back (Note 5).",
                "source": "ports.md",
              },
              {
                "says": "Arrows, without that sentence.",
                "source": "ports.md@2021",
              },
            ],
            "why": "The newer text; "Require the site server to initiate connections" takes the other direction away.",
          },
        ],
        "conversations": [
          "site-server-distribution-point",
        ],
        "differences": [],
        "from": "Site server",
        "id": "site-server/3",
        "kind": "conversation",
        "row": 3,
        "services": [
          {
            "inGuide": true,
            "name": "SMB",
            "optional": false,
            "ports": "445",
            "service": "smb",
            "transport": "tcp",
          },
          {
            "inGuide": true,
            "name": "RPC endpoint mapper",
            "optional": false,
            "ports": "135",
            "service": "rpc-endpoint-mapper",
            "transport": "tcp",
          },
          {
            "inGuide": true,
            "name": "RPC endpoint mapper over UDP",
            "optional": true,
            "ports": "135",
            "service": "rpc-endpoint-mapper-udp",
            "transport": "udp",
          },
          {
            "inGuide": true,
            "name": "RPC dynamic ports",
            "optional": false,
            "ports": "49152-65535",
            "service": "rpc-dynamic",
            "transport": "tcp",
          },
        ],
        "sources": [
          "ports.md",
        ],
        "title": "Site server to distribution point",
        "to": "Distribution point",
        "twoWay": false,
      }
    `);
  });
});
