// node icons.mjs   The icons of the installed site, from favicon.svg.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../src/Reports.Web/wwwroot/', import.meta.url));
const logo = fs.readFileSync(`${root}favicon.svg`, 'utf8');
// Name, pixels, share of the width that the logo takes; a maskable icon is cut to a circle of four fifths.
const icons = [['icon-192', 192, .78], ['icon-512', 512, .78], ['maskable-512', 512, .56], ['apple-touch-180', 180, .7]];

fs.mkdirSync(`${root}icons`, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, size, share] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: #fff } svg { width: ${share * 100}% }</style>${logo}`);
  await page.screenshot({ path: `${root}icons/${name}.png` });
  await page.close();
}
await browser.close();
