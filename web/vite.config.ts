import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** Where `npm run dev` in web/ finds the server: `portolan serve` prints its address. */
const SERVER = process.env.PORTOLAN_SERVER ?? 'http://127.0.0.1:7440';

const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2024',
    // The server's content security policy allows files of its own only: nothing inline, no data: scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': SERVER, '/open': SERVER } },
});

export default config;
