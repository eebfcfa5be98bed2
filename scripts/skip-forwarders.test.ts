import { expect, it } from 'vitest';
import { skipForwarders } from './skip-forwarders.ts';

it('takes what a forwarding file names from where it is', () => {
  const chunks = [
    { fileName: 'main.js', code: 'const{run:e}=await import(`./run.js`);await import(`./help.js`)' },
    { fileName: 'run.js', code: 'export{t as run,$ as $}from"./plan.js";\n' },
    { fileName: 'plan.js', code: 'export{a as t,b as $}' },
    { fileName: 'help.js', code: 'export{a as help}' },
  ];
  expect(skipForwarders(chunks)).toEqual([
    {
      fileName: 'main.js',
      code: 'const{run:e}=await import("./plan.js").then(e=>({run:e.t,$:e.$}));await import(`./help.js`)',
    },
    { fileName: 'plan.js', code: 'export{a as t,b as $}' },
    { fileName: 'help.js', code: 'export{a as help}' },
  ]);
});
