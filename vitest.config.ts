import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Tests that listen, have namespaces of their own, or change what the whole process trusts. */
const NETWORK: readonly string[] = ['kit', 'lab', 'probe', 'probe-cm', 'server'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['test/seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,web/src,scripts,bench}/**/*.test.ts'],
          // A worker's files share what they import: reading it anew took more than half of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**', 'test/browser/**', ...NETWORK],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'network', include: [...NETWORK] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          // Files of a worker share one browser.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});

export default config;
