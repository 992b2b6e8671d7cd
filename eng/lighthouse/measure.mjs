// npm ci && npm run measure -- http://localhost:5080   against a published site while the demo's outage is open. Writes bench/results/lighthouse.md.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const site = process.argv[2] ?? 'http://localhost:5080', rounds = +(process.argv[3] ?? 3);
const { items: [outage] } = await (await fetch(`${site}/api/v1/outages?state=open&service=zoom`)).json();
if (!outage) throw new Error('No outage of Zoom is open.');
const pages = { home: '/', service: '/services/zoom', outage: `/outages/${outage.id}`, map: '/map?service=zoom' };
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();

const rows = [], faults = new Set();
for (const language of ['en', 'ar']) {
  for (const [name, path] of Object.entries(pages)) {
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      const browser = await launch({ chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: ['--headless=new', '--no-sandbox', '--disable-background-networking'] });
      // A simulated site asks not to be found, which is right, and is the one thing that SEO would hold against it.
      const { lhr } = await lighthouse(`${site}/${language}${path === '/' ? '' : path}`, { port: browser.port, onlyCategories: categories, skipAudits: ['is-crawlable'], output: 'json', logLevel: 'error' });
      await browser.kill();
      runs.push(lhr);
      for (const audit of Object.values(lhr.audits)) if (audit.score !== null && audit.score < .9 && audit.scoreDisplayMode !== 'informative') faults.add(`${audit.id} (${name}, ${language}): ${audit.displayValue ?? audit.title}`);
    }
    const score = key => Math.round(median(runs.map(run => run.categories[key].score)) * 100);
    const value = id => median(runs.map(run => run.audits[id].numericValue));
    const row = [name, language, ...categories.map(score), `${(value('first-contentful-paint') / 1000).toFixed(2)} s`, `${(value('largest-contentful-paint') / 1000).toFixed(2)} s`,
      value('cumulative-layout-shift').toFixed(3), `${(value('total-byte-weight') / 1024).toFixed(0)} KB`];
    rows.push(row);
    console.log(row.join(' | '));
  }
}

fs.writeFileSync(fileURLToPath(new URL('../../bench/results/lighthouse.md', import.meta.url)), `# Lighthouse

    dotnet publish src/Reports.Web -c Release -o <folder> && dotnet <folder>/Reports.Web.dll --demo
    cd eng/lighthouse && npm ci && npm run measure -- http://localhost:5080

${new Date().toISOString().slice(0, 10)}, commit ${commit}, Lighthouse 12.8.2, Chromium, ${os.cpus().length} cores. Its mobile profile: a simulated slow 4G network (150 ms, 1.6 Mbit/s) and a processor
four times slower. Median of ${rounds} run(s), while Zoom is down in the demo. \`is-crawlable\` is left out: a site of simulated data asks crawlers to stay away.

| page | language | performance | accessibility | best practices | SEO | first paint | largest paint | layout shift | transferred |
|---|---|---|---|---|---|---|---|---|---|
${rows.map(row => `| ${row.join(' | ')} |`).join('\n')}

Audits below 0.9: ${faults.size ? `\n\n${[...faults].sort().map(fault => `- ${fault}`).join('\n')}` : 'none.'}
`);
